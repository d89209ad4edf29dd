"""The people of a shop that is measured and what they write, by numbers alone: whose a message is, and from when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

END = datetime(2026, 11, 28, 12, tzinfo=UTC)
SPAN = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Customers and the messages of both sides by their numbers, the oldest message first."""

    customers: range
    messages: range

    def whose(self, number: int) -> int:
        """The customer of a message, or of anything else with a number: some write far more than others."""
        spread, count = number * 2_654_435_761 % 2**32, len(self.customers)
        return self.customers.start + (spread % count if number % 3 else spread % max(1, count // 50))

    def at(self, message: int) -> datetime:
        """When a message was written."""
        return when(message - self.messages.start + 1, len(self.messages))


def when(number: int, count: int) -> datetime:
    """When one of so many things happened, that came one after the other until END."""
    return END - SPAN * (1 - number / count)
