"""The orders that a conversation may be told of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot.db.orders import Order, Parcel
from bot.domain.own_numbers import OwnNumber
from bot.services.orders.finding import find_by_id, list_orders
from bot.services.orders.proof import PROVEN, ask_proven, list_proven_orders
from bot.services.orders.views import OrderView

_MOST_NAMED = 200
# Built once: putting a statement together costs more than running it.
_NEWEST = (
    select(Order.id, Order.number)
    .where(
        Order.merchant_id == bindparam("merchant"),
        or_(Order.customer_id == bindparam("customer"), Order.id.in_(PROVEN)),
    )
    .order_by(Order.id.desc())
    .limit(_MOST_NAMED)
    .subquery()
)
_NUMBERS = select(_NEWEST.c.id, _NEWEST.c.number, Parcel.tracking_number).outerjoin(
    Parcel, (Parcel.order_id == _NEWEST.c.id) & (Parcel.merchant_id == bindparam("merchant"))
)


def list_known_orders(
    db: Session, merchant_id: int, customer_id: int, conversation_id: int, now: datetime
) -> list[OrderView]:
    """The customer's orders, newest first, and then those of others that this conversation has proven."""
    mine = list_orders(db, merchant_id, customer_id, now)
    proven = list_proven_orders(db, conversation_id, merchant_id, now)
    others = (find_by_id(db, merchant_id, order_id, now) for order_id in sorted(proven - {order.id for order in mine}))
    return [*mine, *(order for order in others if order)]


def list_own_numbers(
    db: Session, merchant_id: int, customer_id: int, conversation_id: int, now: datetime
) -> list[OwnNumber]:
    """Return the numbers by which those orders may be named, the newest 200 of them, without reading the orders."""
    asked = {**ask_proven(conversation_id, merchant_id, now), "customer": customer_id}
    numbers: dict[int, str] = {}
    tracking: dict[int, list[str]] = {}
    for order_id, number, parcel in db.execute(_NUMBERS, asked):
        numbers[order_id] = number
        tracking.setdefault(order_id, []).extend([parcel] if parcel else [])
    return [OwnNumber(order_id, number, tuple(tracking[order_id])) for order_id, number in numbers.items()]
