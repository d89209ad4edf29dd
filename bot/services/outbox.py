"""The one lane out: claim a row, hand over a letter, record what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session, aliased, joinedload

from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Identity
from bot.domain import delivery, sending
from bot.locales.catalogue import say
from bot.ports import Accepted, Button, Letter
from bot.services import consent, statuses

# Waits after a send that surely did not happen (429, no connection).
RETRY_WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15, 30, 60, 120, 300))
# Longer than the HTTP timeout: a row that is still "sending" then belongs to a dead worker.
SENDING_LEASE = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours to send."""

    outgoing_id: int
    conversation_id: int
    letter: Letter


def claim(db: Session, outgoing_id: int, now: datetime) -> Claimed | None:
    """queued -> sending, if it is due, first in its conversation and still wanted; else None."""
    earlier = aliased(OutgoingMessage)
    first = ~exists().where(
        earlier.conversation_id == OutgoingMessage.conversation_id,
        earlier.id < OutgoingMessage.id,
        earlier.state.in_(delivery.BEFORE_ACCEPTANCE),
        # A second try hours later must not keep today's answers waiting.
        earlier.retry_of.is_(None),
    )
    due = or_(OutgoingMessage.not_before.is_(None), OutgoingMessage.not_before <= now)
    ours = update(OutgoingMessage).where(
        OutgoingMessage.id == outgoing_id, OutgoingMessage.state == delivery.QUEUED, due, first
    )
    if not won(db, ours.values(state=delivery.SENDING, claimed_at=now, attempts=OutgoingMessage.attempts + 1)):
        return None
    row = db.get_one(
        OutgoingMessage,
        outgoing_id,
        options=[joinedload(OutgoingMessage.conversation).joinedload(Conversation.merchant)],
    )
    conversation = row.conversation
    if row.author == "assistant" and row.epoch != conversation.epoch:
        _finish(row, delivery.CANCELED, now, "overtaken")
        return None
    decision = sending.decide(_outlook(db, row), now)
    if decision.send_as != "text":
        # Templates arrive with notices; an answer outside the window waits for the customer to write again.
        row.state, row.held_because = delivery.HELD, decision.held_because or "no_template"
        return None
    return Claimed(row.id, conversation.id, _letter(row))


def accepted(db: Session, outgoing_id: int, answer: Accepted, now: datetime) -> None:
    """Twilio took it; a callback may have been here before us, and is applied now."""
    _, rank = delivery.from_twilio(answer.status) or (delivery.ACCEPTED, 1)
    row = db.get_one(OutgoingMessage, outgoing_id, with_for_update=True)
    row.sid, row.accepted_at = answer.sid, now
    if row.rank < rank:
        row.state, row.rank = delivery.ACCEPTED, rank
    db.flush()
    statuses.apply_parked(db, row.token, answer.sid, now)


def refused(db: Session, outgoing_id: int, code: int | None, reason: str, now: datetime) -> None:
    """Twilio said no: failed, with its code; what that calls for is done by bot.services.failures."""
    row = db.get_one(OutgoingMessage, outgoing_id, with_for_update=True)
    row.error_code, row.error_text = code, reason
    _finish(row, delivery.FAILED, now, None)
    row.rank = delivery.RANK_FAILED


def send_later(db: Session, outgoing_id: int, now: datetime) -> timedelta | None:
    """It surely did not leave: back to the queue after a wait; None (and failed) when patience is at its end."""
    row = db.get_one(OutgoingMessage, outgoing_id, with_for_update=True)
    if row.attempts > len(RETRY_WAITS):
        refused(db, outgoing_id, None, "could not be handed over", now)
        return None
    wait = RETRY_WAITS[row.attempts - 1]
    row.state, row.not_before, row.claimed_at = delivery.QUEUED, now + wait, None
    return wait


def put_back(db: Session, outgoing_id: int) -> None:
    """Not its turn yet: back to the queue, and no try counted."""
    db.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.id == outgoing_id, OutgoingMessage.state == delivery.SENDING)
        .values(state=delivery.QUEUED, claimed_at=None, attempts=OutgoingMessage.attempts - 1)
    )


def in_doubt(db: Session, outgoing_id: int) -> None:
    """It may have left or not: `unknown`, to be settled against Twilio's log (bot.services.settling)."""
    db.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.id == outgoing_id, OutgoingMessage.state == delivery.SENDING)
        .values(state=delivery.UNKNOWN)
    )


def next_of(db: Session, conversation_id: int, now: datetime) -> int | None:
    """The first row of a conversation that may leave now."""
    query = select(OutgoingMessage.id).where(
        OutgoingMessage.conversation_id == conversation_id,
        OutgoingMessage.state == delivery.QUEUED,
        or_(OutgoingMessage.not_before.is_(None), OutgoingMessage.not_before <= now),
    )
    return db.scalars(query.order_by(OutgoingMessage.id).limit(1)).first()


def _outlook(db: Session, row: OutgoingMessage) -> sending.Outlook:
    conversation = row.conversation
    address = db.scalars(
        select(Identity).where(Identity.merchant_id == row.merchant_id, Identity.value == conversation.address)
    ).first()
    on_whatsapp = conversation.channel == "whatsapp"
    return sending.Outlook(
        channel=conversation.channel,
        lane=row.lane,
        purpose=row.purpose,
        last_inbound_at=conversation.last_inbound_at,
        opted_out=frozenset()
        if row.lane == sending.REPLY
        else consent.withdrawn(db, conversation.customer_id, conversation.channel),
        unreachable=bool(address and (address.not_on_whatsapp if on_whatsapp else address.unreachable)),
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
