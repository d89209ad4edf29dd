"""Keeps how a message was read, beside the answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import insert_once
from bot.db.conversations import Conversation, InboundMessage
from bot.db.teaching import MessageReading
from bot.ports import Answered
from bot.services.chat import topics
from bot.services.orders.finding import find_order

# What of an order says how it stood, by the names of an OrderView.
_KEPT = (
    *("number", "stage", "payment", "is_paid", "placed_on", "expected_on", "late_days", "courier", "scanned_at"),
    *("failed_why", "delivered_on", "cancelled_on", "part_arrived"),
)

# Built once: putting a statement together costs more than running it.
_TABLE = table_of(InboundMessage)
_NOTE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("message"))
    .values(intent=bindparam("meant"), confidence=bindparam("sure"), topic=bindparam("told"))
    .returning(_TABLE.c.received_at)
)


def keep_reading(
    db: Session, conversation: Conversation, inbound_id: int, answered: Answered, now: datetime
) -> datetime:
    """Note what a message was taken for, and how a model read it, with the order that the answer names.

    Returns when the message came.
    """
    note = {"meant": answered.intent, "sure": answered.confidence, "told": topics.find_topic_told(answered)}
    came: datetime = db.connection().execute(_NOTE, {"message": inbound_id, **note}).scalar_one()
    if not answered.reading:
        return came
    insert_once(
        db,
        MessageReading,
        merchant_id=conversation.merchant_id,
        inbound_id=inbound_id,
        told=dict(answered.reading),
        order_then=_order_then(db, conversation.merchant_id, conversation.customer_id, answered, now),
        at=now,
    )
    return came


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
