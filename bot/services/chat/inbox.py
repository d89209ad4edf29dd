"""Takes a customer's message in: once, whole, under the right conversation.

On the way of every webhook: two statements for a customer we know. What else an arrival means is noted by the
worker (bot.services.chat.arrivals).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.shop import Merchant
from bot.domain.channels import WayToCustomer
from bot.domain.conversations import InboundState
from bot.ports import Received
from bot.services.accounts import own
from bot.services.chat import stops
from bot.services.people import conversations, customers

_NOBODYS = "no shop has the number this message was sent to; set whatsapp_from or sms_from of the shop"
# Built once: putting a statement together costs more than running it. The shops first: SQLite would read every
# conversation of a join.
_RECEIVING = select(Merchant.id).where(
    or_(Merchant.whatsapp_from == bindparam("receiver"), Merchant.sms_from == bindparam("receiver")),
    Merchant.twilio_sid == bindparam("account"),
)
_KNOWN = (
    select(Conversation.id, Conversation.merchant_id)
    .where(
        Conversation.merchant_id.in_(_RECEIVING),
        Conversation.channel == bindparam("channel"),
        Conversation.address == bindparam("sender"),
    )
    .limit(1)
)


class NoMerchant(ValueError):
    """A number that no shop has: the message is kept for the operator."""


def take_in(db: Session, received: Received, now: datetime, account: str = "") -> int | None:
    """Store a message; returns its conversation's id, None when the provider repeated itself.

    Args:
        account: the one whose signature it has, a shop's own by its sid, "" the installation's.

    Raises:
        NoMerchant: the receiving number belongs to no shop.
        WrongAccount: it belongs to a shop that the account may not speak for.
    """
    who = {"channel": received.channel, "sender": received.sender, "receiver": received.receiver, "account": account}
    known = db.execute(_KNOWN, who).first()
    conversation_id, merchant_id = known or _open_conversation(db, received, now, account)
    inbound_id = _insert(db, merchant_id, conversation_id, received, now)
    if inbound_id is None:
        return None
    stops.obey_on_arrival(db, conversation_id, received, now)
    for position, link in enumerate(received.media):
        place = {"merchant_id": merchant_id, "inbound_id": inbound_id, "position": position}
        db.add(Media(**place, url=link.url, content_type=link.content_type))
    return int(conversation_id)


def find_merchant(db: Session, receiver: str) -> int:
    """The shop a number belongs to; with a single shop in the deployment every number is its own."""
    found = list_merchants(db, receiver)
    if not found:
        raise NoMerchant(_NOBODYS)
    return found[0].id


def list_merchants(db: Session, receiver: str, account: str = "") -> Sequence[Merchant]:
    """The shops a number may belong to: those that have it, else the only one of the account, or of the deployment."""
    numbered = or_(Merchant.whatsapp_from == receiver, Merchant.sms_from == receiver)
    found = db.scalars(select(Merchant).where(numbered).order_by(Merchant.id)).all()
    if found:
        return found
    theirs = [Merchant.twilio_sid == account] if account else []
    shops = db.scalars(select(Merchant).where(*theirs).limit(2)).all()
    return shops if len(shops) == 1 else []


def _insert(db: Session, merchant_id: int, conversation_id: int, received: Received, now: datetime) -> int | None:
    return insert_once(
        db,
        InboundMessage,
        merchant_id=merchant_id,
        provider=received.provider,
        provider_sid=received.sid,
        conversation_id=conversation_id,
        receiver=received.receiver,
        user_id=received.user_id,
        kind=received.kind,
        text=received.text,
        choice=received.choice,
        quoted_sid=received.quoted_sid,
        raw=dict(received.raw),
        received_at=now,
        state=InboundState.WAITING,
        attempts=0,
    )


def _choose_merchant(db: Session, receiver: str, account: str, now: datetime) -> int:
    """The shop that a number belongs to and that an account may speak for."""
    found = list_merchants(db, receiver, account)
    if not found:
        raise NoMerchant(_NOBODYS)
    for shop in found:
        if own.is_theirs(db, shop, account, now):
            return shop.id
    raise own.WrongAccount


def _open_conversation(db: Session, received: Received, now: datetime, account: str) -> tuple[int, int]:
    """The conversation of somebody who writes for the first time, or to a number of a deployment with one shop."""
    merchant_id = _choose_merchant(db, received.receiver, account, now)
    found = conversations.find(db, merchant_id, received.channel, received.sender)
    if found is not None:
        return found.id, merchant_id
    customer = customers.find_or_add(db, merchant_id, _known_by(received), received.profile_name, now)
    way = WayToCustomer(received.channel, received.sender, received.receiver)
    opened = conversations.open_new(db, merchant_id, customer.id, way, now)
    return opened.id, merchant_id


def _known_by(received: Received) -> tuple[tuple[str, str], ...]:
    """Phone first: it is what orders carry. A WhatsApp user may show no number at all (FACTS 1.3)."""
    known = [(customers.PHONE if received.sender.startswith("+") else customers.WHATSAPP_USER, received.sender)]
    if received.user_id and received.user_id != received.sender:
        known.append((customers.WHATSAPP_USER, received.user_id))
    return tuple(known)
