"""What was written since the last look can be found; the scheduler looks every second."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.limits import TookTooLong, giving_way
from bot.services.search import indexing

PATIENCE = 0.3  # seconds for a row that a turn holds
BATCHES = 25  # in one go; whatever else has to be indexed waits for the next


def keep_index(bot: Bot) -> int:
    """Bring the index of the search up to date; returns how many texts and names were added.

    Each batch is a transaction of its own. Nothing is written, and on SQLite nobody kept waiting, when nothing is new.
    """
    with bot.database.reading.begin() as db:
        behind, unkeyed = indexing.list_behind(db, bot.now()), indexing.is_unkeyed(db)
    added = 0
    for side in behind:
        added += _work_off(bot, partial(indexing.add_batch, side=side, now=bot.now()))
    return added + (_work_off(bot, indexing.add_names) if unkeyed else 0)


def _work_off(bot: Bot, add: Callable[[Session], int]) -> int:
    """Batch after batch, each a transaction, until nothing is left or others should have their turn."""
    added = 0
    for _ in range(BATCHES):
        try:
            with bot.database.writing.begin() as db, giving_way(db, PATIENCE):
                done = add(db)
        except TookTooLong:  # a turn has the row: the next look finds it
            break
        added += done
        if not done:
            break
    return added
