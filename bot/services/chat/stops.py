"""Words that stop every message: obeyed when they arrive, whatever waits before them, and confirmed in their turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.conversations import Conversation, InboundMessage
from bot.domain import words
from bot.domain.channels import Channel
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.conversations import InboundState
from bot.ports import Received
from bot.services.desk import consenting
from bot.services.people import consent
from lexicon.folding import bare

# On a plain SMS number Twilio itself obeys and answers these words (FACTS 6.1): we only take note.
BY_TWILIO = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
_TABLE = table_of(InboundMessage)
_WAITING = (
    select(_TABLE.c.text, _TABLE.c.raw, _TABLE.c.received_at)
    .where(_TABLE.c.conversation_id == bindparam("conversation"), _TABLE.c.state == InboundState.WAITING)
    .order_by(_TABLE.c.id)
)


@dataclass(frozen=True, slots=True)
class _Sent:
    channel: str
    opt_out: str | None  # what Twilio says that it has obeyed already
    text: str
    at: datetime


def obey_on_arrival(db: Session, conversation_id: int, received: Received, now: datetime) -> None:
    """Stop messages to whoever has just sent a word for it; what it is answered with keeps its turn."""
    _obey(db, conversation_id, _Sent(received.channel, received.opt_out, received.text, now))


def obey_waiting(db: Session, conversation: Conversation) -> None:
    """Let the stop words that wait in a conversation hold against what was said before them and is done only now."""
    for inbound in db.connection().execute(_WAITING, {"conversation": conversation.id}).all():
        opt_out = inbound.raw.get("OptOutType")
        _obey(db, conversation.id, _Sent(conversation.channel, opt_out, inbound.text, inbound.received_at))


def obey_in_turn(
    db: Session, conversation: Conversation, inbound: InboundMessage, source: ConsentSource, now: datetime
) -> bool:
    """Stop messages to the sender of a stop word; False when they had been stopped before it came."""
    changed = consenting.withdraw(db, conversation.id, Purpose.ANY, source, inbound.text, now)
    return changed or consent.has_withdrawn_at(db, conversation, inbound.received_at)


def _obey(db: Session, conversation_id: int, sent: _Sent) -> None:
    on_plain_sms = sent.channel == Channel.SMS and bare(sent.text) in BY_TWILIO
    by_twilio = (sent.opt_out or "").upper() == "STOP" or on_plain_sms
    if by_twilio or words.is_stop(sent.text):
        source = ConsentSource.TWILIO if by_twilio else ConsentSource.KEYWORD
        consenting.withdraw(db, conversation_id, Purpose.ANY, source, sent.text, sent.at)
