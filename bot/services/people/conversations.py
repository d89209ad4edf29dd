"""Conversations: found, opened, and whether their customer is forgotten."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from bot.db.conversations import Conversation
from bot.domain.channels import WayToCustomer

# Built once: putting a statement together costs more than running it.
_WHOLE = select(Conversation).options(joinedload(Conversation.customer), joinedload(Conversation.merchant))
_WITH = _WHOLE.where(
    Conversation.merchant_id == bindparam("merchant"),
    Conversation.channel == bindparam("channel"),
    Conversation.address == bindparam("address"),
)
_BY_PUBLIC_ID = _WHOLE.where(Conversation.public_id == bindparam("public_id"))


ERASED = "erased"


def find(db: Session, merchant_id: int, channel: str, address: str) -> Conversation | None:
    """The shop's conversation with an address on a channel, if there is one, with its customer and merchant."""
    return db.scalars(_WITH, {"merchant": merchant_id, "channel": channel, "address": address}).first()


def open_new(db: Session, merchant_id: int, customer_id: int, way: WayToCustomer, now: datetime) -> Conversation:
    """A conversation with an address nobody has written from or to yet."""
    conversation = Conversation(
        merchant_id=merchant_id,
        # Opaque, and only letters that Rasa's addresses take as they are (FACTS 10.5).
        public_id="c_" + secrets.token_hex(12),
        customer_id=customer_id,
        channel=way.channel,
        address=way.address,
        our_address=way.our_address,
        epoch=0,
        created_at=now,
    )
    db.add(conversation)
    db.flush()
    return conversation


def find_by_public_id(db: Session, public_id: str) -> Conversation | None:
    """The conversation Rasa speaks of, with its customer and merchant."""
    return db.scalar(_BY_PUBLIC_ID, {"public_id": public_id})


def is_erased(conversation: Conversation) -> bool:
    """Whether its person was forgotten: nobody can be reached there, and nothing new is to be kept of them."""
    return conversation.address.startswith(f"{ERASED}-")
