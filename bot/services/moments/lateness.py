"""Lateness, found by us and not only when a carrier says so: a day that slips, a day gone by, a parcel gone silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Exists, Select, String, and_, case, exists, func, null, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.claims import provided
from bot.db.notices import Moment
from bot.db.orders import STILL_OPEN, Order, Parcel
from bot.db.shop import Merchant
from bot.domain.lateness import coming, named_days
from bot.domain.milestones import Milestone
from bot.domain.moments import Lateness, MomentKind, from_json
from bot.domain.orders import ON_THE_WAY, OVER, Handover, OrderStage, OrderStatus, Payment
from bot.domain.parcel_state import CALLED_OFF
from bot.domain.parcels import READY, LateWhy
from bot.domain.rules import Happening
from bot.services.moments import record

# What is later than that is a story nobody told us the end of, or an import of old orders.
STILL_NEWS = timedelta(days=14)
_LATE = MomentKind.PARCEL_LATE
_IS_LATE = Moment.kind == _LATE
_Column = ColumnElement[Any] | InstrumentedAttribute[Any]
# It waits for the customer, or nobody waits for it.
_NOT_AWAITED = (Milestone.PICKUP_POINT, CALLED_OFF)
# Over, or at the door today: whatever day was named before.
_NEWS_ENOUGH = OVER | {OrderStage.OUT_FOR_DELIVERY}
_NEVER_DUE = (Payment.PENDING, Payment.REFUNDED, Payment.VOIDED)


@dataclass(frozen=True, slots=True)
class Late:
    """Something that is late: `missed` is the day it was due or last seen, `expected` the day named since."""

    merchant_id: int
    customer_id: int
    order_id: int
    parcel_id: int | None
    missed: date
    expected: date | None = None
    why: str | None = None
    silent: bool = False

    @property
    def subject(self) -> str:
        """What makes it news once: this missed day of this parcel, or of an order that has none yet."""
        whose = f"parcel:{self.parcel_id}" if self.parcel_id else f"order:{self.order_id}"
        return f"{whose}:silent:{self.missed}" if self.silent else f"{whose}:{self.missed}"


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is for the shops of a zone that wait so long for a scan."""

    zone: str
    stale_hours: int
    now: datetime

    def day(self, at: datetime) -> date:
        """The day at these shops."""
        return at.astimezone(ZoneInfo(self.zone)).date()


def check(db: Session, parcel: Parcel, at: datetime, now: datetime) -> list[int]:
    """Tell at once that a parcel will be late: its day slips past the one that was named, or its courier says so.

    `at` is when the news of it happened. Returns the ids of notices due now.
    """
    order = db.get_one(Order, parcel.order_id)
    if order.status != OrderStatus.OPEN or parcel.stage in _NEWS_ENOUGH or parcel.milestone in _NOT_AWAITED:
        return []
    days = named_days(order.promised_on, parcel.promised_on, parcel.expected_on)
    if parcel.milestone != Milestone.DELAYED and not days.slips:
        return []
    due = _due(db, parcel, days.promised)
    slipped = bool(due and parcel.expected_on and parcel.expected_on > due)
    if not slipped and parcel.milestone != Milestone.DELAYED:
        return []
    missed = due or find_shop_day(db, parcel.merchant_id, parcel.stage_at)
    late = Late(parcel.merchant_id, order.customer_id, order.id, parcel.id, missed, parcel.expected_on, parcel.late_why)
    return _tell(db, late, at, now)


def record_overdue(db: Session, now: datetime, limit: int = 500) -> list[int]:
    """Tell what is found to be late: due days gone by, parcels without a scan. Returns the ids of notices due now.

    At most `limit` of each kind at once; each missed day is told once, and the rest comes with the next call.
    """
    notices: list[int] = []
    for zone, stale_hours in db.execute(select(Merchant.zone, Merchant.stale_hours).distinct()).all():
        clock = Clock(zone, stale_hours, now)
        found = [Late(*row) for query in (_not_sent, _not_there) for row in db.execute(query(clock).limit(limit))]
        for shop, customer, order, parcel, seen_at, expected, why in db.execute(_not_seen(clock).limit(limit)):
            found.append(Late(shop, customer, order, parcel, clock.day(seen_at), expected, why, silent=True))
        for late in found:
            notices += _tell(db, late, now, now)
    return notices


def find_shop_day(db: Session, merchant_id: int, at: datetime) -> date:
    """The day it is then at the shop."""
    return at.astimezone(ZoneInfo(db.get_one(Merchant, merchant_id).zone)).date()


