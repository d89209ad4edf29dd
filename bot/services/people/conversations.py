"""Conversations: found, opened, and whether their customer is forgotten."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from bot.db import bulk
from bot.db.ahead import is_ahead, keep, recall
from bot.db.base import table_of
from bot.db.conversations import Conversation
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.conversations import Owner, Status

# Built once: putting a statement together costs more than running it.
_WHOLE = select(Conversation).options(joinedload(Conversation.customer), joinedload(Conversation.merchant))
_WITH = _WHOLE.where(
    Conversation.merchant_id == bindparam("merchant"),
    Conversation.channel == bindparam("channel"),
    Conversation.address == bindparam("address"),
)
_BY_PUBLIC_ID = _WHOLE.where(Conversation.public_id == bindparam("public_id"))

_TABLE = table_of(Conversation)
_SHOP_OF = select(_TABLE.c.merchant_id).where(_TABLE.c.public_id == bindparam("public_id"))

FOUND = "conversation found"  # kept ahead by merchant, channel and address
ERASED = "erased"


def find(db: Session, merchant_id: int, channel: str, address: str) -> Conversation | None:
    """The shop's conversation with an address on a channel, if there is one, with its customer and merchant."""
    place = (merchant_id, channel, address)
    asked = dict(zip(("merchant", "channel", "address"), place, strict=True))
    return recall(db, FOUND, place, lambda: db.scalars(_WITH, asked).first())


def read_ahead(db: Session, merchant_id: int, addresses: Collection[str]) -> None:
    """Keep the shop's conversations with these addresses, on any channel, also that there is none."""
    known = select(Conversation).where(
        Conversation.merchant_id == merchant_id,
        Conversation.channel.in_(tuple(Channel)),
        Conversation.address.in_(addresses),
    )
    none: dict[tuple[int, str, str], Conversation | None] = {
        (merchant_id, channel, address): None for channel in Channel for address in addresses
    }
    keep(db, FOUND, none | {(merchant_id, one.channel, one.address): one for one in db.scalars(known)})


def open_new(db: Session, merchant_id: int, customer_id: int, way: WayToCustomer, now: datetime) -> Conversation:
    """A conversation with an address nobody has written from or to yet."""
    conversation = Conversation(
        merchant_id=merchant_id,
        public_id=_make_public_id(),
        customer_id=customer_id,
        channel=way.channel,
        address=way.address,
        our_address=way.our_address,
        epoch=0,
        created_at=now,
    )
    db.add(conversation)
    db.flush()
    if is_ahead(db, FOUND, (merchant_id, way.channel, way.address)):
        keep(db, FOUND, {(merchant_id, way.channel, way.address): conversation})
    return conversation


def open_many(db: Session, merchant_id: int, ways: Mapping[WayToCustomer, int], now: datetime) -> None:
    """Open a conversation for each of these ways to a customer that has none yet, in one statement."""
    new = [
        {
            "merchant_id": merchant_id,
            "public_id": _make_public_id(),
            "customer_id": customer_id,
            "channel": way.channel,
            "address": way.address,
            "our_address": way.our_address,
            "owner": Owner.ASSISTANT,
            "epoch": 0,
            "status": Status.OPEN,
            "version": 1,
            "instruction": "",
            "created_at": now,
        }
        for way, customer_id in ways.items()
        if find(db, merchant_id, way.channel, way.address) is None
    ]
    if not new:
        return
    # Somebody else may open one at this very moment: that one is read then.
    bulk.insert_rows(db, table_of(Conversation), new, unless=("merchant_id", "channel", "address"))
    read_ahead(db, merchant_id, [str(one["address"]) for one in new])


def _make_public_id() -> str:
    """Opaque, and only letters that Rasa's addresses take as they are (FACTS 10.5)."""
    return "c_" + secrets.token_hex(12)


def find_by_public_id(db: Session, public_id: str) -> Conversation | None:
    """The conversation Rasa speaks of, with its customer and merchant."""
    return db.scalar(_BY_PUBLIC_ID, {"public_id": public_id})


def find_shop_of(db: Session, public_id: str) -> int | None:
    """The shop of the conversation Rasa speaks of."""
    found: int | None = db.connection().execute(_SHOP_OF, {"public_id": public_id}).scalar()
    return found


def is_erased(conversation: Conversation) -> bool:
    """Whether its person was forgotten: nobody can be reached there, and nothing new is to be kept of them."""
    return conversation.address.startswith(f"{ERASED}-")
