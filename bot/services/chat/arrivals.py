"""What a message's arrival says besides its words: the window is open, the address works, the person has an id."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import insert_once
from bot.db.conversations import Conversation, InboundMessage
from bot.db.people import Identity
from bot.domain.channels import Channel
from bot.domain.conversations import Status
from bot.services.chat import choices
from bot.services.desk import resolving, waking
from bot.services.messages import held
from bot.services.people import customers

_TABLE = table_of(Identity)
_NAMES = select(_TABLE.c.value, _TABLE.c.id, _TABLE.c.unreachable, _TABLE.c.not_on_whatsapp).where(
    _TABLE.c.merchant_id == bindparam("merchant"), _TABLE.c.value.in_(bindparam("values", expanding=True))
)


def note(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> None:
    """Note it, once for each message and before it is answered."""
    asks = not _says_how_it_was(db, conversation, inbound, now)
    waking.note_written(db, conversation, inbound.received_at, inbound.receiver, now, asks=asks)
    _note_names(db, conversation, inbound)
    held.note_written(db, conversation.id, now)


def _says_how_it_was(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> bool:
    """Whether a message answers the question how a resolved conversation was: that begins nothing anew."""
    if conversation.status != Status.RESOLVED and not inbound.choice:
        return False
    meant = choices.find_meant(db, conversation, inbound, now)
    return meant is not None and meant.intent == resolving.RATE


def _note_names(db: Session, conversation: Conversation, inbound: InboundMessage) -> None:
    """Whoever writes from an address can be reached there; WhatsApp's id of a person we know by number is learnt."""
    values = [conversation.address, *([inbound.user_id] if inbound.user_id else [])]
    asked = {"merchant": conversation.merchant_id, "values": values}
    names = {name.value: name for name in db.connection().execute(_NAMES, asked)}
    own = names.get(conversation.address)
    if own and own.unreachable:
        db.get_one(Identity, own.id).unreachable = False
    if own and own.not_on_whatsapp and conversation.channel == Channel.WHATSAPP:  # an SMS says nothing about WhatsApp
        db.get_one(Identity, own.id).not_on_whatsapp = False
    if inbound.user_id and inbound.user_id not in names:
        insert_once(
            db,
            Identity,
            merchant_id=conversation.merchant_id,
            customer_id=conversation.customer_id,
            kind=customers.WHATSAPP_USER,
            value=inbound.user_id,
            not_on_whatsapp=False,
            unreachable=False,
        )
