"""The demo shop's pictures, and its next day at the press of a button; a simulated system alone has them.

The button is on the phone page, which the simulator serves from another port: another origin to the browser. Nobody
logs in here, so a page that somebody happens to visit must not press it: JSON makes a browser ask first (CORS), only
the phone page's origin gets a yes, and a name that was pointed at us (DNS rebinding) is no name of ours.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, jsonify, make_response, request, send_from_directory
from flask.typing import ResponseReturnValue

from bot.bootstrap import Bot
from bot.config import Settings
from bot.demo import pictures
from bot.demo.day import NoDemo, StillDay, tick
from bot.tasks.names import APPLY

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
    """Store the next day's events and ring for them; answers what happens, a line each."""
    bot: Bot = current_app.extensions["bot"]
    origin = request.headers.get("Origin")
    if urlsplit(f"//{request.host}").hostname not in _names(bot.settings):
        return {"error": "the demo answers to its own names only"}, 403
    if origin is not None and origin not in _origins(bot.settings):
        return {"error": "only the phone page may do that"}, 403
    response = _preflight() if request.method == "OPTIONS" else make_response(_tick(bot))
    if origin is not None:
        response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Vary"] = "Origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def _preflight() -> Response:
    response = Response(status=204)
    response.headers["Access-Control-Allow-Methods"] = "POST"
    response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    return response


def _tick(bot: Bot) -> ResponseReturnValue:
    if request.mimetype != "application/json":
        return {"error": "send Content-Type: application/json"}, 415
    try:
        with bot.database.writing.begin() as db:
            day = tick(db, secrets.token_hex(16), bot.now())
    except NoDemo as error:
        return {"error": str(error)}, 404
    except StillDay as error:
        return {"error": str(error)}, 409
    for event_id in day.event_ids:
        bot.bells.ring(APPLY, event_id)
    return jsonify(day=day.number, lines=day.lines), 200


def _names(settings: Settings) -> set[str | None]:
    return {"127.0.0.1", "localhost", "::1", urlsplit(settings.public_url).hostname}


def _origins(settings: Settings) -> set[str]:
    """The phone page by each name of this machine; its own page too, for whoever puts both behind one address."""
    port = urlsplit(settings.simulator_url).port
    return {f"http://{name}:{port}" for name in _LOOPBACK} | {settings.public_url}
