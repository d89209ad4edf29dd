"""What comes of a piece of news, and the two ways in which it comes to nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.money import MOST

# Why nothing was done: a newer version is known, or just this.
OLD, KNOWN = "old news", "known already"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a piece of news led to.

    `notices` are ids of those due now. `arrived_orders` and `arrived_numbers` (tracking numbers) are what news that
    came too early may have waited for. `order_id` is the order that is not as it was. `ignored` says why nothing was
    done; "" when something was.
    """

    notices: tuple[int, ...] = ()
    arrived_orders: frozenset[str] = frozenset()
    arrived_numbers: frozenset[str] = frozenset()
    customer_id: int | None = None
    order_id: int | None = None
    ignored: str = ""


class NotYet(Exception):
    """Speaks of an order or a tracking number we don't know: tried again when one of them arrives."""

    def __init__(self, order: str | None = None, number: str | None = None) -> None:
        super().__init__("speaks of an order or parcel that is not known yet")
        self.order, self.number = order or None, number or None


class Unfit(Exception):
    """Can never be applied: `reason` names the field and what is wrong with it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sum_of_money(field: str, amount: int) -> int:
    """The amount (minor units), if it is one that a shop can mean.

    Raises:
        Unfit: negative, or more than the database holds.
    """
    if not 0 <= amount <= MOST:
        raise Unfit(f"{field}: not an amount between 0 and {MOST} minor units")
    return amount
