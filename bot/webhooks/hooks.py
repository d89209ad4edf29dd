"""Webhooks of shops and carriers: verify, store, answer. A worker applies what they say."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request

from bot.bootstrap import Bot
from bot.platforms import DOORS, PATH
from bot.spool import Receipt
from bot.webhooks.hooks_intake import LATER, UNKNOWN, WRONG, take_or_spool

hooks = Blueprint("hooks", __name__)
# An order of some hundred lines is about a megabyte.
MAX_BODY = 2 * 1024 * 1024
# What is signed, tells the topic, or says how to read the body.
WANTED = ("content-type", *(beginning for face in DOORS.values() for beginning in face.headers))
SAID = {WRONG: "not signed by this account\n", UNKNOWN: "no such address\n", LATER: "try again later\n"}


@hooks.post(f"{PATH}<any({', '.join(DOORS)}):door>/<token>")
def receive(door: str, token: str) -> Response:
    """News of one connection. 200 exactly, where it is taken: WooCommerce and Shiprocket accept nothing else."""
    bot: Bot = current_app.extensions["bot"]
    request.max_content_length = MAX_BODY
    # Whole and untouched: the signature covers exactly these bytes.
    body = request.get_data(cache=False).decode("latin-1")
    headers = {name.lower(): value for name, value in request.headers if name.lower().startswith(WANTED)}
    status = take_or_spool(bot, Receipt(f"{PATH}{door}/{token}", body, bot.now().isoformat(), headers))
    return Response(SAID.get(status, ""), status, mimetype="text/plain")
