"""The parts of the demo's day: what is out comes to the door in the evening, the rest moves on in the morning."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.milestones import Milestone


class Part(StrEnum):
    """What "Next day" goes through, in this order: the rest of today, and the next morning."""

    EVENING = "evening"
    MORNING = "morning"


# Within the hours of marketing, and after everything that falls due at a day's usual times.
_UNTIL = {Part.EVENING: time(18, 30), Part.MORNING: time(10, 30)}
# When couriers scan; the seeded parcels keep the same hours.
_SCANNED = {
    Milestone.SHIPPED: time(9, 10),
    Milestone.IN_TRANSIT: time(5, 40),
    Milestone.DELAYED: time(6, 15),
    Milestone.NEAR: time(7, 20),
    Milestone.OUT_FOR_DELIVERY: time(8, 40),
    Milestone.DELIVERED: time(16, 40),
    Milestone.ATTEMPT_FAILED: time(17, 20),
}


def end_of(part: Part, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when this part ends that follows `now` (the evening today, the morning tomorrow), but nothing gone by."""
    day = now.astimezone(zone).date() + timedelta(days=1 if part is Part.MORNING else 0)
    return max(now, datetime.combine(day, _UNTIL[part], zone).astimezone(UTC))


def scanned_at(milestone: Milestone, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when a courier scanned this today; never a time to come."""
    today = now.astimezone(zone).date()
    return min(now, datetime.combine(today, _SCANNED[milestone], zone).astimezone(UTC))
