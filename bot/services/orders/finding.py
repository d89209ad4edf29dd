"""Orders: found by customer, number or tracking number; cancelled; confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Select, case, exists, select, update
from sqlalchemy.orm import Session, selectinload

from bot.db.orders import Order, OrderItem, Parcel
from bot.db.shop import Merchant
from bot.domain.money import Money
from bot.domain.orders import number_key, same_number, urgency
from bot.domain.parcels import READY
from bot.domain.writing import code_of
from bot.services.orders.views import ItemView, OrderView, view_of

__all__ = [
    "CancelResult",
    "ItemView",
    "OrderView",
    "by_tracking",
    "cancel_order",
    "confirm_cod",
    "find_order",
    "order_by_id",
    "orders_of",
    "relevant_order",
]
# Two shops' numbers that share their digits (IN-1042, EX-1042) are few; more are an attack or a bug.
_SAME_DIGITS = 20


@dataclass(frozen=True, slots=True)
class CancelResult:
    """What became of a wish to cancel; `refund` is what the customer gets back (None when nothing was paid)."""

    outcome: Literal["cancelled", "already_cancelled", "too_late", "unknown"]
    order: OrderView | None = None
    refund: Money | None = None


def orders_of(db: Session, merchant_id: int, customer_id: int, now: datetime, limit: int = 10) -> list[OrderView]:
    """A customer's orders, the newest first."""
    mine = _orders(merchant_id).where(Order.customer_id == customer_id)
    return _views(db, merchant_id, mine.order_by(Order.placed_at.desc(), Order.id.desc()).limit(limit), now)


def relevant_order(views: Sequence[OrderView]) -> OrderView | None:
    """The order a bare "where is my order" means, or None when there is none.

    The most urgent stage first, within a stage the newest; when all is over, the newest of all.
    """
    newest_first = sorted(views, key=lambda view: (view.placed_on, view.id), reverse=True)
    return min(newest_first, key=lambda view: urgency(view.stage, view.late_days), default=None)


def find_order(db: Session, merchant_id: int, number: str, now: datetime) -> OrderView | None:
    """The order a customer means by 1042, #1042, १०४२ or IN-1042; whose it is, is for the caller to check.

    None also when the digits fit several orders and nothing tells which.
    """
    order = find_row(db, merchant_id, number)
    return order_by_id(db, merchant_id, order, now) if order else None


def find_row(db: Session, merchant_id: int, number: str) -> int | None:
    """The id of that order."""
    key = number_key(number)
    if not key:
        return None
    same_digits = select(Order.id, Order.number).where(Order.merchant_id == merchant_id, Order.number_key == key)
    rows = [row for row in db.execute(same_digits.limit(_SAME_DIGITS)) if same_number(number, row.number)]
    exact = [row for row in rows if code_of(row.number) == code_of(number)]
    chosen = exact or rows
    return chosen[0].id if len(chosen) == 1 else None


def order_by_id(db: Session, merchant_id: int, order_id: int, now: datetime) -> OrderView | None:
    """One order of this shop."""
    views = _views(db, merchant_id, _orders(merchant_id).where(Order.id == order_id), now)
    return views[0] if views else None


def by_tracking(db: Session, merchant_id: int, tracking_number: str, now: datetime) -> OrderView | None:
    """The order that a parcel with this number belongs to, the newest if a courier has used a number again."""
    code = code_of(tracking_number)
    if not code:
        return None
    wanted = _orders(merchant_id).join(Parcel, Parcel.order_id == Order.id)
    wanted = wanted.where(
        Parcel.merchant_id == merchant_id, Parcel.tracking_number.in_({code, tracking_number.strip()})
    )
    views = _views(db, merchant_id, wanted.order_by(Parcel.id.desc()).limit(1), now)
    return views[0] if views else None


def cancel_order(
    db: Session, merchant_id: int, order_id: int, now: datetime, dedupe_key: str | None = None
) -> CancelResult:
    """Cancel at once what has not left the shop.

    One conditional UPDATE, so that two cancellations pay back once. Whoever adds a parcel must claim the order row
    in the same way (UPDATE ... WHERE status = 'open'), or PostgreSQL lets both happen in the same instant. What was
    paid becomes a refund that is due. The same `dedupe_key` again gives "cancelled" again.
    """
    # Locked first: on PostgreSQL the UPDATE below, having waited for a parcel's transaction, would not see its parcel.
    db.execute(select(Order.id).where(Order.id == order_id, Order.merchant_id == merchant_id).with_for_update())
    left_the_shop = exists().where(Parcel.order_id == Order.id, Parcel.stage != READY)
    paid = Order.payment == "paid"
    done = db.execute(
        update(Order)
        .where(Order.id == order_id, Order.merchant_id == merchant_id, Order.status == "open", ~left_the_shop)
        .values(
            status="cancelled",
            cancelled_at=now,
            cancel_key=dedupe_key,
            refund_amount=case((paid, Order.total), else_=Order.refund_amount),
        )
        .returning(Order.id)
        .execution_options(synchronize_session=False)
    ).first()
    db.expire_all()
    order = order_by_id(db, merchant_id, order_id, now)
    if order is None:
        return CancelResult("unknown")
    if done or (dedupe_key and _cancelled_by(db, merchant_id, order_id) == dedupe_key):
        return CancelResult("cancelled", order, order.refund)
    return CancelResult("already_cancelled" if order.stage == "cancelled" else "too_late", order, order.refund)


def confirm_cod(db: Session, merchant_id: int, order_id: int, now: datetime) -> bool:
    """Confirm a cash-on-delivery order; True when it is confirmed now, also if it was before."""
    mine = (Order.id == order_id, Order.merchant_id == merchant_id, Order.status == "open", Order.payment == "cod")
    db.execute(
        update(Order)
        .where(*mine, Order.cod_confirmed_at.is_(None))
        .values(cod_confirmed_at=now)
        .execution_options(synchronize_session=False)
    )
    db.expire_all()
    return db.scalar(select(Order.id).where(*mine, Order.cod_confirmed_at.is_not(None))) is not None


def _cancelled_by(db: Session, merchant_id: int, order_id: int) -> str | None:
    return db.scalar(select(Order.cancel_key).where(Order.merchant_id == merchant_id, Order.id == order_id))


def _orders(merchant_id: int) -> Select[Order]:
    return select(Order).where(Order.merchant_id == merchant_id)


def _views(db: Session, merchant_id: int, wanted: Select[Order], now: datetime) -> list[OrderView]:
    """The orders with all that their views read, in four queries whatever their number."""
    shop = db.get_one(Merchant, merchant_id)
    whole = wanted.options(
        selectinload(Order.items).selectinload(OrderItem.product),
        selectinload(Order.parcels),
    )
    return [view_of(order, shop, now) for order in db.scalars(whole)]
