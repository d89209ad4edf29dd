"""The days named for an order and its parcel, in the shop's zone: for the chat, notices and the tracking page alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select

from bot.db.orders import Order, Parcel
from bot.domain.lateness import NamedDays, named_days
from bot.domain.orders import ON_THE_WAY, Handover, OrderStatus
from bot.domain.parcels import ParcelStage


def read_days(order: Order | None, parcel: Parcel | None, zone: ZoneInfo) -> NamedDays:
    """Return the days the shop and the courier have named, and the day of the round the parcel is out on if it is."""
    by_shop = order.promised_on if order and order.handover == Handover.COURIER else None
    if parcel is None:
        return named_days(by_shop)
    return named_days(by_shop, parcel.promised_on, parcel.expected_on, _out_on(parcel, zone))


def select_late_buyers(merchant_id: int, now: datetime) -> Select[int]:
    """Return the query for the ids of a shop's customers with a parcel that is late; `now` in the shop's zone.

    What `read_days` says of each parcel one by one, for all of them at once.
    """
    by_shop = case((Order.handover == Handover.COURIER, Order.promised_on))
    promised = func.coalesce(by_shop, Parcel.promised_on, Parcel.expected_on)
    late = or_(promised < now.date(), promised < func.coalesce(Parcel.expected_on, by_shop))
    sent = select(Order.customer_id).join(Parcel, Parcel.order_id == Order.id)
    mine = (Order.merchant_id == merchant_id, Order.status == OrderStatus.OPEN)
    return sent.where(*mine, Parcel.stage.in_(ON_THE_WAY), late, not_(_is_out(now)))


def _is_out(now: datetime) -> ColumnElement[bool]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return and_(Parcel.stage == ParcelStage.OUT_FOR_DELIVERY, Parcel.stage_at >= midnight.astimezone(UTC))


def _out_on(parcel: Parcel, zone: ZoneInfo) -> date | None:
    out = parcel.stage == ParcelStage.OUT_FOR_DELIVERY
    return parcel.stage_at.astimezone(zone).date() if out else None
