"""What the assistant got wrong, as far as it shows: messages it was unsure of, gave up on, or was not believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.db.conversations import Conversation, InboundMessage
from bot.db.desk import TimelineEvent
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.teaching import MessageMark, TaughtExample
from bot.domain.access import Viewer
from bot.domain.conversations import InboundState
from bot.domain.teaching.keys import key_of
from bot.domain.teaching.masking import mask
from bot.domain.timeline import TimelineKind
from bot.services.desk.folders import limit_to

DAYS, MOST = 30, 300  # how far back, and how many messages are looked at
# Below it real messages are read wrongly one time in four and more (docs/nlu.md, how often a confidence is right).
UNSURE = 0.6
_NONE = ("nlu_fallback", "out_of_scope")
_GAVE_UP = ("fallback.first", "fallback.second", "fallback.out_of_scope", "guess.which")
# A person was asked for so soon after an answer that the answer was no help.
_SOON = timedelta(minutes=10)


class WrongWhy(StrEnum):
    """By what a message shows that it was got wrong."""

    MARKED = "marked"  # somebody of the shop said so
    GAVE_UP = "gave_up"  # the assistant said that it does not understand, or asked which of several was meant
    HANDED_OVER = "handed_over"  # a person was asked for right after the answer
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class WrongMessage:
    """A message, masked, as it was read. `key`: of its words."""

    id: int
    conversation_id: int
    text: str
    key: str
    locale: str
    intent: str
    confidence: float
    why: WrongWhy
    at: datetime


def list_wrong(db: Session, viewer: Viewer, now: datetime, days: int = DAYS) -> list[WrongMessage]:
    """List what was got wrong lately and is neither taught nor set aside, the newest first."""
    message, mark = InboundMessage, MessageMark
    gave_up, handed = _answered_by(_GAVE_UP), _handed_over_at()
    marked = exists().where(mark.inbound_id == message.id, mark.is_wrong.is_(True))
    aside = exists().where(mark.inbound_id == message.id, mark.is_wrong.is_(False))
    unsure = or_(message.confidence < UNSURE, message.intent.in_(_NONE))
    query = (
        select(message, Customer.name, marked.label("marked"), gave_up.label("gave_up"), handed.label("handed"))
        .join(Conversation, Conversation.id == message.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(
            *limit_to(viewer),
            message.merchant_id == viewer.merchant_id,
            message.received_at > now - timedelta(days=days),
        )
        .where(message.kind == "text", message.text != "", ~aside)
        .where(or_(marked, and_(message.state == InboundState.ANSWERED, or_(unsure, gave_up, handed.is_not(None)))))
        .order_by(message.id.desc())
        .limit(MOST)
    )
    taught = set(db.scalars(select(TaughtExample.key).where(TaughtExample.merchant_id == viewer.merchant_id)))
    found = [_wrong(*row) for row in db.execute(query)]
    return [one for one in found if one and one.key and one.key not in taught]


def find_message(db: Session, merchant_id: int, inbound_id: int) -> tuple[InboundMessage, str] | None:
    """Return a message of the shop's customers with the name of its sender."""
    of = (InboundMessage.merchant_id == merchant_id, InboundMessage.id == inbound_id)
    query = select(InboundMessage, Customer.name).join(Conversation, Conversation.id == InboundMessage.conversation_id)
    row = db.execute(query.join(Customer, Customer.id == Conversation.customer_id).where(*of)).one_or_none()
    return None if row is None else (row[0], row[1])


def mark_message(
    db: Session, message: InboundMessage, staff_id: int | None, now: datetime, *, is_wrong: bool
) -> MessageMark:
    """Write down that a message was answered wrongly, or that nothing is to be taught by it; the last word counts."""
    row = db.scalar(select(MessageMark).where(MessageMark.inbound_id == message.id).with_for_update())
    if row is None:
        row = MessageMark(merchant_id=message.merchant_id, inbound_id=message.id)
        db.add(row)
    row.staff_id, row.is_wrong, row.at = staff_id, is_wrong, now
    db.flush()
    return row


def drop_mark(db: Session, message: InboundMessage) -> None:
    """Take a mark back."""
    row = db.scalar(select(MessageMark).where(MessageMark.inbound_id == message.id))
    if row is not None:
        db.delete(row)
        db.flush()


def _answered_by(keys: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(OutgoingMessage.in_reply_to == InboundMessage.id, OutgoingMessage.key.in_(keys))


def _handed_over_at() -> ScalarSelect[Any]:
    """When a person was asked for, where the customer wrote nothing between but what asked for them."""
    event, between = TimelineEvent, aliased(InboundMessage)
    nothing = (
        ~select(between.id)
        .where(
            between.conversation_id == InboundMessage.conversation_id,
            between.id > InboundMessage.id,
            between.received_at < event.at,
            between.intent != "talk_to_person",
        )
        .correlate(InboundMessage, event)
        .exists()
    )
    return (
        select(func.min(event.at))
        .where(
            event.conversation_id == InboundMessage.conversation_id,
            event.kind == TimelineKind.NEEDS_PERSON,
            event.at > InboundMessage.answered_at,
            InboundMessage.intent != "talk_to_person",
            nothing,
        )
        .correlate(InboundMessage)
        .scalar_subquery()
    )


def _wrong(
    row: InboundMessage, name: str, marked: bool, gave_up: bool, handed_at: datetime | None
) -> WrongMessage | None:
    """None where a person was asked for only later, and nothing else is wrong with it."""
    handed = handed_at is not None and handed_at < row.received_at + _SOON
    is_unsure = row.intent in _NONE or (row.confidence or 0.0) < UNSURE
    if not (marked or gave_up or handed or is_unsure):
        return None
    text = mask(row.text, [name])
    why = WrongWhy.MARKED if marked else WrongWhy.GAVE_UP if gave_up else WrongWhy.HANDED_OVER
    return WrongMessage(
        id=row.id,
        conversation_id=row.conversation_id,
        text=text,
        key=key_of(text),
        locale=row.locale or "en",
        intent=row.intent or "",
        confidence=row.confidence or 0.0,
        why=why if marked or gave_up or handed else WrongWhy.UNSURE,
        at=row.received_at,
    )
