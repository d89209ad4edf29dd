"""What a worker can run, each for one row: claim it, call out, record what came of it."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.bootstrap import Bot
from bot.queue import Task
from bot.tasks.broadcasts import feed
from bot.tasks.bulk import work_bulk
from bot.tasks.events import apply_event
from bot.tasks.hooks import tell_hook
from bot.tasks.lists import read_list
from bot.tasks.media import fetch_media
from bot.tasks.names import (
    ANSWER,
    APPLY,
    BULK,
    FEED,
    FETCH,
    NOTIFY,
    PRIORITIES,
    PULL,
    QUEUES,
    REACT,
    READ_LIST,
    SEND,
    SEND_BROADCAST,
    SEND_NOTICE,
    SETTLE,
    SHARES,
    SIGN,
    TELL_HOOK,
    TELL_STAFF,
)
from bot.tasks.notices import notify
from bot.tasks.pulls import pull
from bot.tasks.sending import react, send, send_broadcast, send_notice, settle
from bot.tasks.signs import give_sign
from bot.tasks.staff_notices import tell_staff
from bot.tasks.turns import answer

__all__ = [
    "ANSWER",
    "APPLY",
    "BULK",
    "FEED",
    "FETCH",
    "NOTIFY",
    "PRIORITIES",
    "PULL",
    "QUEUES",
    "REACT",
    "READ_LIST",
    "SEND",
    "SEND_BROADCAST",
    "SEND_NOTICE",
    "SETTLE",
    "SHARES",
    "SIGN",
    "TELL_HOOK",
    "TELL_STAFF",
    "all_tasks",
    "answer",
    "apply_event",
    "feed",
    "fetch_media",
    "notify",
    "pull",
    "react",
    "read_list",
    "send",
    "send_broadcast",
    "settle",
]
CHORES_AT_ONCE, CHORE_WAIT = 2, timedelta(seconds=1)


def all_tasks(bot: Bot) -> Mapping[str, Task]:
    """The tasks of a worker that works with `bot`."""
    runs = {
        ANSWER: answer,
        SEND: send,
        SETTLE: settle,
        REACT: react,
        NOTIFY: notify,
        SEND_NOTICE: send_notice,
        SEND_BROADCAST: send_broadcast,
        FEED: feed,
        READ_LIST: read_list,
        APPLY: apply_event,
        PULL: _few_at_once(PULL, pull),
        SIGN: give_sign,
        FETCH: _few_at_once(FETCH, fetch_media),
        BULK: _few_at_once(BULK, work_bulk),
        TELL_HOOK: tell_hook,
        TELL_STAFF: _few_at_once(TELL_STAFF, tell_staff),
    }
    return {name: Task(functools.partial(run, bot), QUEUES[name], PRIORITIES[name]) for name, run in runs.items()}


def _few_at_once(name: str, run: Callable[[Bot, int], None]) -> Callable[[Bot, int], None]:
    """A slow network behind a chore must never take every thread from the replies."""
    places = threading.BoundedSemaphore(CHORES_AT_ONCE)

    def run_if_free(bot: Bot, row_id: int) -> None:
        if not places.acquire(blocking=False):
            bot.bells.ring(name, row_id, after=CHORE_WAIT)
            return
        try:
            run(bot, row_id)
        finally:
            places.release()

    return run_if_free
