"""Turns without an answer: tried again, waited out while the dialogue answers nobody, at last put before a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.domain.conversations import InboundState, Owner, PersonWhy
from bot.ports import Answered, Said
from bot.services.chat import arrivals, silence, without_model
from bot.services.chat.last_said import MOMENT
from bot.services.chat.turns import Pending, release
from bot.services.desk import handoff
from bot.services.messages import writing

# Waits after each try that failed while others are answered.
PATIENCE = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15, 15))
# While nobody is answered: how often a message looks whether that is over.
LOOK_AGAIN = timedelta(seconds=4)
# How long a message waits before its customer is told so, and how long that is not said once more.
QUIET, TOLD_FOR = timedelta(seconds=8), timedelta(hours=1)
# A conversation that waits for so long is shown to the people of the shop until it is answered.
SHOWN_AFTER = timedelta(minutes=3)


def record_failure(db: Session, pending: Pending, lease: str, now: datetime) -> timedelta | Answered | None:
    """Record that the turn failed; returns the wait before the next try, or, at the end of patience, the holding line.

    None when the lease was lost: another worker has the message now.
    """
    conversation = db.get_one(Conversation, pending.conversation_id, with_for_update=True)
    if conversation.lease_token != lease:
        return None
    if _is_overtaken(conversation, pending):
        return writing.SILENCE
    inbound = db.get_one(InboundMessage, pending.inbound_id)
    failed = pending.attempt - inbound.put_off
    if failed > len(PATIENCE):
        handoff.ask_for_person(db, pending.conversation_id, PersonWhy.ASSISTANT_DOWN, now)
        return writing.answer_with("holding.line")
    wait = PATIENCE[failed - 1]
    inbound.not_before = now + wait
    release(conversation)
    return wait


def put_off(db: Session, pending: Pending, lease: str, now: datetime) -> tuple[int, ...] | None:
    """Let a turn wait because nobody is answered, which no try is counted for; returns the rows to send.

    They say, once, that it takes a moment, and answer a stop that waits behind the message. None when the lease was
    lost.
    """
    conversation = db.get_one(Conversation, pending.conversation_id, with_for_update=True)
    if conversation.lease_token != lease:
        return None
    if _is_overtaken(conversation, pending):
        silence.set_aside(db, conversation, now)
        release(conversation)
        return ()
    inbound = db.get_one(InboundMessage, pending.inbound_id)
    inbound.put_off += 1
    inbound.not_before = now + LOOK_AGAIN
    waited = now - inbound.received_at
    said = _ask_for_patience(db, conversation, pending, now) if waited >= QUIET else []
    if waited >= SHOWN_AFTER:
        handoff.ask_for_person(db, conversation.id, PersonWhy.ASSISTANT_AWAY, now)
    said += _obey_stops(db, conversation, pending, now)
    release(conversation)
    return tuple(said)


def _is_overtaken(conversation: Conversation, pending: Pending) -> bool:
    """Whether a person has taken over meanwhile: nothing is said, and nobody has to be called."""
    return conversation.epoch != pending.epoch and conversation.owner != Owner.ASSISTANT


def _ask_for_patience(db: Session, conversation: Conversation, pending: Pending, now: datetime) -> list[int]:
    told = conversation.moment_asked_at
    if told is not None and now - told < TOLD_FOR:
        return []
    conversation.moment_asked_at = now
    return _say(db, conversation, pending.inbound_id, Answered((Said(MOMENT, {}),), None, None), pending.locale, now)


def _obey_stops(db: Session, conversation: Conversation, pending: Pending, now: datetime) -> list[int]:
    """A stop waits for no model, hence for no message before it either."""
    behind = select(InboundMessage).where(
        InboundMessage.conversation_id == conversation.id,
        InboundMessage.state == InboundState.WAITING,
        InboundMessage.id > pending.inbound_id,
        InboundMessage.id.not_in(pending.read_with),
    )
    said: list[int] = []
    for inbound in db.scalars(behind.order_by(InboundMessage.id)).all():
        answered = without_model.obey_opt_out(db, conversation, inbound, now)
        if answered is not None:
            arrivals.note(db, conversation, inbound, now)
            inbound.state, inbound.answered_at = InboundState.ANSWERED, now
            said += _say(db, conversation, inbound.id, answered, pending.locale, now)
    return said


def _say(
    db: Session, conversation: Conversation, inbound_id: int, answered: Answered, locale: str, now: datetime
) -> list[int]:
    envelope = writing.Envelope(in_reply_to=inbound_id)
    return [row.id for row in writing.utter(db, conversation, answered.said, locale, now, envelope)]
