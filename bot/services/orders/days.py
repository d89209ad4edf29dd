"""The days named for an order and its parcel, in the shop's zone: for the chat, notices and the tracking page alike."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.db.orders import Order, Parcel
from bot.domain.lateness import NamedDays, named_days
from bot.domain.orders import Handover
from bot.domain.parcels import ParcelStage


def read_days(order: Order | None, parcel: Parcel | None, zone: ZoneInfo) -> NamedDays:
    """Return the days the shop and the courier have named, and the day of the round the parcel is out on if it is."""
    by_shop = order.promised_on if order and order.handover == Handover.COURIER else None
    if parcel is None:
        return named_days(by_shop)
    return named_days(by_shop, parcel.promised_on, parcel.expected_on, _out_on(parcel, zone))


def _out_on(parcel: Parcel, zone: ZoneInfo) -> date | None:
    out = parcel.stage == ParcelStage.OUT_FOR_DELIVERY
    return parcel.stage_at.astimezone(zone).date() if out else None
