"""Keeps how a message was read, beside the answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.conversations import InboundMessage
from bot.db.teaching import MessageReading
from bot.ports import Answered
from bot.services.orders.finding import find_order

# What of an order says how it stood, by the names of an OrderView.
_KEPT = (
    *("number", "stage", "payment", "is_paid", "placed_on", "expected_on", "late_days", "courier", "scanned_at"),
    *("failed_why", "delivered_on", "cancelled_on", "part_arrived"),
)


def keep_reading(db: Session, inbound: InboundMessage, customer_id: int, answered: Answered, now: datetime) -> None:
    """Store how a message was read, with the order that the answer names; nothing where no model was asked."""
    if not answered.reading:
        return
    insert_once(
        db,
        MessageReading,
        merchant_id=inbound.merchant_id,
        inbound_id=inbound.id,
        told=dict(answered.reading),
        order_then=_order_then(db, inbound.merchant_id, customer_id, answered, now),
        at=now,
    )


def _order_then(db: Session, merchant_id: int, customer_id: int, answered: Answered, now: datetime) -> dict[str, Any]:
    number = next((str(one.values["number"]) for one in answered.said if _names_order(one.values)), "")
    order = find_order(db, merchant_id, number, now) if number else None
    if order is None or order.customer_id != customer_id:
        return {}
    values = {name: getattr(order, name) for name in _KEPT}
    return {name: _plain(value) for name, value in values.items() if value not in (None, "", False, 0)}


def _names_order(values: Mapping[str, Any]) -> bool:
    return isinstance(values.get("number"), str) and bool(values["number"])


def _plain(value: object) -> object:
    """A value as JSON has it: days and times in ISO's form."""
    return value if isinstance(value, str | int | bool) else getattr(value, "isoformat", value.__str__)()
