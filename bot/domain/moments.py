"""What a moment tells of itself besides its order, its parcel and its customer, and how that is kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.domain.money import Money

LATE = "parcel.late"
_GIVEN_BACK = frozenset({"order.refund_issued", "order.refund_done"})


@dataclass(frozen=True, slots=True)
class Scan:
    """Where a parcel was, and the milestone it reached there."""

    place: str
    milestone: str


@dataclass(frozen=True, slots=True)
class Lateness:
    """A day that was missed, the day expected since, and the reason (one of bot.domain.parcels.LATE_WHYS)."""

    why: str
    day: date | None
    missed: date


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What a refund gives back."""

    amount: Money


@dataclass(frozen=True, slots=True)
class Earned:
    """Loyalty points that an order brought."""

    points: int


@dataclass(frozen=True, slots=True)
class RunningLow:
    """The product that will soon be used up."""

    product_id: int


Details = Scan | Lateness | GivenBack | Earned | RunningLow


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
    if kind == LATE:
        day = date.fromisoformat(values["day"]) if values["day"] else None
        return Lateness(values["why"], day, date.fromisoformat(values["missed"]))
    if kind in _GIVEN_BACK:
        return GivenBack(Money(*values["amount"]))
    if kind == "points.earned":
        return Earned(values["points"])
    if kind == "product.low":
        return RunningLow(values["product_id"])
    return Scan(values["place"], values["milestone"]) if kind.startswith("parcel.") else None
