"""Hours of the day in which messages may leave, in the receiver's zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def opens_at(now: datetime, zone: str, begin: str, end: str) -> datetime | None:
    """When the hours from `begin` to `end` ("HH:MM", end excluded) are next open; None when they are open now.

    Hours may go over midnight ("22:00" to "06:00"); equal ends mean the whole day.
    """
    start, stop = time.fromisoformat(begin), time.fromisoformat(end)
    local = now.astimezone(ZoneInfo(zone))
    clock = local.time()
    over_midnight = stop < start
    inside = (clock >= start or clock < stop) if over_midnight else start <= clock < stop
    if inside or start == stop:
        return None
    day = local.date() if clock < start else local.date() + timedelta(days=1)
    return datetime.combine(day, start, ZoneInfo(zone)).astimezone(now.tzinfo)
