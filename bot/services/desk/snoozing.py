"""Conversations put off: until a time, until a parcel moves, until WhatsApp's window is about to shut, or until they
write."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.orders import Order, Parcel
from bot.domain.access import Viewer
from bot.domain.conversations import Owner, PersonWhy, SnoozeFor, Status
from bot.domain.orders import ON_THE_WAY, OrderStatus
from bot.domain.parcels import READY
from bot.domain.timeline import TimelineKind
from bot.services.desk.composer import find_window_end
from bot.services.desk.flags import SHUTS_SOON
from bot.services.desk.handoff import ask_for_person
from bot.services.desk.revising import lock_conversation, note_revision
from bot.services.desk.timeline import note_event
from bot.services.desk.waking import wake

LONGEST = timedelta(days=366)
# Built once: putting a statement together costs more than running it.
_WAITING_FOR_PARCELS = (
    select(Conversation)
    .where(
        Conversation.merchant_id == bindparam("merchant"),
        Conversation.customer_id == bindparam("customer"),
        Conversation.status == Status.SNOOZED,
        Conversation.snoozed_for == SnoozeFor.PARCEL,
    )
    .with_for_update()
)


class NeverWakes(Exception):
    """Raised for a wait that has no end to come; says why."""


class NoParcel(NeverWakes):
    """Raised where no parcel of the customer's will move."""


class NoWindow(NeverWakes):
    """Raised where WhatsApp's window is about to shut, has shut, or was never open."""


def put_off(
    db: Session,
    viewer: Viewer,
    conversation_id: int,
    what: SnoozeFor,
    until: datetime | None,
    version: int | None,
    now: datetime,
) -> Conversation:
    """Put a conversation off until something comes; a message of the customer's wakes each.

    Args:
        until: the time, where that is what it waits for.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees none by this id.
        bot.services.desk.revising.MovedOn: it is at another version.
        NeverWakes: nothing of the kind is to come.
    """
    row = lock_conversation(db, viewer, conversation_id)
    ends_at = _find_end(db, row, what, until, now)
    as_wanted = (Status.SNOOZED, what, ends_at)
    if (row.status, row.snoozed_for, row.snoozed_until) == as_wanted:
        return row
    note_revision(db, row, version, now)
    row.status, row.snoozed_for, row.snoozed_until = as_wanted
    said = {"for": what, "until": ends_at.isoformat() if ends_at else None}
    note_event(db, row, TimelineKind.SNOOZED, now, viewer.staff_id, **said)
    return row


def end_snooze(db: Session, viewer: Viewer, conversation_id: int, version: int | None, now: datetime) -> Conversation:
    """Open a snoozed conversation by hand; one that is not snoozed stays as it is.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees none by this id.
        bot.services.desk.revising.MovedOn: it is at another version.
    """
    row = lock_conversation(db, viewer, conversation_id)
    if row.status != Status.SNOOZED:
        return row
    note_revision(db, row, version, now)
    row.version -= 1  # waking moves it on
    wake(db, row, now, by="hand")
    return row


def wake_due(db: Session, now: datetime, limit: int) -> int:
    """Wake the conversations whose time has come, or whose window is about to shut; returns how many."""
    due = select(Conversation).where(Conversation.snoozed_until <= now, Conversation.status == Status.SNOOZED)
    rows = db.scalars(due.order_by(Conversation.snoozed_until).limit(limit).with_for_update(skip_locked=True)).all()
    for row in rows:
        _wake(db, row, str(row.snoozed_for), now)
    return len(rows)


def wake_for_parcel(db: Session, merchant_id: int, customer_id: int, now: datetime) -> None:
    """Wake a customer's conversations that wait until a parcel of theirs moves."""
    for row in db.scalars(_WAITING_FOR_PARCELS, {"merchant": merchant_id, "customer": customer_id}).all():
        _wake(db, row, SnoozeFor.PARCEL, now)


def _wake(db: Session, row: Conversation, by: str, now: datetime) -> None:
    """Wake what somebody wanted to see again: what is nobody's of the shop is put before its people."""
    wake(db, row, now, by=by)
    if row.owner == Owner.ASSISTANT and row.assignee_id is None and row.needs_person_since is None:
        db.flush()
        ask_for_person(db, row.id, PersonWhy.WOKEN, now)


def _find_end(
    db: Session, row: Conversation, what: SnoozeFor, until: datetime | None, now: datetime
) -> datetime | None:
    if what == SnoozeFor.TIME:
        if until is None or not now < until <= now + LONGEST:
            raise NeverWakes("lies in the past or more than a year ahead")
        return until
    if what == SnoozeFor.WINDOW:
        shuts_at = find_window_end(row)
        if shuts_at is None or shuts_at - SHUTS_SOON <= now:
            raise NoWindow("is about to shut, or shut already")
        return shuts_at - SHUTS_SOON
    if what == SnoozeFor.PARCEL and not _has_parcel(db, row):
        raise NoParcel("there is none on its way to this customer")
    return None


def _has_parcel(db: Session, row: Conversation) -> bool:
    """Whether anything is to be heard of a parcel yet; one that is not packed yet is still to come."""
    theirs = select(Order.id).where(Order.merchant_id == row.merchant_id, Order.customer_id == row.customer_id)
    theirs = theirs.where(Order.status == OrderStatus.OPEN)
    moving = select(Parcel.id).where(Parcel.order_id == Order.id, Parcel.stage.in_((READY, *ON_THE_WAY))).exists()
    none_yet = ~select(Parcel.id).where(Parcel.order_id == Order.id).exists()
    return db.scalar(theirs.where(moving | none_yet).limit(1)) is not None
