"""Twilio's webhooks: verify, store, answer. Everything else happens in a worker."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, current_app, request

from bot.bootstrap import MESSAGES_PATH, STATUS_PATH, Bot
from bot.spool import Receipt
from bot.tasks.twilio_intake import TAKEN, form_of, take_or_spool

webhooks = Blueprint("twilio", __name__)
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
MAX_BODY = 256 * 1024
WHOLE_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)


@webhooks.post(MESSAGES_PATH)
def receive_message() -> Response:
    """A customer's message. The answer is empty TwiML; the real one goes out through the REST API."""
    _take_verified()
    return Response(NOTHING_TO_SAY, mimetype="text/xml")


@webhooks.post(STATUS_PATH)
def receive_status() -> Response:
    """News of a message we sent; `m` in the query is our own id of it."""
    _take_verified()
    return Response(status=204)


def _take_verified() -> None:
    bot: Bot = current_app.extensions["bot"]
    # Read whole and once: the signature covers exactly these bytes, decoded as a form.
    body = request.get_data(as_text=True)
    path = _path_as_called()
    signature = request.headers.get("X-Twilio-Signature", "")
    try:
        form = form_of(body)
    except ValueError:  # more fields than any message has
        abort(413)
    receipt = Receipt(path, body, bot.now().isoformat())
    outcome = take_or_spool(bot, receipt, form, signature)
    if outcome != TAKEN:
        # After 503 Twilio calls the fallback address, or again if #rc and #rp say so (docs/twilio.md).
        abort(outcome)


def _path_as_called() -> str:
    """Path and query as Twilio wrote them; the host comes from PUBLIC_URL, never from the caller."""
    raw = str(request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or "")
    # A request line may name the whole address (RFC 9112 3.2.2); whose it is does not matter here.
    return WHOLE_ADDRESS.sub("", raw) or request.full_path.rstrip("?")
