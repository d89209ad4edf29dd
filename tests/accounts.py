"""Shops' own accounts at Twilio, as tests give and use them."""

from __future__ import annotations

from bot.bootstrap import STATUS_PATH, Bot
from bot.services.accounts import own
from bot.services.connections.vault import Vault
from bot.ways import Ways
from tests.driver import post, whatsapp_form
from tests.fakes import PUBLIC_URL, signed

THEIRS, OTHERS = "AC" + "b" * 32, "AC" + "e" * 32
KEY, NEXT_KEY, OTHERS_KEY = "b0" * 16, "b1" * 16, "e0" * 16


def give(bot: Bot, merchant_id: int, sid: str = THEIRS, token: str = KEY) -> int:
    """Let a shop's messages leave by an account of its own; the id of its row."""
    with bot.database.writing.begin() as db:
        new = own.NewAccount(sid, bot.vault.seal(token), "Own", "Full")
        own.keep_account(db, merchant_id, new, bot.now())
        row = own.find_own(db, merchant_id)
        assert row is not None
        return row.id


def say(bot: Bot, token: str, sid: str = THEIRS, **more: str) -> int:
    """A customer's message that names an account and is signed with a token; the status it is answered with."""
    form = whatsapp_form(**({"AccountSid": sid} | more))
    return post(bot, form, **signed("/twilio/messages", form, token)).status_code


def ways_of(bot: Bot, key: str) -> Ways:
    """The ways of a process whose SECRET_KEY is this one."""
    return Ways(bot.door, Vault([key]), bot.settings.twilio_api_url, PUBLIC_URL + STATUS_PATH)
