"""The one lane out: claim a row, hand over a letter, record what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session, joinedload

from bot.db.base import table_of
from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Identity
from bot.domain import delivery, sending
from bot.locales.catalogue import say
from bot.ports import Accepted, Button, Letter
from bot.services import consent, conversations, rerouting, statuses

# Waits after a send that surely did not happen (429, no connection).
RETRY_WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15, 30, 60, 120, 300))
# Longer than a Content and a message can take: a row that is still "sending" then belongs to a dead worker.
SENDING_LEASE = timedelta(seconds=40)
# An answer that could not leave for so long would only puzzle.
REPLY_LIFE = timedelta(hours=6)


# Built once: putting a statement together costs more than running it.
_TABLE = table_of(OutgoingMessage)
_EARLIER = _TABLE.alias("earlier")
_CLAIM = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("row"),
        _TABLE.c.state == delivery.QUEUED,
        or_(_TABLE.c.not_before.is_(None), _TABLE.c.not_before <= bindparam("now")),
        ~exists().where(
            _EARLIER.c.conversation_id == _TABLE.c.conversation_id,
            _EARLIER.c.id < _TABLE.c.id,
            _EARLIER.c.state.in_(delivery.BEFORE_ACCEPTANCE),
            # A second try hours later must not keep today's answers waiting.
            or_(_EARLIER.c.retry_of.is_(None), _EARLIER.c.not_before.is_(None)),
        ),
    )
    .values(state=delivery.SENDING, claimed_at=bindparam("now"), attempts=_TABLE.c.attempts + 1)
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
_NAME = select(Identity).where(Identity.merchant_id == bindparam("merchant"), Identity.value == bindparam("value"))
_WITH_SHOP = [joinedload(OutgoingMessage.conversation).joinedload(Conversation.merchant)]


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
    """A row that will not leave as it is; `instead` may leave in its place."""

    conversation_id: int
    instead: int | None


def claim(db: Session, outgoing_id: int, now: datetime) -> Claimed | SetAside | None:
    """queued -> sending, if it is due, first in its conversation and still wanted; None when it is not ours."""
    if not won(db, _CLAIM, {"row": outgoing_id, "now": now}):
        return None
    row = db.get_one(OutgoingMessage, outgoing_id, options=_WITH_SHOP)
    conversation = row.conversation
    if row.author == "assistant" and row.epoch != conversation.epoch:
        _finish(row, delivery.CANCELED, now, "overtaken")
        return SetAside(conversation.id, None)
    if row.lane == sending.REPLY and row.queued_at < now - REPLY_LIFE:
        _finish(row, delivery.EXPIRED, now, "too_late")
        conversations.ask_for_person(db, conversation.id, "not_delivered", now)
        return SetAside(conversation.id, None)
    decision = sending.decide(_outlook(db, row), now)
    if decision.send_as != "text":
        # Templates arrive with notices; an answer outside the window waits for the customer to write again.
        row.state, row.held_because = delivery.HELD, decision.held_because or "no_template"
        return SetAside(conversation.id, rerouting.by_sms(db, row, conversation, now) if _no_way(decision) else None)
    return Claimed(row.id, conversation.id, row.attempts, row.lane, _letter(row))


def _no_way(decision: sending.Decision) -> bool:
    return decision.held_because == "unreachable"


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
    """Twilio said no: failed, with its code; what that calls for is done by bot.services.failures."""
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
    """It may have left or not: `unknown`, to be settled against Twilio's log (bot.services.settling)."""
    db.execute(_still_ours(claimed).values(state=delivery.UNKNOWN))


def _still_ours(claimed: Claimed) -> Update:
    """A worker that was away for longer than the lease must not overwrite what has happened since."""
    return update(OutgoingMessage).where(
        OutgoingMessage.id == claimed.outgoing_id,
        OutgoingMessage.state == delivery.SENDING,
        OutgoingMessage.attempts == claimed.attempt,
    )


def next_of(db: Session, conversation_id: int, now: datetime) -> int | None:
    """The first row of a conversation that may leave now."""
    return db.connection().execute(_NEXT, {"conversation": conversation_id, "now": now}).scalar()


def _outlook(db: Session, row: OutgoingMessage) -> sending.Outlook:
    conversation = row.conversation
    address = db.scalars(_NAME, {"merchant": row.merchant_id, "value": conversation.address}).first()
    on_whatsapp = conversation.channel == "whatsapp"
    return sending.Outlook(
        channel=conversation.channel,
        lane=row.lane,
        purpose=row.purpose,
        last_inbound_at=conversation.last_inbound_at,
        opted_out=frozenset()
        if row.lane == sending.REPLY
        else consent.withdrawn(db, conversation.customer_id, conversation.channel),
        unreachable=bool(address and (address.unreachable or (on_whatsapp and address.not_on_whatsapp))),
        has_template=False,
    )


def _letter(row: OutgoingMessage) -> Letter:
    conversation, merchant = row.conversation, row.conversation.merchant
    rich = row.shown_as in ("buttons", "list")
    return Letter(
        token=row.token,
        channel=conversation.channel,
        sender=conversation.our_address,
        receiver=conversation.address,
        messaging_service_sid=merchant.messaging_service_sid,
        text=row.text,
        shown_as=row.shown_as,
        buttons=tuple(Button(c.token, c.title, c.description) for c in row.choices) if rich else (),
        list_label=say(row.locale, "list.open", {}) if row.shown_as == "list" else "",
    )


def _finish(row: OutgoingMessage, state: str, now: datetime, held_because: str | None) -> None:
    row.state, row.finished_at, row.held_because = state, now, held_because
