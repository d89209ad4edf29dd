"""More messages from one number than are answered one by one: which they are, and the one sentence for all of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.conversations import Conversation, InboundMessage
from bot.domain.conversations import InboundState, PersonWhy
from bot.ports import Answered
from bot.services.chat import arrivals, choices
from bot.services.chat.bursts import is_order
from bot.services.desk import handoff
from bot.services.messages import writing

MINUTE = timedelta(minutes=1)
TAPS = 2  # times what a number may ask in a minute, before taps are beyond it as well
# One transaction's worth: others wait to write meanwhile.
MOST = 200
_TABLE = table_of(InboundMessage)
_OF = _TABLE.c.conversation_id == bindparam("conversation")
# Each asks the index from its end, however long the conversation is.
_LAST = (
    select(_TABLE.c.answered_at)
    .where(_OF, _TABLE.c.state == bindparam("state"))
    .order_by(_TABLE.c.id.desc())
    .offset(bindparam("before", type_=Integer))
    .limit(1)
)
_WAITING = (
    select(InboundMessage)
    .where(_OF, InboundMessage.state == InboundState.WAITING)
    .order_by(InboundMessage.id)
    .limit(MOST)
)


def find_beyond(
    db: Session, conversation: Conversation, first: InboundMessage, per_minute: int, now: datetime
) -> tuple[InboundMessage, ...]:
    """Return the waiting messages from `first` on that are beyond what a number may ask in a minute.

    None while there is room. A stop word and what was asked already never are, a tap is beyond twice as many: these,
    and what came after them, wait for their turn.
    """
    if first.attempts or not _happened(db, conversation, InboundState.ANSWERED, per_minute - 1, now):
        return ()
    # Nobody reads so many answers in a minute and taps below each: where taps alone come so fast, a machine taps.
    taps_too = _happened(db, conversation, InboundState.ANSWERED, TAPS * per_minute - 1, now)
    waiting = db.scalars(_WAITING, {"conversation": conversation.id})
    return tuple(takewhile(lambda message: _may_be_beyond(db, conversation, message, taps_too, now), waiting))


def answer_all(db: Session, conversation: Conversation, beyond: tuple[InboundMessage, ...], now: datetime) -> Answered:
    """Put the conversation before a person and return what is said to all of these: one sentence, once in a flood."""
    arrivals.note(db, conversation, beyond[-1], now)
    handoff.ask_for_person(db, conversation.id, PersonWhy.TOO_MANY, now)
    if _happened(db, conversation, InboundState.BEYOND, 0, now):
        return writing.SILENCE
    return writing.answer_with("flood.pause")


def _happened(db: Session, conversation: Conversation, state: InboundState, before: int, now: datetime) -> bool:
    """Whether so many messages before the last one of this state, and all since, were settled within the minute."""
    asked = {"conversation": conversation.id, "state": state, "before": before}
    at = db.connection().execute(_LAST, asked).scalar()
    return at is not None and at > now - MINUTE


def _may_be_beyond(
    db: Session, conversation: Conversation, message: InboundMessage, taps_too: bool, now: datetime
) -> bool:
    if message.attempts or is_order(message):
        return False
    return taps_too or choices.find_meant(db, conversation, message, now) is None
