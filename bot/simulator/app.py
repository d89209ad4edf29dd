"""The simulator as a Flask app.

It must only be bound to loopback: its control pages have no login, and whoever reaches them can read and write
every conversation.
"""

from __future__ import annotations

import logging

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from bot.config import Settings
from bot.simulator.api.account import account_api
from bot.simulator.api.contents import content_api
from bot.simulator.api.messages import messages
from bot.simulator.api.senders import senders
from bot.simulator.api.storage import storage
from bot.simulator.phone.control import control
from bot.simulator.phone.control_world import world_control
from bot.simulator.phone.page import phone_page
from bot.simulator.traffic import delivery, inbound
from bot.simulator.world.errors import TwilioError
from bot.simulator.world.world import World

# A file of 16 MB in base64, and some room.
LARGEST_REQUEST = 24 * 1024 * 1024


def create_simulator(settings: Settings) -> Flask:
    """The simulated Twilio and its phones; the state is in VAR_DIR/simulator.db.

    One process only: live events and faults are in its memory. Threads, since each open page holds one.
    """
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=1024 * 1024)
    world = app.extensions["simulator"] = World.open(settings)
    for blueprint in (messages, account_api, content_api, senders, storage, control, world_control, phone_page):
        app.register_blueprint(blueprint)
    app.register_error_handler(TwilioError, _refuse)
    app.register_error_handler(HTTPException, _explain)
    app.add_url_rule("/healthz", "healthz", lambda: {"status": "ok"})
    # Passwords are in no log line of ours, but urllib3 would repeat whole callback addresses.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    delivery.resume(world)
    inbound.resume(world)
    return app


def _refuse(error: TwilioError) -> ResponseReturnValue:
    return error.as_json(), error.status


def _explain(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    if request.path.startswith(("/2010-04-01/", "/v1/", "/v2/")):
        return TwilioError(20404, f"The requested resource {request.path} was not found").as_json(), error.code or 404
    return {"error": error.description or error.name}, error.code or 500
