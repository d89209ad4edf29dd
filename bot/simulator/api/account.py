"""Twilio's account and its numbers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from bot.simulator.traffic.forms import API_VERSION
from bot.simulator.world.access import check_credentials, strike, the_account, the_world

account_api = Blueprint("account", __name__)
ONE = f"/{API_VERSION}/Accounts/<account>"
NUMBER_SID = "PN" + "d" * 32


@account_api.before_request
def guard() -> Response | None:
    check_credentials()
    return strike()


@account_api.get(f"{ONE}.json")
def show(account: str) -> dict[str, Any]:
    found = the_account()
    return {"sid": account, "friendly_name": found.name, "status": found.status, "type": found.kind}


@account_api.get(f"{ONE}/IncomingPhoneNumbers.json")
def numbers(account: str) -> dict[str, Any]:
    found = the_account()
    number = {
        "sid": NUMBER_SID,
        "account_sid": account,
        "phone_number": found.sms,
        "capabilities": {"sms": True, "mms": False, "voice": False},
        "sms_url": f"{the_world().settings.public_url}/twilio/messages",
    }
    mine = [number] if found.sms else []
    return {"incoming_phone_numbers": mine, "next_page_uri": None, "page": 0, "page_size": 50}
