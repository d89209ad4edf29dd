"""Messages of one thought, sent one after the other: which of them are read together, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.conversations import Conversation, InboundMessage
from bot.domain import words
from bot.domain.bursts import is_unfinished
from bot.domain.conversations import InboundState
from bot.services.chat import choices

# How long nothing may come after a message that looks unfinished before it is read as it stands.
QUIET = timedelta(seconds=1.5)
# Nobody waits longer than this for an answer because they write on and on.
LONGEST = timedelta(seconds=6)
# What lay unread for a while (a worker was away) is joined only with what was written in the same breath.
ONE_BREATH = timedelta(seconds=10)
MOST = 8
_WAITING = (
    select(InboundMessage)
    .where(InboundMessage.conversation_id == bindparam("conversation"), InboundMessage.state == InboundState.WAITING)
    .order_by(InboundMessage.id)
    .limit(MOST)
)
_TABLE = table_of(InboundMessage)
_SETTLE = (
    update(_TABLE)
    .where(_TABLE.c.id.in_(bindparam("messages", expanding=True)))
    .values(state=bindparam("becomes"), answered_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Burst:
    """The oldest waiting message with those that are read with it, and when: not before `due`."""

    messages: tuple[InboundMessage, ...]
    due: datetime

    @property
    def first(self) -> InboundMessage:
        """The message that the answer belongs to."""
        return self.messages[0]

    @property
    def text(self) -> str:
        """What they say together, a line each."""
        return "\n".join(message.text for message in self.messages)


def find_next(db: Session, conversation: Conversation, now: datetime) -> Burst | None:
    """The next messages of a conversation to answer in one turn; None when none waits.

    What was asked once is asked again with the same messages: the dialogue knows the turn by its first one.
    """
    waiting = db.scalars(_WAITING, {"conversation": conversation.id}).all()
    if not waiting:
        return None
    first = waiting[0]
    if first.attempts:
        return Burst((first, *_asked_with(waiting)), first.not_before or now)
    locale = conversation.customer.locale or conversation.merchant.locale
    joined = [first]
    while len(joined) < MOST and _goes_on(db, conversation, joined[-1], locale, now):
        following = waiting[len(joined)] if len(joined) < len(waiting) else None
        if following is None:
            due = min(joined[-1].received_at + QUIET, first.received_at + LONGEST)
            return Burst(tuple(joined), due)
        if not _is_read_with(db, conversation, joined[-1], following, now):
            break
        joined.append(following)
    return Burst(tuple(joined), now)


def settle(db: Session, messages: Sequence[int], becomes: InboundState, now: datetime) -> None:
    """Mark messages that were answered together, by their ids."""
    db.connection().execute(_SETTLE, {"messages": messages, "becomes": becomes, "now": now})


def _asked_with(waiting: Sequence[InboundMessage]) -> list[InboundMessage]:
    """Messages are answered in order, so whatever behind the first was asked already was asked with it."""
    return [message for message in waiting[1:] if message.attempts]


def _goes_on(db: Session, conversation: Conversation, message: InboundMessage, locale: str, now: datetime) -> bool:
    return (
        _is_typed(message)
        and is_unfinished(message.text, locale)
        and choices.find_meant(db, conversation, message, now) is None
    )


def _is_read_with(
    db: Session, conversation: Conversation, last: InboundMessage, following: InboundMessage, now: datetime
) -> bool:
    return (
        _is_typed(following)
        and following.received_at - last.received_at <= ONE_BREATH
        and choices.find_meant(db, conversation, following, now) is None
    )


def is_order(message: InboundMessage) -> bool:
    """Whether the message is a stop or start word, or what Twilio took for one."""
    return words.is_stop(message.text) or words.is_start(message.text) or "OptOutType" in message.raw


def _is_typed(message: InboundMessage) -> bool:
    """Whether these are words that ask: a tap, a file, a place and a stop word each stand alone."""
    return message.kind == "text" and not message.choice and bool(message.text.strip()) and not is_order(message)
