"""One turn of a conversation: who may answer, what is asked, and the answer's record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session, joinedload

from bot.db.base import table_of
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import won
from bot.db.columns import set_columns
from bot.db.conversations import Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.domain import wishes, words
from bot.domain.conversations import InboundState, Owner, PersonWhy
from bot.domain.shortening import beginning
from bot.ports import Answered
from bot.services.chat import (
    arrivals,
    bursts,
    calling,
    choices,
    context,
    floods,
    language,
    last_said,
    machines,
    newsletter_words,
    readings,
    second_wishes,
    silence,
    stops,
    without_model,
)
from bot.services.chat.bursts import Burst
from bot.services.chat.language import Guess
from bot.services.desk import handoff
from bot.services.messages import restored, writing

# Longer than the slowest turn (Rasa's timeout), so that a lease ends only when its worker is dead.
LEASE = timedelta(seconds=30)
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
_MESSAGES = table_of(InboundMessage)
_WAITS = (
    select(_MESSAGES.c.id)
    .where(_MESSAGES.c.conversation_id == bindparam("conversation"), _MESSAGES.c.state == InboundState.WAITING)
    .limit(1)
)
_FREE: dict[str, None] = {"lease_token": None, "lease_until": None}
_WITH_PEOPLE = [joinedload(Conversation.customer), joinedload(Conversation.merchant)]


@dataclass(frozen=True, slots=True)
class Pending:
    """A claimed turn. `ready` is an answer that needs no dialogue model.

    `read_with` are the messages that are answered together with `inbound_id`, `later` is a second wish in the
    customer's words ("" of none), which is offered below the answer to the first.
    """

    inbound_id: int
    read_with: tuple[int, ...]
    conversation_id: int
    public_id: str
    provider_sid: str
    channel: str
    epoch: int
    attempt: int
    locale: str
    message: str
    ready: Answered | None
    later: str = ""
    becomes: InboundState = InboundState.ANSWERED  # what its messages are once it is recorded
    account: int | None = None  # the row of the shop's own account at Twilio
    told: Mapping[str, Any] | None = None  # what we said last, as the dialogue reads it, where it has not seen that


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record left behind: rows to send, and whether more messages wait."""

    outgoing: tuple[int, ...]
    more: bool
    first: OutgoingMessage | None = None  # held: a session forgets rows, and its claim would read it all again


def begin(
    db: Session, conversation_id: int, lease: str, guess: Guess, per_minute: int, now: datetime
) -> Pending | timedelta | None:
    """Claim the conversation and take what waits longest in it; None when there is nothing to do now.

    The wait until it is due where a message looks unfinished: what follows is read together with it. Beyond so many
    `per_minute` one sentence answers all that wait.
    """
    if not won(db, _CLAIM, {"row": conversation_id, "now": now, "lease": lease, "until": now + LEASE}):
        return None
    conversation = db.get_one(Conversation, conversation_id, options=_WITH_PEOPLE)
    if conversation.owner == Owner.AGENT:
        silence.set_aside(db, conversation, now)
        release(conversation)
        return None
    burst = bursts.find_next(db, conversation, now)
    if burst is None or burst.due > now:
        release(conversation)
        return _postpone(burst, now) if burst else None
    beyond = floods.find_beyond(db, conversation, burst.first, per_minute, now)
    if beyond:
        answer = floods.answer_all(db, conversation, beyond, now)
        return replace(_taken(conversation, beyond), ready=answer, becomes=InboundState.BEYOND)
    is_new = not burst.first.attempts
    with last_said.remember_last_said(db):
        for inbound in burst.messages if is_new else ():
            arrivals.note(db, conversation, inbound, now)
        for inbound in burst.messages[1:]:  # the first's goes with its language, in _pending
            set_columns(db, inbound, attempts=inbound.attempts + 1)
        pending = _pending(db, conversation, burst, guess, now)
    stops.obey_waiting(db, conversation)  # a start word or a tap may have lifted what was stopped since
    return pending


