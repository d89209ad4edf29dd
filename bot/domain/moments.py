"""The kinds of moments, what one tells besides its order, its parcel and its customer, and how that is kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.domain.milestones import Milestone
from bot.domain.money import Money


class MomentKind(StrEnum):
    """What can happen that a rule may tell. Those of a parcel are named for the milestone it reached."""

    ORDER_PLACED = "order.placed"
    ORDER_COD = "order.cod"  # placed, to be paid at the door: its customer is asked to confirm it
    ORDER_PAID = "order.paid"
    ORDER_PACKED = "order.packed"
    ORDER_CANCELLED = "order.cancelled"
    ORDER_ADDRESS = "order.address"  # it goes to another address; no rule tells that
    ORDER_REFUND_ISSUED = "order.refund_issued"
    ORDER_REFUND_DONE = "order.refund_done"  # the money has reached the account
    ORDER_STRANGERS = "order.strangers"  # somebody at another number read it, or guesses at its PIN code
    ORDER_DELIVERED = "order.delivered"  # with all of its parcels
    PARCEL_SHIPPED = "parcel.shipped"
    PARCEL_IN_TRANSIT = "parcel.in_transit"
    PARCEL_NEAR = "parcel.near"
    PARCEL_PICKUP_POINT = "parcel.pickup_point"
    PARCEL_OUT_FOR_DELIVERY = "parcel.out_for_delivery"
    PARCEL_ATTEMPT_FAILED = "parcel.attempt_failed"
    PARCEL_LOST = "parcel.lost"
    PARCEL_DAMAGED = "parcel.damaged"
    PARCEL_RETURNING = "parcel.returning"
    PARCEL_PARTLY_DELIVERED = "parcel.partly_delivered"
    PARCEL_DELIVERED = "parcel.delivered"
    PARCEL_RETURNED = "parcel.returned"
    PARCEL_LATE = "parcel.late"  # found by us, or said by its courier; also of an order that has no parcel yet
    POINTS_EARNED = "points.earned"
    RATING_HIGH = "rating.high"
    CUSTOMER_BIRTHDAY = "customer.birthday"
    PRODUCT_LOW = "product.low"  # something bought will soon be used up
    PRODUCT_BACK = "product.back"  # in stock again, and somebody asked for word of it
    CART_LEFT = "cart.left"


# Milestones that are told through another moment (late) or not at all.
_UNTOLD = (Milestone.LABEL, Milestone.DELAYED)
# The moment of a parcel that reaches a milestone.
OF_MILESTONE: Mapping[str, MomentKind] = {
    milestone: MomentKind(f"parcel.{milestone}") for milestone in Milestone if milestone not in _UNTOLD
}


@dataclass(frozen=True, slots=True)
class Scan:
    """Where a parcel was, and the milestone it reached there."""

    place: str
    milestone: str


@dataclass(frozen=True, slots=True)
class Lateness:
    """A day that was missed, the day expected since, and the reason (a bot.domain.parcels.LateWhy)."""

    why: str
    day: date | None
    missed: date


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What a refund pays back."""

    amount: Money


@dataclass(frozen=True, slots=True)
class Earned:
    """Loyalty points that an order brought."""

    points: int


@dataclass(frozen=True, slots=True)
class RunningLow:
    """The product that will soon be used up."""

    product_id: int


@dataclass(frozen=True, slots=True)
class BackInStock:
    """The product that is there again."""

    product_id: int


@dataclass(frozen=True, slots=True)
class AtAnOrder:
    """What was done at an order from other numbers, as the end of a key `stranger.*`: "read", "guessed_at"."""

    done: str


Details = Scan | Lateness | GivenBack | Earned | RunningLow | BackInStock | AtAnOrder


def as_json(details: Details | None) -> dict[str, Any]:
    """The details of a moment for its column; {} where it has none."""
    match details:
        case None:
            return {}
        case Lateness(why, day, missed):
            return {"why": why, "day": day.isoformat() if day else "", "missed": missed.isoformat()}
        case GivenBack(amount):
            return {"amount": [amount.minor, amount.currency]}
        case _:
            return asdict(details)


def from_json(kind: str, values: Mapping[str, Any]) -> Details | None:
    """The details that `as_json` has kept of a moment of this kind; None where it has none or they are forgotten."""
    if not values:
        return None
    match kind:
        case MomentKind.PARCEL_LATE:
            day = date.fromisoformat(values["day"]) if values["day"] else None
            return Lateness(values["why"], day, date.fromisoformat(values["missed"]))
        case MomentKind.ORDER_REFUND_ISSUED | MomentKind.ORDER_REFUND_DONE:
            return GivenBack(Money(*values["amount"]))
        case MomentKind.POINTS_EARNED:
            return Earned(values["points"])
        case MomentKind.PRODUCT_LOW:
            return RunningLow(values["product_id"])
        case MomentKind.PRODUCT_BACK:
            return BackInStock(values["product_id"])
        case MomentKind.ORDER_STRANGERS:
            return AtAnOrder(values["done"])
        case _:
            return Scan(values["place"], values["milestone"]) if kind in OF_MILESTONE.values() else None
