"""Who calls the API: the key of a merchant, and how often it may."""

from __future__ import annotations

import re

from flask import current_app, request

from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.services.shop import api_keys

PER_SECOND = 100
_BEARER = re.compile(r"Bearer +(dk_[A-Za-z0-9_-]{20,100})", re.IGNORECASE)


def merchant_of_key() -> int:
    """The merchant whose key the request carries; everything it may see or change is that merchant's.

    Raises:
        Problem: 401 without a key in use, 429 when it calls too often.
    """
    bot: Bot = current_app.extensions["bot"]
    given = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    if given is None:
        raise _refused("Send the header Authorization: Bearer dk_…, with a key made by `dastak api-key create`.")
    with bot.database.reading.begin() as db:
        key = api_keys.find(db, given[1])
    if key is None:
        raise _refused("This key is not known or was revoked. `dastak api-key create` makes another.")
    if not bot.bells.may_send(f"api.{key.id}", PER_SECOND):
        detail = f"A key may call {PER_SECOND} times a second: wait a second, or send several events in one call."
        raise Problem(429, "Too many requests", detail, headers={"Retry-After": "1"})
    now = bot.now()
    if api_keys.is_stale(key, now):
        with bot.database.writing.begin() as db:
            api_keys.note_use(db, key.id, now)
    return key.merchant_id


def _refused(detail: str) -> Problem:
    return Problem(401, "Not authorized", detail, headers={"WWW-Authenticate": 'Bearer realm="Dastak"'})
