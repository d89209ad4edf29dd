"""The sweep, every few seconds: rings for rows nobody rang for, and replays what was spooled to disk."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

from bot import tasks
from bot.bootstrap import Bot, build, log_to_stderr
from bot.config import Settings
from bot.db.engine import DatabaseError
from bot.services import sweeping
from bot.webhooks.twilio_intake import replay_spool

log = logging.getLogger(__name__)
EVERY = 2.0  # seconds
# Bells that still wait will find these rows themselves.
BUSY = 1000


def main(settings: Settings) -> None:
    """Sweep until told to stop."""
    log_to_stderr(settings)
    bot = build(settings)
    bot.bells.know(tasks.QUEUES)
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    log.info("sweeping every %s s", EVERY)
    while not stop.wait(EVERY):
        for step in (replay_spool, sweep):
            try:
                step(bot)
            except DatabaseError as error:
                log.warning("no %s: the database does not answer (%s)", step.__name__, type(error).__name__)
            except Exception:  # one bad row or file must not end the sweep for everybody
                log.exception("%s failed", step.__name__)


def sweep(bot: Bot) -> int:
    """One round; gives how many rows were rung for."""
    if sum(bot.bells.waiting().values()) > BUSY:
        return 0
    with bot.database.writing.begin() as db:
        late = sweeping.overdue(db, bot.now())
    rings = {
        tasks.ANSWER: late.conversations,
        tasks.SEND: late.sends,
        tasks.SETTLE: late.doubts,
        tasks.REACT: late.failures,
        tasks.FETCH: late.media,
    }
    for task, ids in rings.items():
        for row_id in ids:
            bot.bells.ring(task, row_id)
    rung = sum(len(ids) for ids in rings.values())
    if rung:
        log.info("rang for %s rows that waited too long", rung)
    return rung
