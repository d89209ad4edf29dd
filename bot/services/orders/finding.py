"""Orders: found by customer, by number as people type it, by tracking number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import Session, selectinload

from bot.db.orders import Order, OrderItem, Parcel
from bot.db.shop import Merchant
from bot.domain.orders import number_key, same_number, urgency
from bot.domain.tracking_numbers import spellings_of
from bot.domain.writing import code_of
from bot.services.orders.views import OrderView, build_view

# Two shops' numbers that share their digits (IN-1042, EX-1042) are few; more are an attack or a bug.
_SAME_DIGITS = 20
# All that the views of orders read, in four queries whatever their number. Built once, as what is asked in most turns:
# putting a statement together costs more than running it.
_WHOLE = (selectinload(Order.items).selectinload(OrderItem.product), selectinload(Order.parcels))
_THEIRS = (
    select(Order)
    .where(Order.merchant_id == bindparam("merchant"), Order.customer_id == bindparam("customer"))
    .order_by(Order.placed_at.desc(), Order.id.desc())
    .limit(bindparam("most", type_=Integer))
    .options(*_WHOLE)
)


def list_orders(db: Session, merchant_id: int, customer_id: int, now: datetime, limit: int = 10) -> list[OrderView]:
    """A customer's orders, the newest first."""
    return _views(db, merchant_id, _THEIRS, now, customer=customer_id, most=limit)


def find_relevant_order(views: Sequence[OrderView]) -> OrderView | None:
    """The order a bare "where is my order" means, or None when there is none.

    The most urgent stage first, within a stage the newest; when all is over, the newest of all.
    """
    newest_first = sorted(views, key=lambda view: (view.placed_on, view.id), reverse=True)
    return min(newest_first, key=lambda view: urgency(view.stage, view.late_days), default=None)


def find_order(db: Session, merchant_id: int, number: str, now: datetime) -> OrderView | None:
    """The order a customer means by 1042, #1042, १०४२ or IN-1042; whose it is, is for the caller to check.

    None also when the digits fit several orders and nothing tells which.
    """
    order = find_order_id(db, merchant_id, number)
    return find_by_id(db, merchant_id, order, now) if order else None


def find_order_id(db: Session, merchant_id: int, number: str) -> int | None:
    """The id of that order."""
    key = number_key(number)
    if not key:
        return None
    same_digits = select(Order.id, Order.number).where(Order.merchant_id == merchant_id, Order.number_key == key)
    rows = [row for row in db.execute(same_digits.limit(_SAME_DIGITS)) if same_number(number, row.number)]
    exact = [row for row in rows if code_of(row.number) == code_of(number)]
    chosen = exact or rows
    return chosen[0].id if len(chosen) == 1 else None


def find_by_id(db: Session, merchant_id: int, order_id: int, now: datetime) -> OrderView | None:
    """One order of this shop."""
    views = _views(db, merchant_id, _orders(merchant_id).where(Order.id == order_id), now)
    return views[0] if views else None


def find_by_tracking(db: Session, merchant_id: int, tracking_number: str, now: datetime) -> OrderView | None:
    """The order that a parcel with this number belongs to, the newest if a courier has used a number again."""
    if not code_of(tracking_number):
        return None
    wanted = _orders(merchant_id).join(Parcel, Parcel.order_id == Order.id)
    wanted = wanted.where(Parcel.merchant_id == merchant_id, Parcel.tracking_number.in_(spellings_of(tracking_number)))
    views = _views(db, merchant_id, wanted.order_by(Parcel.id.desc()).limit(1), now)
    return views[0] if views else None


def _orders(merchant_id: int) -> Select[Order]:
    return select(Order).where(Order.merchant_id == merchant_id).options(*_WHOLE)


def _views(db: Session, merchant_id: int, wanted: Select[Order], now: datetime, **asked: int) -> list[OrderView]:
    shop = db.get_one(Merchant, merchant_id)
    return [build_view(order, shop, now) for order in db.scalars(wanted, {"merchant": merchant_id, **asked})]
