"""An order cancelled at its customer's word, where nothing of it has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import and_, case, exists, null, or_, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.orders import Order, Parcel
from bot.domain.money import Money
from bot.domain.orders import OrderStage, OrderStatus, Payment
from bot.domain.parcels import READY
from bot.services.orders.finding import find_by_id
from bot.services.orders.payment import has_advance
from bot.services.orders.views import OrderView

# How long a cancellation can be taken back in the chat.
UNDO_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class CancelResult:
    """What became of a wish to cancel; `refund` is what the customer gets back (None when nothing was paid)."""

    outcome: Literal["cancelled", "already_cancelled", "too_late", "unknown"]
    order: OrderView | None = None
    refund: Money | None = None


def cancel_order(
    db: Session, merchant_id: int, order_id: int, now: datetime, dedupe_key: str | None = None
) -> CancelResult:
    """Cancel at once what has not left the shop.

    One conditional UPDATE, so that two cancellations pay back once. Whoever adds a parcel must claim the order row
    in the same way (UPDATE ... WHERE status = 'open'), or PostgreSQL lets both happen in the same instant. What was
    paid becomes a refund that is due. A repeated `dedupe_key` returns "cancelled" again.
    """
    # Locked first: on PostgreSQL the UPDATE below, having waited for a parcel's transaction, would not see its parcel.
    db.execute(select(Order.id).where(Order.id == order_id, Order.merchant_id == merchant_id).with_for_update())
    left_the_shop = exists().where(Parcel.order_id == Order.id, Parcel.stage != READY)
    paid = Order.payment == Payment.PAID
    done = db.execute(
        update(Order)
        .where(Order.id == order_id, Order.merchant_id == merchant_id, Order.status == OrderStatus.OPEN, ~left_the_shop)
        .values(
            status=OrderStatus.CANCELLED,
            cancelled_at=now,
            cancel_key=dedupe_key,
            refund_amount=case(
                (paid, Order.total), (has_advance(), Order.total - Order.to_pay), else_=Order.refund_amount
            ),
        )
        .returning(Order.id)
        .execution_options(synchronize_session=False)
    ).first()
    db.expire_all()
    order = find_by_id(db, merchant_id, order_id, now)
    if order is None:
        return CancelResult("unknown")
    if done or (dedupe_key and _cancelled_by(db, merchant_id, order_id) == dedupe_key):
        return CancelResult("cancelled", order, order.refund)
    return CancelResult("already_cancelled" if order.stage == OrderStage.CANCELLED else "too_late", order, order.refund)


def restore_order(db: Session, merchant_id: int, order_id: int, now: datetime) -> bool:
    """Take back a cancellation made in the chat in the last ten minutes; False when it is too late or was none.

    The shop has acted on it once it says anything newer of the order, a refund above all: then it stays cancelled.
    """
    untouched = and_(
        Order.refunded_at.is_(None), or_(Order.version_at.is_(None), Order.version_at <= Order.cancelled_at)
    )
    in_time = and_(Order.cancel_key.is_not(None), Order.cancelled_at > now - UNDO_FOR)
    restored = (
        update(Order)
        .where(
            Order.id == order_id,
            Order.merchant_id == merchant_id,
            Order.status == OrderStatus.CANCELLED,
            untouched,
            in_time,
        )
        .values(
            status=OrderStatus.OPEN,
            cancelled_at=None,
            cancel_key=None,
            refund_amount=case((or_(Order.payment == Payment.PAID, has_advance()), null()), else_=Order.refund_amount),
        )
        .execution_options(synchronize_session=False)
    )
    done = won(db, restored)
    db.expire_all()
    return done


def _cancelled_by(db: Session, merchant_id: int, order_id: int) -> str | None:
    return db.scalar(select(Order.cancel_key).where(Order.merchant_id == merchant_id, Order.id == order_id))