def _tell(db: Session, late: Late, at: datetime, now: datetime) -> list[int]:
    today = find_shop_day(db, late.merchant_id, now)
    happening = Happening(
        _LATE,
        late.subject,
        late.customer_id,
        at,
        order_id=late.order_id,
        parcel_id=late.parcel_id,
        details=Lateness(late.why or LateWhy.UNKNOWN, coming(late.expected, today), late.missed),
    )
    return record.record_moment(db, late.merchant_id, happening, now)


def _due(db: Session, parcel: Parcel, promised: date | None) -> date | None:
    """The latest day we have named to the customer, in a promise or in saying that it will be late."""
    of_order = (Moment.order_id == parcel.order_id, provided(Moment.merchant_id == parcel.merchant_id, _IS_LATE))
    told = select(Moment.values).where(*of_order, Moment.parcel_id == parcel.id)
    known = [from_json(_LATE, values) for values in db.scalars(told)]
    days = [one.day or one.missed for one in known if isinstance(one, Lateness)]
    return max(filter(None, (promised, *days)), default=None)


def _not_sent(clock: Clock) -> Select[*tuple[Any, ...]]:
    """Orders whose promised day has passed before anything left; unpaid and unconfirmed ones nobody works on."""
    # Asked order by order: as one of all parcels PostgreSQL would go through these, of which most are of old orders.
    left = select(Parcel.id).where(Parcel.order_id == Order.id, Parcel.stage != READY).limit(1).scalar_subquery()
    brought = Order.handover == Handover.COURIER
    unconfirmed = and_(Order.payment == Payment.COD, Order.cod_confirmed_at.is_(None))
    return (
        select(Order.merchant_id, Order.customer_id, Order.id, null(), Order.promised_on)
        .join(Merchant, Merchant.id == Order.merchant_id)
        .where(
            *_open_at(clock),
            *_gone_by(clock, Order.promised_on),
            brought,
            ~unconfirmed,
            left.is_(None),
            ~_told(Order.promised_on),
        )
        .order_by(Order.id)
    )


def _not_there(clock: Clock) -> Select[*tuple[Any, ...]]:
    """Parcels on their way whose day has passed: the promised one, or the later one that was named since."""
    promised = func.coalesce(Order.promised_on, Parcel.promised_on, Parcel.expected_on)
    due = case((Parcel.expected_on > promised, Parcel.expected_on), else_=promised)
    # That the order had not left by its day is the same news.
    told = _told(due).where(or_(Moment.parcel_id == Parcel.id, Moment.parcel_id.is_(None)))
    return _on_the_way(clock, due, Parcel.expected_on).where(*_gone_by(clock, due), ~told)


def _not_seen(clock: Clock) -> Select[*tuple[Any, ...]]:
    """Parcels on their way that nobody has scanned for long, unless we have said since that they are late."""
    seen_at = func.coalesce(Parcel.scanned_at, Parcel.shipped_at, Parcel.stage_at)
    silent_since = clock.now - timedelta(hours=clock.stale_hours)
    told = exists().where(Moment.order_id == Order.id, Moment.parcel_id == Parcel.id, _IS_LATE)
    return _on_the_way(clock, seen_at, Parcel.expected_on).where(
        seen_at < silent_since, seen_at > silent_since - STILL_NEWS, ~told.where(Moment.at >= seen_at)
    )


def _on_the_way(clock: Clock, *columns: _Column) -> Select[*tuple[Any, ...]]:
    """Begins at the open ones, in the order of their index."""
    awaited = (STILL_OPEN, Parcel.stage.in_(ON_THE_WAY), Parcel.milestone.not_in(_NOT_AWAITED))
    return (
        select(Order.merchant_id, Order.customer_id, Order.id, Parcel.id, *columns, Parcel.late_why)
        .join(Order, Order.id == Parcel.order_id)
        .join(Merchant, Merchant.id == Order.merchant_id)
        .where(*_open_at(clock), *awaited)
        .order_by(Parcel.merchant_id, Parcel.id)
    )


def _open_at(clock: Clock) -> tuple[ColumnElement[bool], ...]:
    shops = (Merchant.zone == clock.zone, Merchant.stale_hours == clock.stale_hours)
    return (*shops, Order.status == OrderStatus.OPEN, Order.payment.not_in(_NEVER_DUE))


def _gone_by(clock: Clock, day: _Column) -> tuple[ColumnElement[bool], ...]:
    return day < clock.day(clock.now), day >= clock.day(clock.now - STILL_NEWS)


def _told(missed: _Column) -> Exists:
    """Of the order or of a parcel of it (see Late.subject)."""
    of_order = (Moment.order_id == Order.id, provided(Moment.merchant_id == Order.merchant_id, _IS_LATE))
    return exists().where(*of_order, Moment.subject.endswith(":" + type_coerce(missed, String)))
