"""One turn of a conversation: who may answer, what is asked, and the answer's record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session, joinedload

from bot.db.base import table_of
from bot.db.claims import won
from bot.db.conversations import Conversation, InboundMessage
from bot.domain import languages, words
from bot.domain.conversations import InboundState, Owner
from bot.ports import Answered
from bot.services.chat import arrivals, choices, without_model
from bot.services.desk import handoff
from bot.services.messages import writing

# Longer than the slowest turn (Rasa's timeout), so that a lease ends only when its worker is dead.
LEASE = timedelta(seconds=30)
# Waits after each failed try; long enough together for a dialogue server to be started again.
PATIENCE = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15, 15))
MAX_TEXT = 2000
# Built once: putting a statement together costs more than running it.
_TABLE = table_of(Conversation)
_CLAIM = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("row"),
        or_(
            _TABLE.c.lease_until.is_(None),
            _TABLE.c.lease_until < bindparam("now"),
            _TABLE.c.lease_token == bindparam("lease"),
        ),
    )
    .values(lease_token=bindparam("lease"), lease_until=bindparam("until"))
)
_OLDEST = (
    select(InboundMessage)
    .where(InboundMessage.conversation_id == bindparam("conversation"), InboundMessage.state == InboundState.WAITING)
    .order_by(InboundMessage.id)
    .limit(1)
)
_WITH_PEOPLE = [joinedload(Conversation.customer), joinedload(Conversation.merchant)]
Guess = Callable[[str], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Pending:
    """A claimed turn. `ready` is an answer that needs no dialogue model."""

    inbound_id: int
    conversation_id: int
    public_id: str
    provider_sid: str
    channel: str
    epoch: int
    attempt: int
    locale: str
    message: str
    ready: Answered | None
    told: Mapping[str, Any] | None = None  # the notice that was the last thing we said, as the dialogue reads it


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record left behind: rows to send, and whether more messages wait."""

    outgoing: tuple[int, ...]
    more: bool


def begin(db: Session, conversation_id: int, lease: str, guess: Guess, now: datetime) -> Pending | None:
    """Claim the conversation and take its oldest waiting message; None when there is nothing to do now."""
    if not won(db, _CLAIM, {"row": conversation_id, "now": now, "lease": lease, "until": now + LEASE}):
        return None
    conversation = db.get_one(Conversation, conversation_id, options=_WITH_PEOPLE)
    inbound = _oldest(db, conversation_id)
    if inbound is None or (inbound.not_before and inbound.not_before > now):
        _release(conversation)
        return None
    if conversation.owner == Owner.AGENT:
        _set_aside(db, conversation, now)
        _release(conversation)
        return None
    inbound.attempts += 1
    if inbound.attempts == 1:
        arrivals.note(db, conversation, inbound, now)
    return _pending(db, conversation, inbound, guess, now)


def record(db: Session, pending: Pending, lease: str, answered: Answered, now: datetime) -> Recorded:
    """Store the answer as outgoing rows and free the conversation, unless the turn has been overtaken.

    Ignored when the lease was lost. When the conversation changed hands meanwhile the answer is discarded: the
    message is the agent's now, or is asked afresh if it is the assistant's turn again.
    """
    conversation = db.get_one(Conversation, pending.conversation_id, with_for_update=True)
    if conversation.lease_token != lease:
        return Recorded((), more=False)
    inbound = db.get_one(InboundMessage, pending.inbound_id)
    outgoing: tuple[int, ...] = ()
    if conversation.epoch == pending.epoch:
        inbound.state, inbound.answered_at = InboundState.ANSWERED, now
        inbound.intent, inbound.confidence = answered.intent, answered.confidence
        # An action may have changed the language during the turn.
        locale = _locale_now(conversation, pending)
        envelope = writing.Envelope(in_reply_to=inbound.id)
        rows = writing.utter(db, conversation, answered.said, locale, now, envelope)
        outgoing = tuple(row.id for row in rows)
    elif conversation.owner == Owner.AGENT:
        _set_aside(db, conversation, now)
    db.flush()
    more = _oldest(db, conversation.id) is not None
    if not more:
        _release(conversation)
    return Recorded(outgoing, more)


