"""Tells merchants' own addresses what happened: rows first, then one address at a time, each for a short while."""

from __future__ import annotations

import time
from datetime import timedelta

from bot.bootstrap import Bot
from bot.domain.out_hooks import EVENT_ID, SIGNATURE, TOPIC, sign_body
from bot.logs import get_logger
from bot.ports import ApiError
from bot.services.connections import hook_deliveries, hook_feed
from bot.services.connections.hook_deliveries import Came, ToDeliver
from bot.tasks.names import TELL_HOOK

log = get_logger(__name__)
# A shop's address is told so much in one go, then others are.
AT_ONCE, A_WHILE = 20, 10.0
LIMIT = 50
KEPT_FOR, FORGOTTEN_AT_ONCE = timedelta(days=30), 500


def tell_hook(bot: Bot, hook_id: int) -> None:
    """Tell an address what waits for it, for a short while; the rest has to wait for its next turn."""
    with bot.database.writing.begin() as db:
        if not hook_deliveries.claim_hook(db, hook_id, bot.now()):
            return
    until = time.monotonic() + A_WHILE
    for _ in range(AT_ONCE):
        with bot.database.writing.begin() as db:
            told = hook_deliveries.take_delivery(db, bot.vault, hook_id, bot.now())
        if told is None:
            break
        came = _send(bot, told)
        with bot.database.writing.begin() as db:
            goes_on = hook_deliveries.record_came(db, told, came, bot.now())
        if not goes_on or time.monotonic() > until:
            break
    with bot.database.writing.begin() as db:
        hook_deliveries.release_hook(db, hook_id)


def keep_hooks(bot: Bot) -> int:
    """Write down what addresses are to be told, and ring for those that are due; returns how many were rung for."""
    with bot.database.reading.begin() as db:
        fed = hook_feed.list_fed(db)
    for hook_id in fed:
        with bot.database.writing.begin() as db:
            hook_feed.feed_hook(db, hook_id, bot.now())
    # Also where nothing is new: what failed comes again at its time, and what one turn left is for the next.
    with bot.database.reading.begin() as db:
        due = hook_deliveries.list_due(db, bot.now(), LIMIT)
    for hook_id in due:
        bot.bells.ring(TELL_HOOK, hook_id)
    return len(due)


def forget_deliveries(bot: Bot) -> None:
    """Forget what addresses were told more than a month ago."""
    with bot.database.writing.begin() as db:
        hook_feed.forget_deliveries(db, bot.now() - KEPT_FOR, FORGOTTEN_AT_ONCE)


def _send(bot: Bot, told: ToDeliver) -> Came:
    headers = {
        "Content-Type": "application/json",
        EVENT_ID: told.event_id,
        TOPIC: told.topic,
        SIGNATURE: sign_body(told.secrets, told.body, bot.now()),
    }
    began = time.monotonic()
    status: int | None = None
    error = ""
    try:
        status = bot.outside.request("POST", told.url, data=told.body, headers=headers).status
    except ApiError as failed:
        status, error = failed.status, failed.reason
    return Came(status, error, int((time.monotonic() - began) * 1000))
