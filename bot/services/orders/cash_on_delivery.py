"""Cash-on-delivery orders: confirmed by their customers, and those that wait for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select, update
from sqlalchemy.orm import Session

from bot.db.counting import count_rows
from bot.db.notices import Moment, Notice
from bot.db.orders import Order, Parcel
from bot.domain.moments import MomentKind
from bot.domain.orders import Handover, OrderStatus, Payment
from bot.domain.parcels import ParcelStage
from bot.services.orders.payment import find_left


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """An order that waits for its customer's word; `total`, and `to_pay` of it at the door, in minor units.

    `asked_at` is None when nobody asked yet.
    """

    order_id: int
    number: str
    placed_at: datetime
    total: int
    to_pay: int
    currency: str
    city: str
    asked_at: datetime | None


def list_unconfirmed(db: Session, merchant_id: int, after: int, limit: int) -> list[Unconfirmed]:
    """The merchant's unconfirmed orders with an id above `after`, the oldest first."""
    asked = func.min(Notice.composed_at)
    query = (
        select(Order, asked)
        .outerjoin(Moment, and_(Moment.order_id == Order.id, Moment.kind == MomentKind.ORDER_COD))
        .outerjoin(Notice, Notice.moment_id == Moment.id)
        .where(Order.merchant_id == merchant_id, Order.id > after, _is_unconfirmed())
        .group_by(Order.id)
        .order_by(Order.id)
        .limit(limit)
    )
    return [
        Unconfirmed(
            order.id,
            order.number,
            order.placed_at,
            order.total,
            find_left(order),
            order.currency,
            order.ship_city,
            composed_at,
        )
        for order, composed_at in db.execute(query)
    ]


def count_unconfirmed(db: Session, merchant_id: int | None = None) -> int:
    """How many there are, of one merchant or of all, as far as bot.db.counting counts."""
    query = select(Order.id).where(_is_unconfirmed())
    if merchant_id is not None:
        query = query.where(Order.merchant_id == merchant_id)
    return count_rows(db, query)


def list_unconfirmed_buyers(db: Session, merchant_id: int, people: Collection[int]) -> set[int]:
    """Return those of a shop's customers (their ids) with an order to be paid at the door that is not confirmed."""
    return {*db.scalars(select_unconfirmed_buyers(merchant_id).where(Order.customer_id.in_(people)))}


def select_unconfirmed_buyers(merchant_id: int) -> Select[int]:
    """Return the query for the ids of a shop's customers with an order to be paid at the door, not confirmed."""
    return select(Order.customer_id).where(Order.merchant_id == merchant_id, _is_unconfirmed())


def _is_unconfirmed() -> ColumnElement[bool]:
    """Open, to be paid at the door, not confirmed, and nothing on its way yet."""
    moved = select(Parcel.id).where(Parcel.order_id == Order.id, Parcel.stage != ParcelStage.READY).exists()
    return and_(
        Order.status == OrderStatus.OPEN,
        Order.payment == Payment.COD,
        Order.handover == Handover.COURIER,
        Order.cod_confirmed_at.is_(None),
        ~moved,
    )


def confirm_cod(db: Session, merchant_id: int, order_id: int, now: datetime) -> bool:
    """Confirm a cash-on-delivery order; True when it is confirmed now, also if it was before."""
    mine = (
        Order.id == order_id,
        Order.merchant_id == merchant_id,
        Order.status == OrderStatus.OPEN,
        Order.payment == Payment.COD,
    )
    db.execute(
        update(Order)
        .where(*mine, Order.cod_confirmed_at.is_(None))
        .values(cod_confirmed_at=now)
        .execution_options(synchronize_session=False)
    )
    db.expire_all()
    return db.scalar(select(Order.id).where(*mine, Order.cod_confirmed_at.is_not(None))) is not None
