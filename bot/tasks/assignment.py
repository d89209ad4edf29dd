"""Conversations find somebody by themselves: given to who is there, taken from who leaves."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.services.desk import availability, giving_out

LIMIT = 100


def assign_waiting(bot: Bot) -> int:
    """Give conversations that wait for a person to somebody who is there; returns how many."""
    with bot.database.reading.begin() as db:
        away, waiting = giving_out.list_giving_back(db), giving_out.list_unassigned(db, LIMIT)
    for merchant_id, staff_id in away:
        with bot.database.writing.begin() as db:
            giving_out.give_back(db, merchant_id, staff_id, bot.now())
    given = 0
    for conversation_id in waiting:
        with bot.database.writing.begin() as db:
            given += giving_out.assign_somebody(db, conversation_id, bot.now()) is not None
    return given


def note_idle(bot: Bot) -> int:
    """Note who is not there any more; returns how many."""
    with bot.database.reading.begin() as db:
        idle = availability.list_idle(db, bot.now())
    for staff_id in idle:
        with bot.database.writing.begin() as db:
            availability.leave_idle(db, staff_id, bot.now())
    return len(idle)
