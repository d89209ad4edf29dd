"""Twilio's Senders API (v2): the shop's number on WhatsApp, with its limit and its quality."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from bot.simulator.world.access import check_credentials, strike, the_account, the_world
from bot.simulator.world.errors import TwilioError

senders = Blueprint("senders", __name__)
PLACE = "/v2/Channels/Senders"


@senders.before_request
def guard() -> Response | None:
    check_credentials()
    return strike()


@senders.get(PLACE)
def index() -> ResponseReturnValue:
    if request.args.get("Channel", "whatsapp") != "whatsapp":
        raise TwilioError(20001, "Channel must be whatsapp")
    listed = [_resource()] if the_account().whatsapp else []
    first = f"{request.host_url.rstrip('/')}{PLACE}?Channel=whatsapp&PageSize=50&Page=0"
    meta = {"page": 0, "page_size": 50, "first_page_url": first, "previous_page_url": None, "url": first}
    return {"senders": listed, "meta": meta | {"next_page_url": None, "key": "senders"}}


@senders.get(f"{PLACE}/<sid>")
def fetch(sid: str) -> ResponseReturnValue:
    if not the_account().whatsapp or sid != _resource()["sid"]:
        raise TwilioError(20404, f"The requested resource {request.path} was not found")
    return _resource()


def _resource() -> dict[str, Any]:
    world = the_world()
    address = the_account().address("whatsapp")
    sid = f"XE{hashlib.md5(address.encode(), usedforsecurity=False).hexdigest()}"
    return {
        "sid": sid,
        "sender_id": address,
        "status": "ONLINE",
        "configuration": {"waba_id": "1" * 15},
        "webhook": {"callback_url": f"{world.settings.public_url}/twilio/messages", "callback_method": "POST"},
        "properties": dict(world.sender),
        "offline_reasons": None,
        "url": f"{request.host_url.rstrip('/')}{PLACE}/{sid}",
    }
