"""Takes a customer's message in: once, whole, under the right conversation."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.conversations import Conversation, InboundMessage, KeptRequest, Media
from bot.db.shop import Merchant
from bot.ports import Received
from bot.services import people


class NoMerchant(ValueError):
    """Nobody's number: the message is kept for the operator."""


def take_in(db: Session, received: Received, now: datetime) -> int | None:
    """Store a message and give its conversation's id; None when the provider repeated itself.

    Raises:
        NoMerchant: the receiving number belongs to no shop.
    """
    merchant_id = merchant_of(db, received.receiver)
    conversation_id = _conversation(db, merchant_id, received, now)
    inbound_id = _insert(db, merchant_id, conversation_id, received, now)
    if inbound_id is None:
        return None
    # Also when answers are slow: the 24-hour window opens with the customer's message, not with our answer.
    db.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(last_inbound_at=now, our_address=received.receiver)
    )
    for position, link in enumerate(received.media):
        place = {"merchant_id": merchant_id, "inbound_id": inbound_id, "position": position}
        db.add(Media(**place, url=link.url, content_type=link.content_type))
    return conversation_id


def _insert(db: Session, merchant_id: int, conversation_id: int, received: Received, now: datetime) -> int | None:
    return insert_once(
        db,
        InboundMessage,
        merchant_id=merchant_id,
        provider=received.provider,
        provider_sid=received.sid,
        conversation_id=conversation_id,
        kind=received.kind,
        text=received.text,
        choice=received.choice,
        quoted_sid=received.quoted_sid,
        raw=dict(received.raw),
        received_at=now,
        state="waiting",
        attempts=0,
    )


def keep(db: Session, path: str, body: str, reason: str, fingerprint: str, now: datetime) -> None:
    """Keep a rightly signed request that we could not understand, once."""
    insert_once(db, KeptRequest, path=path, body=body, reason=reason, fingerprint=fingerprint, received_at=now)


def merchant_of(db: Session, receiver: str) -> int:
    """The shop a number belongs to; with a single shop in the deployment every number is its own."""
    found = db.scalars(
        select(Merchant.id).where(or_(Merchant.whatsapp_from == receiver, Merchant.sms_from == receiver)).limit(1)
    ).first()
    if found is not None:
        return found
    shops = db.scalars(select(Merchant.id).limit(2)).all()
    if len(shops) == 1:
        return shops[0]
    raise NoMerchant("no shop has the number this message was sent to; set whatsapp_from or sms_from of the shop")


def _conversation(db: Session, merchant_id: int, received: Received, now: datetime) -> int:
    found = db.scalars(
        select(Conversation.id).where(
            Conversation.merchant_id == merchant_id,
            Conversation.channel == received.channel,
            Conversation.address == received.sender,
        )
    ).first()
    if found is not None:
        return found
    customer = people.find_or_add(db, merchant_id, _known_by(received), received.profile_name, now)
    conversation = Conversation(
        merchant_id=merchant_id,
        # Opaque, and only letters Rasa's addresses take as they are (FACTS 10.5).
        public_id="c_" + secrets.token_hex(12),
        customer_id=customer.id,
        channel=received.channel,
        address=received.sender,
        our_address=received.receiver,
        created_at=now,
    )
    db.add(conversation)
    db.flush()
    return conversation.id


def _known_by(received: Received) -> tuple[tuple[str, str], ...]:
    """Phone first: it is what orders carry. A WhatsApp user may show no number at all (FACTS 1.3)."""
    known = [(people.PHONE if received.sender.startswith("+") else people.WHATSAPP_USER, received.sender)]
    if received.user_id and received.user_id != received.sender:
        known.append((people.WHATSAPP_USER, received.user_id))
    return tuple(known)
