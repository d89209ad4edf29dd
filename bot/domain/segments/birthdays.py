"""The days (MM-DD) that a condition on a birthday means."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from bot.domain.segments.fields import Comparison
from bot.domain.segments.rules import Trait

_LEAP_DAY, _DAY_BEFORE = "02-29", "02-28"


def list_birthdays(condition: Trait, today: date) -> frozenset[str]:
    """Return the days meant. Who was born on 29 February has it on the 28th in other years."""
    wanted = condition.value if isinstance(condition.value, int) else 0
    if condition.operator in (Comparison.IN_MONTH, Comparison.THIS_MONTH):
        month = wanted if condition.operator is Comparison.IN_MONTH else today.month
        return frozenset(f"{month:02}-{day:02}" for day in range(1, 32))
    ahead = wanted if condition.operator is Comparison.IN_NEXT_DAYS else 0
    days = [today + timedelta(days=days) for days in range(ahead + 1)]
    born = {day.strftime("%m-%d") for day in days}
    moved = any(day.strftime("%m-%d") == _DAY_BEFORE and not isleap(day.year) for day in days)
    return frozenset(born | {_LEAP_DAY} if moved else born)