def record(db: Session, pending: Pending, lease: str, answered: Answered, now: datetime) -> Recorded:
    """Store the answer as outgoing rows and free the conversation, unless the turn has been overtaken.

    Ignored when the lease was lost. When the conversation changed hands meanwhile the answer is discarded: the
    message is the agent's now, or is asked afresh if it is the assistant's turn again.
    """
    # Not its key: whoever writes a row of this conversation needs to know that it stays, and waits for nothing else.
    locked = {"of": Conversation, "key_share": True}
    conversation = db.get_one(Conversation, pending.conversation_id, options=_WITH_PEOPLE, with_for_update=locked)
    if conversation.lease_token != lease:
        return Recorded((), more=False)
    rows: Sequence[OutgoingMessage] = ()
    said = second_wishes.add_second(answered.said, pending.later)
    if conversation.epoch == pending.epoch:
        bursts.settle(db, (pending.inbound_id, *pending.read_with), pending.becomes, now)
        received_at = readings.keep_reading(db, conversation, pending.inbound_id, answered, now)
        # An action may have changed the language during the turn.
        locale, envelope = _locale_now(conversation, pending), writing.Envelope(in_reply_to=pending.inbound_id)
        rows = writing.compose_rows(db, conversation, said, locale, now, envelope)
        restored.doubt_repeats(db, rows, received_at, now)
        db.add_all(rows)
        handoff.take_off(db, conversation.id, PersonWhy.ASSISTANT_AWAY, now)
        calling.ask_where_needed(db, conversation, answered, now)
        waiting_since = conversation.waiting_since if conversation.needs_person_since else None
        set_columns(db, conversation, waiting_since=waiting_since, active_at=now, **_FREE)
        note_change(db, conversation.merchant_id, ChangeKind.CONVERSATION, conversation.id, now)
    else:
        if conversation.owner != Owner.ASSISTANT:
            locale = _locale_now(conversation, pending)
            silence.withhold_answer(db, conversation, said, locale, pending.inbound_id, now)
        release(conversation)
    db.flush()
    more = db.connection().execute(_WAITS, {"conversation": conversation.id}).first() is not None
    if more:
        stops.obey_waiting(db, conversation)
    return Recorded(tuple(row.id for row in rows), more, rows[0] if rows else None)


def _postpone(burst: Burst, now: datetime) -> timedelta:
    """Write the time on the row, so that it is found even if no bell rings; returns the wait."""
    burst.first.not_before = burst.due
    return burst.due - now


def _pending(db: Session, conversation: Conversation, burst: Burst, guess: Guess, now: datetime) -> Pending:
    customer, inbound = conversation.customer, burst.first
    choice = choices.find_meant(db, conversation, inbound, now)
    is_words = choice is None and not without_model.is_contact_card(db, inbound)
    locale = language.choose_language(db, conversation, burst, guess) if is_words else customer.locale
    if locale != customer.locale:  # told anew what it is, a row is flushed all the same
        customer.locale = locale
    # Nothing to tell a language by: the shop's own, until an order or the customer's words tell it.
    set_columns(db, inbound, attempts=inbound.attempts + 1, locale=locale or conversation.merchant.locale)
    message = choices.write_meaning(choice) if choice else beginning(words.harmless(burst.text), MAX_TEXT)
    pending = _taken(conversation, burst.messages, message)
    if choice:
        return replace(pending, ready=choices.answer(db, conversation, choice, now))
    ready = _without_model(db, conversation, inbound, pending.message, now)
    return replace(pending, ready=ready) if ready else _to_ask(db, conversation, pending, now)


def _taken(conversation: Conversation, messages: Sequence[InboundMessage], message: str = "") -> Pending:
    """A turn over these messages, asked as `message`."""
    first = messages[0]
    return Pending(
        inbound_id=first.id,
        read_with=tuple(each.id for each in messages[1:]),
        conversation_id=conversation.id,
        public_id=conversation.public_id,
        provider_sid=first.provider_sid,
        channel=conversation.channel,
        epoch=conversation.epoch,
        attempt=first.attempts,
        locale=first.locale or conversation.customer.locale or conversation.merchant.locale,
        message=message,
        ready=None,
        account=conversation.merchant.twilio_account_id,
    )


def _to_ask(db: Session, conversation: Conversation, pending: Pending, now: datetime) -> Pending:
    """The turn as the dialogue is asked: what was last told, the question without its thanks, one wish of two."""
    told = context.find_told(db, conversation, now)
    question = wishes.without_courtesy(pending.message, pending.locale)
    two = wishes.two_wishes(question, pending.locale)
    if two is None or choices.has_asked_for_address(db, conversation):
        return replace(pending, told=told, message=question)
    return replace(pending, told=told, message=two.first, later=two.second)


def _without_model(
    db: Session, conversation: Conversation, inbound: InboundMessage, message: str, now: datetime
) -> Answered | None:
    """What is answered without asking the model: stops and starts, machines, no words, words of a newsletter's link."""
    return (
        without_model.obey_opt_out(db, conversation, inbound, now)
        or machines.keep_silent(db, conversation, inbound, now)
        or without_model.answer_owner(db, conversation)
        or without_model.answer_wordless(db, conversation, inbound, message, now)
        or newsletter_words.answer_words(db, conversation, message)
    )


def _locale_now(conversation: Conversation, pending: Pending) -> str:
    customer = conversation.customer
    return customer.locale if customer.locale_chosen and customer.locale else pending.locale


def release(conversation: Conversation) -> None:
    """Free a claimed conversation for the next claim."""
    conversation.lease_token = conversation.lease_until = None
