"""The hour of the day at which somebody usually writes or reads, and when it comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HOURS = 24
LEAST = 3  # times that make a habit


def find_usual_hour(times: Iterable[datetime], zone: str) -> int | None:
    """Return the hour of the day, in a zone, around which most of some times are; None for too few of them.

    The hours beside count half: who writes at 18:50 and at 19:10 has one habit, not two.
    """
    local = ZoneInfo(zone)
    counts = [0] * HOURS
    for at in times:
        counts[at.astimezone(local).hour] += 1
    if sum(counts) < LEAST:
        return None
    around = [2 * counts[hour] + counts[hour - 1] + counts[(hour + 1) % HOURS] for hour in range(HOURS)]
    return around.index(max(around))


def find_next(hour: int, since: datetime, zone: str, begin: str, end: str) -> datetime:
    """Return when an hour of the day comes next, at once where it is now; one outside of the hours that are allowed
    ("HH:MM", `end` excluded) becomes the nearest of these.
    """
    local = since.astimezone(ZoneInfo(zone))
    allowed = _list_hours(begin, end)
    near = min(allowed, key=lambda one: (min((one - hour) % HOURS, (hour - one) % HOURS), one))
    if local.hour == near:
        return since
    at = local.replace(hour=near, minute=0, second=0, microsecond=0)
    if at <= local:
        at += timedelta(days=1)
    return at.astimezone(since.tzinfo)


def _list_hours(begin: str, end: str) -> list[int]:
    """Whole hours that are allowed; over midnight where `end` comes before `begin`, all where they are one."""
    first, last = (int(one[:2]) * 60 + int(one[3:]) for one in (begin, end))
    if first == last:
        return list(range(HOURS))
    length = (last - first) % (HOURS * 60)
    start = -(-first // 60)
    return [hour % HOURS for hour in range(start, start + (length - (start * 60 - first)) // 60)] or [first // 60]
