"""When something that repeats comes again: on the clock of the shop, whatever summer time and short months do."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.broadcasts import Repeats

_MOST = 60 * 60  # periods looked through: weeks of more than sixty years


def find_period(repeats: Repeats, first: datetime, period: int, zone: str) -> datetime:
    """Return when a period begins, counted from 0: at the time of day of the first, in a zone.

    A month without its day has its last day instead.
    """
    local = first.astimezone(ZoneInfo(zone))
    day = local.date()
    day = day + timedelta(weeks=period) if repeats is Repeats.WEEKLY else _add_months(day, period)
    return datetime.combine(day, local.time(), local.tzinfo).astimezone(first.tzinfo)


def find_following(repeats: Repeats, first: datetime, after: int, zone: str, now: datetime) -> int:
    """Return the first period after one of them that has not begun: those that were missed are not made up for."""
    return next(one for one in range(after + 1, after + _MOST) if find_period(repeats, first, one, zone) > now)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
