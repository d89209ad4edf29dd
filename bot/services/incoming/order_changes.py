"""What a newer version of an order changes, as it is told: paid, packed, cancelled, going to another address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.domain.moments import MomentKind
from bot.domain.orders import OrderStatus, Payment
from bot.domain.parcels import READY
from bot.domain.rules import Happening
from bot.services.moments import record


@dataclass(frozen=True, slots=True)
class OrderBefore:
    """What an order was before this version of it."""

    pending: bool
    cancelled: bool
    packed: bool
    goes_to: str  # "" while nobody has said
    customer_id: int

    @classmethod
    def of(cls, order: Order) -> OrderBefore:
        """Return what an order is now, before it is changed."""
        return cls(
            pending=order.payment == Payment.PENDING,
            cancelled=order.status == OrderStatus.CANCELLED,
            packed=order.packed_at is not None,
            goes_to=_destination(order),
            customer_id=order.customer_id,
        )


def _destination(order: Order) -> str:
    """Where it goes, however that is spaced and whatever its letters' case."""
    return " ".join(f"{order.ship_address} {order.ship_city} {order.ship_pin}".split()).casefold()


def record_changes(
    db: Session, order: Order, before: OrderBefore, packed_at: datetime | None, version_at: datetime, now: datetime
) -> list[int]:
    """Record what has happened to an order since `before` by its version of `version_at`; returns the notices due."""
    notices = _record_address(db, order, before, version_at, now)
    if order.status == OrderStatus.CANCELLED:
        came = any(parcel.delivered_at for parcel in order.parcels)
        if not before.cancelled and order.cancelled_at is not None and not came:
            notices += record_of_order(db, order, MomentKind.ORDER_CANCELLED, order.cancelled_at, now)
    else:
        if before.pending and order.payment == Payment.PAID:
            notices += record_of_order(db, order, MomentKind.ORDER_PAID, version_at, now)
        if packed_at and not before.packed and all(parcel.stage == READY for parcel in order.parcels):
            notices += record_of_order(db, order, MomentKind.ORDER_PACKED, packed_at, now)
    return notices


def record_of_order(db: Session, order: Order, kind: MomentKind, at: datetime, now: datetime) -> list[int]:
    """Record something that happens to an order once; returns the ids of the notices due now."""
    happening = Happening(kind, f"order:{order.id}", order.customer_id, at, order_id=order.id)
    return record.record_moment(db, order.merchant_id, happening, now)


def _record_address(db: Session, order: Order, before: OrderBefore, version_at: datetime, now: datetime) -> list[int]:
    """Another address than the one that was known, for the same customer; once for each version of the order."""
    if before.goes_to in ("", _destination(order)) or before.customer_id != order.customer_id:
        return []
    subject = f"order:{order.id}:{version_at.isoformat()}"
    moved = Happening(MomentKind.ORDER_ADDRESS, subject, order.customer_id, version_at, order_id=order.id)
    return record.record_moment(db, order.merchant_id, moved, now)
