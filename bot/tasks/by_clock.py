"""What time itself brings: notices that fall due, held messages whose reason may be gone, lateness, birthdays."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.services.desk import snoozing, taking
from bot.services.messages import held
from bot.services.moments import anniversaries, lateness, record
from bot.tasks.names import NOTIFY, bell_of

LIMIT = 500


def list_due_notices(bot: Bot) -> list[int]:
    """Return the ids of planned notices whose time has come."""
    with bot.database.reading.begin() as db:
        return record.list_due(db, bot.now(), LIMIT)


def ring_for_notices(bot: Bot, ids: list[int]) -> int:
    """Ring for these notices; how many."""
    return _ring(bot, NOTIFY, ids)


def ring_due_notices(bot: Bot) -> int:
    """Ring for planned notices whose time has come; how many."""
    return ring_for_notices(bot, list_due_notices(bot))


def release_held(bot: Bot) -> int:
    """Put held messages that are due before the decision again; how many."""
    with bot.database.reading.begin() as db:  # every two seconds, and nearly always there is nothing
        if not held.is_due(db, bot.now()):
            return 0
    with bot.database.writing.begin() as db:
        released = held.release(db, bot.now(), LIMIT)
    for row_id, lane in released:
        bot.bells.ring(bell_of(lane), row_id)
    return len(released)


def notice_lateness(bot: Bot) -> int:
    """Find parcels and orders that have become late while nobody told us; how many notices are due."""
    with bot.database.writing.begin() as db:
        ids = lateness.record_overdue(db, bot.now(), LIMIT)
    return _ring(bot, NOTIFY, ids)


def keep_anniversaries(bot: Bot) -> int:
    """Birthdays of today, and things that run out; how many notices are due."""
    with bot.database.writing.begin() as db:
        ids = anniversaries.record_today(db, bot.now())
    return _ring(bot, NOTIFY, ids)


def return_idle(bot: Bot) -> int:
    """Ask who left a conversation alone whether they still have it; return those whose time is over, and how many.

    What was asked about comes first: whoever is asked has their time before the next round.
    """
    with bot.database.writing.begin() as db:
        returned = taking.give_idle_back(db, bot.now(), LIMIT)
        taking.ask_idle(db, bot.now(), LIMIT)
    return returned


def wake_snoozed(bot: Bot) -> int:
    """Wake the snoozed conversations whose time has come; how many."""
    with bot.database.writing.begin() as db:
        return snoozing.wake_due(db, bot.now(), LIMIT)


def _ring(bot: Bot, task: str, ids: list[int]) -> int:
    for row_id in ids:
        bot.bells.ring(task, row_id)
    return len(ids)
