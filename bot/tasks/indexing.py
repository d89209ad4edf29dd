"""What was written since the last look can be found; the scheduler looks every second."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.services.search import indexing

BATCHES = 25  # in one go; whatever else has to be indexed waits for the next


def keep_index(bot: Bot) -> int:
    """Bring the index of the search up to date; returns how many texts and names were added.

    Each batch is a transaction of its own. Nothing is written, and on SQLite nobody kept waiting, when nothing is new.
    """
    with bot.database.reading.begin() as db:
        behind, unkeyed = indexing.list_behind(db, bot.now()), indexing.is_unkeyed(db)
    added = 0
    for _ in range(BATCHES if behind else 0):
        done = 0
        for side in behind:
            with bot.database.writing.begin() as db:
                done += indexing.add_batch(db, side, bot.now())
        added += done
        if not done:
            break
    for _ in range(BATCHES if unkeyed else 0):
        with bot.database.writing.begin() as db:
            done = indexing.add_names(db)
        added += done
        if not done:
            break
    return added
