"""What happened to the cast's orders before the day of seeding; what is still to be told of it comes on its day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.db.notices import Notice
from bot.db.orders import Order
from bot.domain.moments import MomentKind
from bot.domain.notices import NoticeState
from bot.domain.orders import Payment
from bot.domain.parcels import ParcelStage
from bot.domain.rules import Happening
from bot.services.moments import record

TOLD_BEFORE = "before_the_demo"


def keep_moment(db: Session, order: Order, now: datetime) -> None:
    """Keep that a seeded order has come, or waits to be confirmed; what was due by `now` counts as told."""
    happening = _newest(order, now)
    if happening is None:
        return
    told = record.record_moment(db, order.merchant_id, happening, now)
    values = {"state": NoticeState.DROPPED, "reason": TOLD_BEFORE}
    db.execute(update(Notice).where(Notice.id.in_(told)).values(values))


def _newest(order: Order, now: datetime) -> Happening | None:
    subject = f"order:{order.id}"
    arrived = [parcel.delivered_at for parcel in order.parcels if parcel.stage == ParcelStage.DELIVERED]
    if arrived and arrived[0]:
        return Happening(MomentKind.ORDER_DELIVERED, subject, order.customer_id, arrived[0], order_id=order.id)
    if order.payment == Payment.COD and order.cod_confirmed_at is None:
        return Happening(MomentKind.ORDER_COD, subject, order.customer_id, now, order_id=order.id)
    return None
