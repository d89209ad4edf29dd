"""The demo shop's pictures, its customers' stories, and its next day at a press; a simulated system alone has them.

The button is on the phone page, which the simulator serves from another port: another origin to the browser. Nobody
logs in here, so a page that somebody happens to visit must not press it: JSON makes a browser ask first (CORS), only
the phone page's origin gets a yes, and a name that was pointed at us (DNS rebinding) is no name of ours.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, jsonify, make_response, request, send_from_directory
from flask.typing import ResponseReturnValue

from bot.bootstrap import Bot
from bot.config import Settings
from bot.demo import pictures
from bot.demo.day import NoDemo, StillDay
from bot.demo.passing import NoWorker, pass_day
from bot.demo.stories import tell_stories

demo = Blueprint("demo", __name__)
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@demo.get(f"{pictures.PATH}<name>")
def picture(name: str) -> Response:
    """A picture of the demo; its name stays when it changes, so it is kept for a day only."""
    if not name.endswith(".png"):
        abort(404)
    return send_from_directory(pictures.FOLDER, name, max_age=86400)


@demo.route("/demo/tick", methods=["POST", "OPTIONS"])
def next_day() -> ResponseReturnValue:
    """Let a day pass; answers its number, what happened, a line each, and what time it is then."""
    return _for_phone_page("POST", _tick)


@demo.route("/demo/stories", methods=["GET", "OPTIONS"])
def stories() -> ResponseReturnValue:
    """Answer what is going on with each customer, a line by phone, and what time it is."""
    return _for_phone_page("GET", _stories)


def _for_phone_page(method: str, answer: Callable[[Bot], ResponseReturnValue]) -> ResponseReturnValue:
    """An answer for the phone page's origin, or for no browser at all."""
    bot: Bot = current_app.extensions["bot"]
    origin = request.headers.get("Origin")
    if urlsplit(f"//{request.host}").hostname not in _names(bot.settings):
        return {"error": "the demo answers to its own names only"}, 403
    if origin is not None and origin not in _origins(bot.settings):
        return {"error": "only the phone page may do that"}, 403
    response = _preflight(method) if request.method == "OPTIONS" else make_response(answer(bot))
    if origin is not None:
        response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Vary"] = "Origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def _preflight(method: str) -> Response:
    response = Response(status=204)
    response.headers["Access-Control-Allow-Methods"] = method
    response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    return response


def _stories(bot: Bot) -> ResponseReturnValue:
    now = bot.now()
    try:
        with bot.database.reading.begin() as db:
            return jsonify(stories=tell_stories(db, now), now=now.isoformat()), 200
    except NoDemo as error:
        return {"error": str(error)}, 404


def _tick(bot: Bot) -> ResponseReturnValue:
    if request.mimetype != "application/json":
        return {"error": "send Content-Type: application/json"}, 415
    try:
        passed = pass_day(bot, secrets.token_hex(16))
    except NoDemo as error:
        return {"error": str(error)}, 404
    except StillDay as error:
        return {"error": str(error)}, 409
    except NoWorker as error:
        return {"error": str(error)}, 503
    return jsonify(day=passed.number, lines=passed.lines, now=bot.now().isoformat()), 200


def _names(settings: Settings) -> set[str | None]:
    return {"127.0.0.1", "localhost", "::1", urlsplit(settings.public_url).hostname}


def _origins(settings: Settings) -> set[str]:
    """The phone page by each name of this machine; its own page too, for whoever puts both behind one address."""
    port = urlsplit(settings.simulator_url).port
    return {f"http://{name}:{port}" for name in _LOOPBACK} | {settings.public_url}
