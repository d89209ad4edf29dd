"""What an address is told, read when it leaves: what was erased meanwhile is told to nobody."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

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
    data = _read_data(db, delivery)
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


def _read_data(db: Session, delivery: HookDelivery) -> Told | None:
    if delivery.topic == HookTopic.PING:
        return {"hook_id": delivery.hook_id}
    table, tell = _READERS[HookTopic(delivery.topic)]
    row = db.get(table, delivery.thing_id)
    return tell(db, row) if row is not None and row.merchant_id == delivery.merchant_id else None


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


def _received(db: Session, row: InboundMessage) -> Told:
    return {
        "id": row.id,
        "conversation_id": row.conversation_id,
        "channel": row.conversation.channel,
        "customer": _person(db, row.conversation.customer_id),
        "kind": row.kind,
        "text": row.text,
        "received_at": _at(row.received_at),
    }


def _sent(db: Session, row: OutgoingMessage) -> Told:
    return {
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


def _conversation(db: Session, row: Conversation) -> Told:
    return {
        "id": row.id,
        "channel": row.channel,
        "customer": _person(db, row.customer_id),
        "owner": row.owner,
        "status": row.status,
        "assignee_id": row.assignee_id,
        "waiting_since": _at(row.waiting_since),
        "version": row.version,
    }


def _order(db: Session, row: Order) -> Told:
    return {
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


def _request(db: Session, row: Request) -> Told:
    return {
        "id": row.id,
        "reference": row.reference,
        "kind": row.kind,
        "detail": row.detail,
        "state": row.state,
        "order_number": row.order.number if row.order else None,
        "customer": _person(db, row.customer_id),
        "created_at": _at(row.created_at),
    }


def _consent(db: Session, row: Consent) -> Told:
    return {
        "id": row.id,
        "customer": _person(db, row.customer_id),
        "channel": row.channel,
        "purpose": row.purpose,
        "granted": row.granted,
        "source": row.source,
        "at": _at(row.at),
    }


# Where what a topic is about stands, and what is told of it.
_READERS: dict[HookTopic, tuple[type[Any], Callable[[Session, Any], Told]]] = {
    HookTopic.MESSAGE_RECEIVED: (InboundMessage, _received),
    HookTopic.MESSAGE_SENT: (OutgoingMessage, _sent),
    HookTopic.CONVERSATION_CHANGED: (Conversation, _conversation),
    HookTopic.ORDER_CHANGED: (Order, _order),
    HookTopic.REQUEST_OPENED: (Request, _request),
    HookTopic.CONSENT_CHANGED: (Consent, _consent),
}
