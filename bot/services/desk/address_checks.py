"""Whether a customer was asked if an order's address is right, and the place that they sent since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.db.desk import OrderActionTaken
from bot.db.orders import Order
from bot.domain.order_actions import OrderAction


@dataclass(frozen=True, slots=True)
class AddressCheck:
    """When the customer was asked; `place` is the form of the newest message since that tells one, {} while none."""

    asked_at: datetime
    place: Mapping[str, Any]
    answered_at: datetime | None = None


def list_address_checks(db: Session, merchant_id: int, orders: Sequence[Order]) -> dict[int, AddressCheck]:
    """Return the newest check of each of these orders that had one, by the order's id."""
    row = OrderActionTaken
    asked = select(row.order_id, func.max(row.at)).where(
        row.merchant_id == merchant_id,
        row.order_id.in_([order.id for order in orders]),
        row.action == OrderAction.CHECK_ADDRESS,
        row.outcome == "done",
    )
    customers = {order.id: order.customer_id for order in orders}
    found = {order_id: at for order_id, at in db.execute(asked.group_by(row.order_id))}
    return {order_id: _find_answer(db, merchant_id, customers[order_id], at) for order_id, at in found.items()}


def _find_answer(db: Session, merchant_id: int, customer_id: int, asked_at: datetime) -> AddressCheck:
    theirs = (
        select(InboundMessage)
        .join(Conversation, Conversation.id == InboundMessage.conversation_id)
        .where(Conversation.merchant_id == merchant_id, Conversation.customer_id == customer_id)
        .where(InboundMessage.kind == "location", InboundMessage.received_at >= asked_at)
    )
    newest = db.scalars(theirs.order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc()).limit(1)).first()
    return AddressCheck(asked_at, newest.raw, newest.received_at) if newest else AddressCheck(asked_at, {})
