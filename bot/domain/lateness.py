"""How late something is, by the days that were named for it: one answer for the chat, the tracking page and notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The days named for an order or a parcel, None where nobody has named one.

    `promised` is the first that was named, `expected` the last estimate. `out_on` is the day of the courier's round
    that the parcel is out on: on that day it comes today, whatever was estimated.
    """

    promised: date | None
    expected: date | None
    out_on: date | None = None

    @property
    def slips(self) -> bool:
        """Whether it will come after the promised day, by all that is known."""
        return bool(self.promised and self.expected and self.expected > self.promised)

    def comes_today(self, today: date) -> bool:
        """Whether the courier has it on today's round."""
        return self.out_on == today

    def days_late(self, today: date) -> int:
        """Days from the promised day to today; before it, to the later day that is expected; 0 when it isn't late.

        What is out for delivery today is not called late: it is about to be there.
        """
        if self.comes_today(today):
            return 0
        return days_late(self.promised, today) or days_late(self.promised, self.expected or today)

    def expected_as_of(self, today: date) -> date | None:
        """The day it is expected on, which may have gone by: today if it is out for delivery, else the last named."""
        return today if self.comes_today(today) else self.expected

    def coming(self, today: date) -> date | None:
        """The expected day if it is still to come."""
        return coming(self.expected_as_of(today), today)


def named_days(
    by_shop: date | None, first: date | None = None, last: date | None = None, out_on: date | None = None
) -> NamedDays:
    """The days that the shop, and the first and last news of a courier, have named.

    What the shop promised counts before what the courier said first, what the courier said last before the promise.
    `out_on` is the day on which the courier took it out for delivery, None unless it is out.
    """
    return NamedDays(promised=by_shop or first or last, expected=last or by_shop, out_on=out_on)


def coming(day: date | None, today: date) -> date | None:
    """The day if it is still to come: a day that has gone by is no promise."""
    return day if day and day >= today else None


def days_late(due: date | None, on: date) -> int:
    """Whole days after the day it was due; 0 when it isn't late or nobody promised a day."""
    return max(0, (on - due).days) if due else 0
