"""What time brings at the desk: clocks set and run out, customers told that nobody is there."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.domain.staff_notices import NoticeWay
from bot.services.desk import away, clocks, staff_notices
from bot.tasks.names import SEND_NOTICE, TELL_STAFF

LIMIT = 200
GRACE = timedelta(seconds=30)  # in which whoever sits there all the same may answer

OVERDUE = timedelta(seconds=10)  # a bell normally rings within milliseconds of its row


def keep_clocks(bot: Bot) -> int:
    """Set the clocks of stretches that changed, mark those that run out and have that told; returns how many did."""
    with bot.database.reading.begin() as db:
        stale = clocks.list_stale(db, LIMIT)
    for stretch_id in stale:
        with bot.database.writing.begin() as db:
            clocks.set_clocks(db, stretch_id, bot.now())
    with bot.database.reading.begin() as db:
        due = clocks.list_running_out(db, bot.now(), LIMIT)
    run_out, to_tell = 0, list[int]()
    for clock_id in due:
        with bot.database.writing.begin() as db:
            if clocks.mark_run_out(db, clock_id, bot.now()):
                run_out += 1
                to_tell += staff_notices.write_notices(db, clock_id, _list_ways(bot), bot.now())
    with bot.database.reading.begin() as db:
        waiting = staff_notices.list_to_tell(db, bot.now() - OVERDUE, LIMIT)
    for notice_id in dict.fromkeys(to_tell + waiting):
        bot.bells.ring(TELL_STAFF, notice_id)
    return run_out


def _list_ways(bot: Bot) -> tuple[NoticeWay, ...]:
    return (NoticeWay.PUSH, NoticeWay.MAIL) if bot.mail.is_on else (NoticeWay.PUSH,)


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
