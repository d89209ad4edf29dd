"""What others do at an order, from numbers that aren't its customer's: its customer hears of it, once a day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.db.shop import Merchant
from bot.domain.moments import MomentKind
from bot.domain.rules import Happening
from bot.services.moments import record


def record_reading(db: Session, merchant_id: int, order_id: int, now: datetime) -> list[int]:
    """Tell an order's customer that it was read with its PIN code; returns the ids of the notices due now."""
    return _record(db, merchant_id, order_id, MomentKind.ORDER_READ, now)


def record_guessing(db: Session, merchant_id: int, order_id: int, now: datetime) -> list[int]:
    """Tell an order's customer that many have tried to; returns the ids of the notices due now."""
    return _record(db, merchant_id, order_id, MomentKind.ORDER_GUESSED_AT, now)


def _record(db: Session, merchant_id: int, order_id: int, kind: MomentKind, now: datetime) -> list[int]:
    owner = select(Order.customer_id).where(Order.merchant_id == merchant_id, Order.id == order_id)
    today = now.astimezone(ZoneInfo(db.get_one(Merchant, merchant_id).zone)).date()
    happening = Happening(
        kind, f"order:{order_id}:{today.isoformat()}", db.scalars(owner).one(), now, order_id=order_id
    )
    return record.record_moment(db, merchant_id, happening, now)
