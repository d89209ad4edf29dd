"""Who a conversation is with, whose turn it is, and when a person has to look."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, joinedload

from bot.db.claims import won
from bot.db.conversations import Conversation

# Built once: putting a statement together costs more than running it.
_WHOLE = select(Conversation).options(joinedload(Conversation.customer), joinedload(Conversation.merchant))
_WITH = _WHOLE.where(
    Conversation.merchant_id == bindparam("merchant"),
    Conversation.channel == bindparam("channel"),
    Conversation.address == bindparam("address"),
)
_BY_PUBLIC_ID = _WHOLE.where(Conversation.public_id == bindparam("public_id"))


def find(db: Session, merchant_id: int, channel: str, address: str) -> Conversation | None:
    """The shop's conversation with an address on a channel, if there is one, with its customer and merchant."""
    return db.scalars(_WITH, {"merchant": merchant_id, "channel": channel, "address": address}).first()


def open_new(
    db: Session, merchant_id: int, customer_id: int, channel: str, address: str, our_address: str, now: datetime
) -> Conversation:
    """A conversation with an address nobody has written from or to yet."""
    conversation = Conversation(
        merchant_id=merchant_id,
        # Opaque, and only letters that Rasa's addresses take as they are (FACTS 10.5).
        public_id="c_" + secrets.token_hex(12),
        customer_id=customer_id,
        channel=channel,
        address=address,
        our_address=our_address,
        epoch=0,
        created_at=now,
    )
    db.add(conversation)
    db.flush()
    return conversation


def by_public_id(db: Session, public_id: str) -> Conversation | None:
    """The conversation Rasa speaks of, with its customer and merchant."""
    return db.scalar(_BY_PUBLIC_ID, {"public_id": public_id})


def ask_for_person(db: Session, conversation_id: int, why: str, now: datetime) -> bool:
    """Put the conversation before a person; False when it already waits for one.

    The assistant goes on answering until a person takes over: silence would be worse.
    """
    not_yet = update(Conversation).where(Conversation.id == conversation_id, Conversation.needs_person_since.is_(None))
    return won(db, not_yet.values(needs_person_since=now, needs_person_why=why))


def hand_over(db: Session, conversation_id: int, owner: str, now: datetime) -> int:
    """Give the conversation to `assistant`, `agent` or `nobody`; answers begun before are stale from here on."""
    values: dict[str, object] = {"owner": owner, "epoch": Conversation.epoch + 1}
    if owner != "nobody":
        values |= {"needs_person_since": None, "needs_person_why": None}
    db.execute(update(Conversation).where(Conversation.id == conversation_id).values(values))
    db.expire_all()
    return db.scalars(select(Conversation.epoch).where(Conversation.id == conversation_id)).one()
