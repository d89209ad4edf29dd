"""The steps of the demo's parcels: what follows on where one stands, where it is then, and when it is to arrive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Order, Parcel, Sighting
from bot.domain.milestones import Milestone
from bot.domain.parcels import FailedWhy, LateWhy

# The milestone that follows each; others are ends, or wait for a person.
NEXT: Mapping[str, Milestone] = {
    "": Milestone.SHIPPED,
    Milestone.LABEL: Milestone.SHIPPED,
    Milestone.SHIPPED: Milestone.IN_TRANSIT,
    Milestone.IN_TRANSIT: Milestone.NEAR,
    Milestone.DELAYED: Milestone.NEAR,
    Milestone.NEAR: Milestone.OUT_FOR_DELIVERY,
    Milestone.ATTEMPT_FAILED: Milestone.OUT_FOR_DELIVERY,
    Milestone.OUT_FOR_DELIVERY: Milestone.DELIVERED,
}
# Once in a parcel's life something else follows instead.
TROUBLE = {
    "1043": (Milestone.IN_TRANSIT, Milestone.DELAYED),
    "1051": (Milestone.OUT_FOR_DELIVERY, Milestone.ATTEMPT_FAILED),
}
# Where a parcel is at each; at the others it is in its customer's town.
_PLACES: Mapping[str, str] = {
    Milestone.SHIPPED: "Ahmedabad",
    Milestone.IN_TRANSIT: "Vadodara",
    Milestone.DELAYED: "Vadodara",
}
_COURIER = "Delhivery"
# In how many days a parcel is to arrive, at each milestone: as many as it has steps to go.
_EXPECTED_IN = {
    Milestone.SHIPPED: 3,
    Milestone.IN_TRANSIT: 2,
    Milestone.DELAYED: 2,
    Milestone.NEAR: 1,
    Milestone.OUT_FOR_DELIVERY: 0,
    Milestone.ATTEMPT_FAILED: 1,
}
_DETAILS: dict[str, dict[str, str]] = {
    Milestone.DELAYED: {"late_why": LateWhy.HUB},
    Milestone.ATTEMPT_FAILED: {"failed_why": FailedWhy.NOT_HOME},
}


def find_next(db: Session, order: Order, parcel: Parcel | None) -> Milestone | None:
    """Return what comes next for a packed order or its parcel; None at an end, or where a person has to act."""
    if parcel is None:
        return Milestone.SHIPPED
    after, trouble = TROUBLE.get(order.number, (None, None))
    had = select(Sighting.id).where(Sighting.parcel_id == parcel.id, Sighting.milestone == trouble)
    if trouble and parcel.milestone == after and db.scalar(had.limit(1)) is None:
        return trouble
    return NEXT.get(parcel.milestone)


def details_of(name: Milestone, order: Order, parcel: Parcel | None, today: date) -> dict[str, Any]:
    """Return what the courier says with a milestone reached today, as fields of the event; None: a new parcel."""
    details: dict[str, Any] = {"place": _PLACES.get(name, order.ship_city)} | _DETAILS.get(name, {})
    if name in _EXPECTED_IN:
        details["expected_on"] = (today + timedelta(days=_EXPECTED_IN[name])).isoformat()
    if parcel is not None:
        return details | {"tracking_number": parcel.tracking_number}
    number = f"1490225002{order.number}"
    url = f"https://track.example.com/{number}"
    return details | {"courier": _COURIER, "tracking_number": number, "tracking_url": url}
