"""The demo's days, counted from the day of seeding in the shop's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days relative to `now`: 0 is today, -1 yesterday."""

    now: datetime
    zone: ZoneInfo

    def day(self, days: int) -> date:
        """The day so many days from today."""
        return self.now.astimezone(self.zone).date() + timedelta(days=days)

    def at(self, days: int, clock: str) -> datetime:
        """A time of that day, but nothing that happened lies in the future: who seeds at dawn gets just now."""
        moment = datetime.combine(self.day(days), time.fromisoformat(clock), self.zone).astimezone(UTC)
        return min(moment, self.now - timedelta(minutes=10))
