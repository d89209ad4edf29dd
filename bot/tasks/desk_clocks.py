"""What time brings at the desk: clocks set and run out, customers told that nobody is there."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.services.desk import away, clocks
from bot.tasks.names import SEND_NOTICE

LIMIT = 200
GRACE = timedelta(seconds=30)  # in which whoever sits there all the same may answer


def keep_clocks(bot: Bot) -> int:
    """Set the clocks of stretches that changed, and mark those that run out; returns how many ran out."""
    with bot.database.reading.begin() as db:
        stale = clocks.list_stale(db, LIMIT)
    for stretch_id in stale:
        with bot.database.writing.begin() as db:
            clocks.set_clocks(db, stretch_id, bot.now())
    with bot.database.reading.begin() as db:
        due = clocks.list_running_out(db, bot.now(), LIMIT)
    run_out = 0
    for clock_id in due:
        with bot.database.writing.begin() as db:
            run_out += clocks.mark_run_out(db, clock_id, bot.now())
    return run_out


def tell_away(bot: Bot) -> int:
    """Tell customers who wait outside hours when the shop's people are back; returns how many."""
    with bot.database.reading.begin() as db:
        waiting = away.list_untold(db, bot.now() - GRACE, bot.now(), LIMIT)
    told = 0
    for conversation_id in waiting:
        with bot.database.writing.begin() as db:
            rows = away.write_message(db, conversation_id, bot.now())
        for row_id in rows:
            bot.bells.ring(SEND_NOTICE, row_id)
        told += bool(rows)
    return told
