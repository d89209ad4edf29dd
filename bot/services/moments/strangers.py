"""What others do at an order, from numbers that aren't its customer's: its customer hears of it, once a day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.domain.moments import AtAnOrder, MomentKind
from bot.domain.rules import Happening
from bot.services.moments import record
from bot.services.moments.lateness import find_shop_day


def record_reading(db: Session, merchant_id: int, order_id: int, now: datetime) -> list[int]:
    """Tell an order's customer that it was read with its PIN code; returns the ids of the notices due now."""
    return _record(db, merchant_id, order_id, AtAnOrder("read"), now)


def record_guessing(db: Session, merchant_id: int, order_id: int, now: datetime) -> list[int]:
    """Tell an order's customer that many have tried to; returns the ids of the notices due now."""
    return _record(db, merchant_id, order_id, AtAnOrder("guessed_at"), now)


def _record(db: Session, merchant_id: int, order_id: int, what: AtAnOrder, now: datetime) -> list[int]:
    owner = db.scalars(select(Order.customer_id).where(Order.merchant_id == merchant_id, Order.id == order_id)).one()
    today = find_shop_day(db, merchant_id, now)
    subject = f"order:{order_id}:{what.done}:{today.isoformat()}"
    happening = Happening(MomentKind.ORDER_STRANGERS, subject, owner, now, order_id=order_id, details=what)
    return record.record_moment(db, merchant_id, happening, now)
