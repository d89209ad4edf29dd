"""Where media files lie: the API's address asks for credentials and sends on to a storage address."""

from __future__ import annotations

import hashlib
import hmac
import re

from flask import Blueprint, Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from bot.simulator.traffic.forms import API_VERSION
from bot.simulator.world import ledger, media
from bot.simulator.world.access import check_credentials, check_host, the_account, the_world
from bot.simulator.world.errors import TwilioError

storage = Blueprint("storage", __name__)


@storage.get(f"/{API_VERSION}/Accounts/<account>/Messages/<message_sid>/Media/<sid>")
def fetch(account: str, message_sid: str, sid: str) -> ResponseReturnValue:
    check_credentials()
    file = media.find(the_world().store, sid.removesuffix(".json"))
    message = ledger.find(the_world().store, message_sid)
    if file is None or message is None or file.message_sid != message_sid:
        raise TwilioError(20404)
    if the_world().account_of(message.shop) != the_account():
        raise TwilioError(20404)
    # As at Twilio, whose storage is another host and must not see the credentials.
    return redirect(f"{the_world().base_url}/storage/{file.sid}/{_seal(file.sid)}", 307)


@storage.get("/storage/<sid>/<seal>")
def stored(sid: str, seal: str) -> ResponseReturnValue:
    if not hmac.compare_digest(seal.encode(), _seal(sid).encode()):
        abort(403)
    return _file(sid)


@storage.get("/sim/media/<sid>")
def for_page(sid: str) -> ResponseReturnValue:
    if not check_host():
        abort(403)
    return _file(sid)


def _seal(sid: str) -> str:
    return hmac.new(the_world().settings.secret_key.encode(), sid.encode(), hashlib.sha256).hexdigest()


def _file(sid: str) -> Response:
    file = media.find(the_world().store, sid)
    if file is None:
        abort(404)
    response = Response(file.content, content_type=file.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, max-age=86400"
    # The name came from outside: only letters, digits, dots and the like go into a header.
    name = re.sub(r"[^A-Za-z0-9._ -]", "_", file.filename.rpartition("/")[2])[-80:] or "file"
    response.headers.set("Content-Disposition", "inline" if file.inline else "attachment", filename=name)
    # Browsers ask for ranges to find out how long a voice note is.
    response.make_conditional(request.environ, accept_ranges=True, complete_length=len(file.content))
    return response
