"""The web application: which pages and webhooks there are, and how the system says that it is well."""

from __future__ import annotations

from contextlib import suppress

from flask import Flask, Response, current_app, jsonify, redirect
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from werkzeug.wrappers import Response as AnyResponse

from bot import tasks
from bot.api import routes
from bot.bootstrap import Bot
from bot.console import door, health_page, page
from bot.console.overview import Overview, Overviews
from bot.db.engine import DatabaseError
from bot.health import Fit, Health, takes_messages
from bot.signs import read_restarts
from bot.storefront import demo
from bot.storefront import pages as storefront
from bot.storefront.attachments import attachments
from bot.storefront.logos import logos
from bot.storefront.notice_pictures import notice_pictures
from bot.webhooks import hooks, twilio

_STATUS = {True: "ok", False: "unavailable"}


def create_app(bot: Bot) -> Flask:
    """The application around a built bot."""
    app = put_together(simulated=bot.settings.simulated)
    serve(app, bot)
    return app


def serve(app: Flask, bot: Bot) -> None:
    """Put the bot behind the routes of an application."""
    app.secret_key, *app.config["SECRET_KEY_FALLBACKS"] = bot.settings.secret_key.split(",")
    app.extensions |= {"bot": bot, "overviews": Overviews(bot), "health": Health(bot), "fit": Fit(bot)}
    bot.bells.know(tasks.QUEUES)


def put_together(*, simulated: bool) -> Flask:
    """Every route, with no bot behind them yet."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = twilio.MAX_BODY
    app.register_blueprint(twilio.webhooks)  # guarded by Twilio's signature
    app.register_blueprint(hooks.hooks)  # guarded by each connection's signature or key
    app.register_blueprint(notice_pictures)
    app.register_blueprint(logos)  # the one a shop shows to everybody
    app.register_blueprint(attachments)  # guarded by the unguessable token in the address
    app.register_blueprint(storefront.pages)  # guarded by the unguessable token in the address
    app.register_blueprint(routes.api)  # guarded by the merchant's key; its description is open
    app.register_blueprint(page.console)  # holds nothing of anybody: the API asks who it is
    app.register_blueprint(health_page.pages)
    door.guard(app, "/console/health", "/metrics")  # this machine itself, or STAFF_TOKEN
    _health(app)
    if simulated:
        _doors(app)
    return app


def _health(app: Flask) -> None:
    @app.get("/healthz")
    def healthz() -> Response:
        """The process lives."""
        return jsonify(status="ok")

    @app.get("/readyz")
    def readyz() -> tuple[Response, int]:
        """Whether every part of the system does its work, and which does not."""
        bot: Bot = current_app.extensions["bot"]
        parts, restarts = current_app.extensions["health"].read(), read_restarts(bot.settings.run_dir)[0]
        told = {part.name: {"works": part.works, "why": part.why} for part in parts}
        works = all(part.works for part in parts)
        whole = {"status": _STATUS[works], "parts": told, "spooled": bot.spool.count(), "restarts": restarts}
        return jsonify(whole), 200 if works else 503

    @app.get("/readyz/web")
    def readyz_web() -> tuple[Response, int]:
        """Whether messages are taken here, whatever else is down: what a load balancer asks."""
        why = current_app.extensions["fit"].find_misfit()
        works = not why and takes_messages(current_app.extensions["bot"])
        return jsonify(status=_STATUS[works], why=why), 200 if works else 503

    @app.get("/metrics")
    def metrics() -> Response:
        """Prometheus's text; counted from the rows, which every process shares."""
        registry = CollectorRegistry()
        _measure_health(registry, current_app.extensions["bot"], current_app.extensions["health"])
        with suppress(DatabaseError):  # how the parts are is worth knowing just then
            _measure_rows(registry, current_app.extensions["overviews"].newest())
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _doors(app: Flask) -> None:
    """Addresses people know that live elsewhere, and what only a simulated system has."""
    app.register_blueprint(demo.demo)  # pictures are open; the next day answers to the phone page alone

    @app.get("/phone")
    def phone() -> AnyResponse:
        """The simulator's phone."""
        return redirect(f"{current_app.extensions['bot'].settings.simulator_url}/phone")


def _measure_health(registry: CollectorRegistry, bot: Bot, health: Health) -> None:
    """What /readyz says, as gauges."""
    works = Gauge("dastak_part_works", "Whether a part does its work (1) or not (0)", ["part"], registry=registry)
    for part in health.read():
        works.labels(part.name).set(part.works)
    restarts = Gauge("dastak_restarts", "Restarts of each process", ["process"], registry=registry)
    for name, count in read_restarts(bot.settings.run_dir)[0].items():
        restarts.labels(name).set(count)


def _measure_rows(registry: CollectorRegistry, overview: Overview) -> None:
    """What is where, as gauges."""
    for one in overview.counts:
        gauge = Gauge(one.metric, one.title, [one.label], registry=registry)
        for state, number in one.numbers.items():
            gauge.labels(state).set(number)
    queues = Gauge("dastak_bells_waiting", "Bells in each queue", ["queue"], registry=registry)
    for queue, number in overview.bells.items():
        queues.labels(queue).set(number)
    title = "Seconds that the oldest row which is due has waited"
    oldest = Gauge("dastak_oldest_waiting_seconds", title, ["what"], registry=registry)
    for what, seconds in overview.waited.items():
        oldest.labels(what).set(seconds)
    Gauge("dastak_spooled_requests", "Requests on disk", registry=registry).set(overview.spooled)
