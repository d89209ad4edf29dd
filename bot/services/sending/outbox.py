"""The one lane out: claim a row, hand over a letter, record what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update, bindparam, func, or_, select, update
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from bot.db.base import table_of
from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.domain import delivery, sending
from bot.ports import Accepted, Letter
from bot.services.desk import handoff
from bot.services.notices import composing
from bot.services.notices.conditions import PASSING
from bot.services.sending import holding, letters, statuses
from bot.services.sending import prospect as outlook
from bot.services.templates.choosing import BadVariables

# Waits after a send that surely did not happen (429, no connection).
RETRY_WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15, 30, 60, 120, 300))
# Longer than a Content and a message can take: a row that is still "sending" then belongs to a dead worker.
SENDING_LEASE = timedelta(seconds=40)
# An answer that could not leave for so long would only puzzle.
REPLY_LIFE = timedelta(hours=6)


# Built once: putting a statement together costs more than running it.
_TABLE = table_of(OutgoingMessage)
_EARLIER = _TABLE.alias("earlier")
# Counted, not NOT EXISTS: that PostgreSQL may join with every queued row there is.
_IN_FRONT = (
    select(func.count())
    .where(
        _EARLIER.c.conversation_id == _TABLE.c.conversation_id,
        _EARLIER.c.id < _TABLE.c.id,
        _EARLIER.c.state.in_(delivery.BEFORE_ACCEPTANCE),
        # A second try hours later must not keep today's answers waiting.
        or_(_EARLIER.c.retry_of.is_(None), _EARLIER.c.not_before.is_(None)),
    )
    .correlate(_TABLE)
    .scalar_subquery()
)
_CLAIM = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("row"),
        _TABLE.c.state == delivery.QUEUED,
        or_(_TABLE.c.not_before.is_(None), _TABLE.c.not_before <= bindparam("now")),
        _IN_FRONT == 0,
    )
    .values(state=delivery.SENDING, claimed_at=bindparam("now"), attempts=_TABLE.c.attempts + 1)
    .returning(_TABLE.c.attempts)
)
_SENDER = (
    select(Conversation.our_address)
    .join(OutgoingMessage, OutgoingMessage.conversation_id == Conversation.id)
    .where(OutgoingMessage.id == bindparam("row"), OutgoingMessage.state == delivery.QUEUED)
)
_NEXT = (
    select(_TABLE.c.id)
    .where(
        _TABLE.c.conversation_id == bindparam("conversation"),
        _TABLE.c.state == delivery.QUEUED,
        or_(_TABLE.c.not_before.is_(None), _TABLE.c.not_before <= bindparam("now")),
    )
    .order_by(_TABLE.c.id)
    .limit(1)
)
_WITH_SHOP = [
    joinedload(OutgoingMessage.conversation).joinedload(Conversation.merchant),
    joinedload(OutgoingMessage.conversation).joinedload(Conversation.customer),
]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours to send; `attempt` is the fence against a worker that was given up."""

    outgoing_id: int
    conversation_id: int
    attempt: int
    lane: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that will not leave as it is: `instead` may leave in its place, or the notice is to be said anew."""

    conversation_id: int
    instead: int | None = None
    notice_id: int | None = None


def claim(
    db: Session, outgoing_id: int, account: str, now: datetime, *, just_written: bool = False
) -> Claimed | SetAside | None:
    """queued -> sending, if it is due, first in its conversation and still wanted; None when it is not ours.

    Args:
        account: Twilio's, whose templates may be used.
        just_written: in this very transaction, which has made sure that it is wanted.
    """
    row = _won(db, outgoing_id, now)
    if row is None:
        return None
    conversation = row.conversation
    unwanted = None if just_written else _unwanted(db, row, now)
    if unwanted is not None:
        _finish(row, *unwanted, now)
        return SetAside(conversation.id)
    prospect = outlook.prospect(db, row, account, now)
    decision = sending.decide(prospect.outlook, now)
    if decision.send_as is None:
        return SetAside(conversation.id, holding.hold(db, row, decision, now))
    if row.held_because is not None and composing.has_aged(db, row, now):
        _finish(row, delivery.CANCELED, "said_anew", now)
        return SetAside(conversation.id, notice_id=composing.to_be_said_anew(db, row))
    template = prospect.template if decision.send_as == "template" else None
    try:
        letter = letters.as_template(db, row, template) if template else letters.letter_of(row)
    except BadVariables as flaw:
        holding.hold_flawed(db, row, flaw, now)
        return SetAside(conversation.id)
    outlook.estimate(row, template, now)
    row.held_because = None
    return Claimed(row.id, conversation.id, row.attempts, row.lane, letter)


def _won(db: Session, outgoing_id: int, now: datetime) -> OutgoingMessage | None:
    """The row, if the claim is ours."""
    db.flush()
    attempts = db.connection().execute(_CLAIM, {"row": outgoing_id, "now": now}).scalar_one_or_none()
    if attempts is None:
        return None
    row = db.get_one(OutgoingMessage, outgoing_id, options=_WITH_SHOP)
    # A row that was written in this transaction is in the session, which has not seen the UPDATE.
    for column, value in (("state", delivery.SENDING), ("claimed_at", now), ("attempts", attempts)):
        set_committed_value(row, column, value)
    return row


def _unwanted(db: Session, row: OutgoingMessage, now: datetime) -> tuple[str, str] | None:
    """The state and the reason of a row that nobody would want to get any more; None when it is still wanted."""
    conversation = row.conversation
    if row.author == "assistant" and row.epoch != conversation.epoch:
        return delivery.CANCELED, "overtaken"
    if row.lane == sending.REPLY:
        if row.queued_at >= now - REPLY_LIFE:
            return None
        handoff.ask_for_person(db, conversation.id, "not_delivered", now)
        return delivery.EXPIRED, "too_late"
    if row.expires_at is not None and row.expires_at <= now:
        return delivery.EXPIRED, row.held_because or "too_late"
    reason = ""
    if row.notice_id is not None:
        reason = composing.still_makes_sense(db, row, now)
    return (delivery.EXPIRED, reason) if reason and reason not in PASSING else None


def accepted(db: Session, outgoing_id: int, answer: Accepted, error_code: int | None, now: datetime) -> bool:
    """Twilio took it; True when its word for the message is a failure that calls for a reaction.

    A callback may have been here before us, and one that was parked is applied now.
    """
    row = db.get_one(OutgoingMessage, outgoing_id, with_for_update=True)
    row.sid, row.accepted_at = answer.sid, now
    state, rank = delivery.from_twilio(answer.status) or (delivery.ACCEPTED, 1)
    if delivery.may_follow(row.rank, state, rank):
        row.state, row.rank = state, rank
        if state in delivery.NEGATIVE or rank >= delivery.RANK[delivery.DELIVERED]:
            row.finished_at, row.error_code = now, error_code
    db.flush()
    statuses.apply_parked(db, row.token, answer.sid, now)
    return row.state in (delivery.FAILED, delivery.UNDELIVERED)


def refused(db: Session, claimed: Claimed, code: int | None, reason: str, now: datetime) -> bool:
    """Twilio said no: failed, with its code; what that calls for is done by bot.services.sending.failures."""
    ours = _still_ours(claimed).values(
        state=delivery.FAILED,
        rank=delivery.RANK_FAILED,
        finished_at=now,
        error_code=code,
        error_text=reason,
    )
    return won(db, ours)


def send_later(db: Session, claimed: Claimed, now: datetime) -> timedelta | None:
    """It surely did not leave: back to the queue after a wait; None when patience is at its end, or it is not ours."""
    if claimed.attempt > len(RETRY_WAITS):
        refused(db, claimed, None, "could not be handed over", now)
        return None
    wait = RETRY_WAITS[claimed.attempt - 1]
    back = _still_ours(claimed).values(state=delivery.QUEUED, not_before=now + wait, claimed_at=None)
    return wait if won(db, back) else None


def put_back(db: Session, claimed: Claimed) -> None:
    """Not its turn yet: back to the queue, and no try counted."""
    db.execute(
        _still_ours(claimed).values(state=delivery.QUEUED, claimed_at=None, attempts=OutgoingMessage.attempts - 1)
    )


def in_doubt(db: Session, claimed: Claimed) -> None:
    """It may have left or not: `unknown`, to be settled against Twilio's log (bot.services.sending.in_doubt)."""
    db.execute(_still_ours(claimed).values(state=delivery.UNKNOWN))


def _still_ours(claimed: Claimed) -> Update:
    """A worker that was away for longer than the lease must not overwrite what has happened since."""
    return update(OutgoingMessage).where(
        OutgoingMessage.id == claimed.outgoing_id,
        OutgoingMessage.state == delivery.SENDING,
        OutgoingMessage.attempts == claimed.attempt,
    )


def sender_of(db: Session, outgoing_id: int) -> str | None:
    """Our number that a queued row will leave from; None when the row is not queued."""
    return db.connection().execute(_SENDER, {"row": outgoing_id}).scalar()


def next_of(db: Session, conversation_id: int, now: datetime) -> int | None:
    """The first row of a conversation that may leave now."""
    return db.connection().execute(_NEXT, {"conversation": conversation_id, "now": now}).scalar()


def _finish(row: OutgoingMessage, state: str, reason: str, now: datetime) -> None:
    row.state, row.finished_at, row.held_because = state, now, reason