def record_failure(db: Session, pending: Pending, lease: str, now: datetime) -> timedelta | Answered | None:
    """Record that the turn failed; returns the wait before the next try, or, at the end of patience, the holding line.

    None when the lease was lost: another worker has the message now.
    """
    conversation = db.get_one(Conversation, pending.conversation_id, with_for_update=True)
    if conversation.lease_token != lease:
        return None
    if pending.attempt > len(PATIENCE):
        handoff.ask_for_person(db, pending.conversation_id, "assistant_down", now)
        return writing.answer_with("holding.line")
    wait = PATIENCE[pending.attempt - 1]
    db.get_one(InboundMessage, pending.inbound_id).not_before = now + wait
    _release(conversation)
    return wait


def _pending(db: Session, conversation: Conversation, inbound: InboundMessage, guess: Guess, now: datetime) -> Pending:
    customer = conversation.customer
    choice = choices.find_meant(db, conversation, inbound, now)
    if choice is None and (customer.locale or languages.tells(inbound.text)):
        inbound.locale = customer.locale = _language(db, conversation, inbound.text, guess)
    else:
        # Nothing to tell a language by: the shop's own, until the customer writes.
        inbound.locale = customer.locale or conversation.merchant.locale
    pending = Pending(
        inbound_id=inbound.id,
        conversation_id=conversation.id,
        public_id=conversation.public_id,
        provider_sid=inbound.provider_sid,
        channel=conversation.channel,
        epoch=conversation.epoch,
        attempt=inbound.attempts,
        locale=inbound.locale,
        message=choices.write_meaning(choice) if choice else words.harmless(inbound.text)[:MAX_TEXT],
        ready=None,
    )
    if choice:
        return replace(pending, ready=choices.answer(db, conversation, choice, now))
    ready = _without_model(db, conversation, inbound, pending.message, now)
    return replace(pending, ready=ready, told=None if ready else choices.find_notice_told(db, conversation))


def _language(db: Session, conversation: Conversation, text: str, guess: Guess) -> str:
    """The language of the answer. Names and places in Latin letters, where we asked for an address, change none."""
    before = conversation.customer.locale
    chosen = languages.choose(text, guess(text), before, asked_for=conversation.customer.locale_chosen)
    if before is None or chosen == before or languages.script_locale(text) is not None:
        return chosen
    return before if choices.has_asked_for_detail(db, conversation) else chosen


def _without_model(
    db: Session, conversation: Conversation, inbound: InboundMessage, message: str, now: datetime
) -> Answered | None:
    """Stop and start words, and messages without words, are answered without asking the model."""
    return without_model.obey_opt_out(db, conversation, inbound, now) or without_model.answer_wordless(
        db, conversation, inbound, message, now
    )


def _locale_now(conversation: Conversation, pending: Pending) -> str:
    customer = conversation.customer
    return customer.locale if customer.locale_chosen and customer.locale else pending.locale


def _oldest(db: Session, conversation_id: int) -> InboundMessage | None:
    return db.scalars(_OLDEST, {"conversation": conversation_id}).first()


def _set_aside(db: Session, conversation: Conversation, now: datetime) -> None:
    """Leave what waits to the agent; a STOP among it is obeyed all the same."""
    waiting = select(InboundMessage).where(
        InboundMessage.conversation_id == conversation.id, InboundMessage.state == InboundState.WAITING
    )
    for inbound in db.scalars(waiting.order_by(InboundMessage.id)):
        if not inbound.attempts:
            arrivals.note(db, conversation, inbound, now)
        without_model.obey_opt_out(db, conversation, inbound, now)
        inbound.state, inbound.answered_at = InboundState.SET_ASIDE, now


def _release(conversation: Conversation) -> None:
    conversation.lease_token = None
    conversation.lease_until = None
