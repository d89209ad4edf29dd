"""Shipments that no courier carries: what a shop tells of them is that an order is ready, or was collected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.db.orders import Order
from bot.domain.milestones import Milestone
from bot.domain.moments import MomentKind
from bot.domain.news import ParcelNews
from bot.domain.news.outcome import KNOWN, Outcome
from bot.domain.orders import Handover, OrderStatus
from bot.domain.rules import Happening
from bot.platforms import CARRIERS
from bot.services.moments import record
from bot.services.orders.parts import list_unsent

NOT_BROUGHT = "nothing of it is brought by a courier"
# Made ready, or only written down: it has not changed hands.
_NOT_HANDED_OVER = frozenset({"", Milestone.LABEL, Milestone.PICKUP_POINT})


def is_handed_over(connection: Connection, order: Order, news: Sequence[ParcelNews]) -> bool:
    """Whether these are no news of a parcel: no courier has it, and none is meant to."""
    carried = connection.kind in CARRIERS or any(piece.tracking_number for piece in news) or bool(order.parcels)
    return order.handover != Handover.COURIER and not carried


def has_nothing_sent(order: Order, news: Sequence[ParcelNews]) -> bool:
    """Whether a shipment has no number and holds nothing but what the order has as a gift card, a download, a service:
    of those a shop makes a shipment too.
    """
    unsent = list_unsent(order)
    lines = [line for piece in news for line in piece.lines]
    numbered = any(piece.tracking_number for piece in news)
    return bool(lines) and not numbered and all(line.external_id in unsent for line in lines)


def apply_handover(db: Session, order: Order, news: Sequence[ParcelNews], now: datetime) -> Outcome:
    """Note that an order is ready to be collected, or was collected; of what is never collected there is no news."""
    told = [piece for piece in news if not piece.cancelled]
    if order.handover != Handover.PICKUP or not told:
        return Outcome(customer_id=order.customer_id, ignored=NOT_BROUGHT)
    before = (order.packed_at, order.handed_over_at)
    for piece in told:
        if piece.milestone == Milestone.PICKUP_POINT:
            order.packed_at = order.packed_at or piece.at
        elif piece.milestone not in _NOT_HANDED_OVER:
            order.handed_over_at = order.handed_over_at or piece.at
    db.flush()
    ready = order.packed_at if before[0] is None and order.handed_over_at is None else None
    notices = _tell_ready(db, order, ready, now) if ready and order.status == OrderStatus.OPEN else []
    changed = before != (order.packed_at, order.handed_over_at)
    ignored = "" if changed else KNOWN
    return Outcome(tuple(notices), customer_id=order.customer_id, order_id=order.id, ignored=ignored)


def _tell_ready(db: Session, order: Order, at: datetime, now: datetime) -> list[int]:
    happening = Happening(MomentKind.ORDER_PACKED, f"order:{order.id}", order.customer_id, at, order_id=order.id)
    return record.record_moment(db, order.merchant_id, happening, now)
