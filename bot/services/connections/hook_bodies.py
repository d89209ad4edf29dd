"""What an address is told, read when it leaves: what was erased meanwhile is told to nobody."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.base import Base
from bot.db.conversations import Conversation, InboundMessage
from bot.db.hooks import HookDelivery
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent, Customer, Identity
from bot.db.requests import Request
from bot.domain.out_hooks import HookTopic, name_event

Told = dict[str, Any]


def write_body(db: Session, delivery: HookDelivery) -> bytes | None:
    """Return what is told, as JSON; None where what it is about is gone."""
    data = _READERS[HookTopic(delivery.topic)](db, delivery)
    if data is None:
        return None
    whole = {
        "id": name_event(delivery.topic, delivery.source_id),
        "type": delivery.topic,
        "shop": delivery.hook.merchant.slug,
        "at": delivery.created_at.isoformat(),
        "data": data,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _find(db: Session, table: type[Any], delivery: HookDelivery) -> Any:
    row: Base | None = db.get(table, delivery.thing_id)
    return row if row is not None and getattr(row, "merchant_id", None) == delivery.merchant_id else None


def _person(db: Session, customer_id: int) -> Told:
    phone = select(Identity.value).where(Identity.customer_id == customer_id, Identity.kind == "phone")
    customer = db.get_one(Customer, customer_id)
    return {
        "id": customer.id,
        "name": customer.name,
        "phone": db.scalars(phone.limit(1)).first() or None,
        "locale": customer.locale,
    }


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _received(db: Session, delivery: HookDelivery) -> Told | None:
    row: InboundMessage | None = _find(db, InboundMessage, delivery)
    return (
        None
        if row is None
        else {
            "id": row.id,
            "conversation_id": row.conversation_id,
            "channel": row.conversation.channel,
            "customer": _person(db, row.conversation.customer_id),
            "kind": row.kind,
            "text": row.text,
            "received_at": _at(row.received_at),
        }
    )


def _sent(db: Session, delivery: HookDelivery) -> Told | None:
    row: OutgoingMessage | None = _find(db, OutgoingMessage, delivery)
    return (
        None
        if row is None
        else {
            "id": row.id,
            "conversation_id": row.conversation_id,
            "channel": row.conversation.channel,
            "customer": _person(db, row.conversation.customer_id),
            "author": row.author,
            "key": row.key or None,
            "text": row.text,
            "state": row.state,
            "queued_at": _at(row.queued_at),
        }
    )


def _conversation(db: Session, delivery: HookDelivery) -> Told | None:
    row: Conversation | None = _find(db, Conversation, delivery)
    return (
        None
        if row is None
        else {
            "id": row.id,
            "channel": row.channel,
            "customer": _person(db, row.customer_id),
            "owner": row.owner,
            "status": row.status,
            "assignee_id": row.assignee_id,
            "waiting_since": _at(row.waiting_since),
            "version": row.version,
        }
    )


def _order(db: Session, delivery: HookDelivery) -> Told | None:
    row: Order | None = _find(db, Order, delivery)
    return (
        None
        if row is None
        else {
            "id": row.id,
            "number": row.number,
            "customer": _person(db, row.customer_id),
            "status": row.status,
            "payment": row.payment,
            "total": row.total,
            "currency": row.currency,
            "placed_at": _at(row.placed_at),
            "cod_confirmed_at": _at(row.cod_confirmed_at),
            "cancelled_at": _at(row.cancelled_at),
        }
    )


def _request(db: Session, delivery: HookDelivery) -> Told | None:
    row: Request | None = _find(db, Request, delivery)
    return (
        None
        if row is None
        else {
            "id": row.id,
            "reference": row.reference,
            "kind": row.kind,
            "detail": row.detail,
            "state": row.state,
            "order_number": row.order.number if row.order else None,
            "customer": _person(db, row.customer_id),
            "created_at": _at(row.created_at),
        }
    )


def _consent(db: Session, delivery: HookDelivery) -> Told | None:
    row: Consent | None = _find(db, Consent, delivery)
    return (
        None
        if row is None
        else {
            "id": row.id,
            "customer": _person(db, row.customer_id),
            "channel": row.channel,
            "purpose": row.purpose,
            "granted": row.granted,
            "source": row.source,
            "at": _at(row.at),
        }
    )


def _ping(_db: Session, delivery: HookDelivery) -> Told:
    return {"hook_id": delivery.hook_id}


_READERS: dict[HookTopic, Callable[[Session, HookDelivery], Told | None]] = {
    HookTopic.MESSAGE_RECEIVED: _received,
    HookTopic.MESSAGE_SENT: _sent,
    HookTopic.CONVERSATION_CHANGED: _conversation,
    HookTopic.ORDER_CHANGED: _order,
    HookTopic.REQUEST_OPENED: _request,
    HookTopic.CONSENT_CHANGED: _consent,
    HookTopic.PING: _ping,
}
