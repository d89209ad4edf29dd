"""The news of the cast's parcels up to the day of seeding: what their stages follow from."""

from __future__ import annotations

from collections.abc import Mapping

from bot.db.orders import Parcel, Sighting
from bot.demo.calendar import Calendar
from bot.demo.cast import Purchase, Shipment
from bot.domain.milestones import Milestone

# What came before each stage the cast's parcels are in.
_BEFORE: Mapping[str, tuple[Milestone, ...]] = {
    Milestone.IN_TRANSIT: (Milestone.SHIPPED,),
    Milestone.OUT_FOR_DELIVERY: (Milestone.SHIPPED, Milestone.IN_TRANSIT, Milestone.NEAR),
    Milestone.ATTEMPT_FAILED: (Milestone.SHIPPED, Milestone.IN_TRANSIT, Milestone.NEAR, Milestone.OUT_FOR_DELIVERY),
    Milestone.DELIVERED: (Milestone.SHIPPED, Milestone.IN_TRANSIT, Milestone.OUT_FOR_DELIVERY),
}
_HUBS = {Milestone.SHIPPED: "Ahmedabad", Milestone.IN_TRANSIT: "Vadodara"}


def sightings_of(parcel: Parcel, purchase: Purchase, sent: Shipment, calendar: Calendar) -> list[Sighting]:
    """A parcel's news, spread between the day it left and its last scan; the first names the promised day."""
    left, scanned = calendar.at(sent.shipped, "18:00"), calendar.at(*sent.scanned)
    before = _BEFORE[sent.stage]
    city = sent.place.rsplit(", ", 1)[-1]
    news = [
        Sighting(
            parcel_id=parcel.id,
            milestone=milestone,
            at=left + (scanned - left) * place / len(before),
            place=_HUBS.get(milestone, city),
            expected_on=calendar.day(purchase.promised) if place == 0 else None,
            heard_at=scanned,
        )
        for place, milestone in enumerate(before)
    ]
    last = Sighting(
        parcel_id=parcel.id,
        milestone=sent.stage,
        at=scanned,
        place=sent.place,
        expected_on=calendar.day(sent.expected),
        late_why=sent.late_why,
        failed_why=sent.failed_why,
        heard_at=scanned,
    )
    return [*news, last]
