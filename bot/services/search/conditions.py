"""The operators of the search as conditions of a conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.clocks import AnswerClock
from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.desk import Note, Stretch, TimelineEvent
from bot.db.inbox import ConversationLabel, Label
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.requests import Rating
from bot.db.shop import Merchant
from bot.db.staff import StaffMember
from bot.domain.access import Viewer
from bot.domain.conversations import Status
from bot.domain.delivery import FAILURES
from bot.domain.search_key import find_words
from bot.domain.search_query import Condition, Holding, Mark, Operator, Whereabouts
from bot.domain.timeline import TimelineKind
from bot.services.desk.folders import Folder, find_slices
from bot.services.orders import cash_on_delivery, days
from bot.services.search import people
from lexicon.folding import bare

_STATUSES = {Whereabouts.SNOOZED: Status.SNOOZED, Whereabouts.RESOLVED: Status.RESOLVED, Whereabouts.OPEN: Status.OPEN}
_NOBODY = ("nobody", "none")


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who looks for something: through whose eyes, when, in which zone days are meant."""

    viewer: Viewer
    now: datetime
    zone: ZoneInfo


def find_seeker(db: Session, viewer: Viewer, now: datetime) -> Seeker:
    """Return the viewer as somebody who looks for something now, by the days of their shop."""
    return Seeker(viewer, now, ZoneInfo(db.get_one(Merchant, viewer.merchant_id).zone))


def make_condition(db: Session, seeker: Seeker, asked: Condition) -> ColumnElement[bool]:
    """Return an operator as a condition of a conversation; BEFORE, AFTER and NUMBER are not asked for here."""
    condition = _CONDITIONS[asked.operator](db, seeker, asked.value)
    return condition if asked.wanted else condition.is_not(true())


def is_in_time(
    at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None], asked: Condition, zone: ZoneInfo
) -> ColumnElement[bool]:
    """Return `before:` and `after:` a day of the shop as a condition of a time; after a day: from its beginning on."""
    assert isinstance(asked.value, date)
    begin = datetime.combine(asked.value, time(), zone)
    earlier = (asked.operator == Operator.BEFORE) == asked.wanted
    return at < begin if earlier else at >= begin


def _of_customers(customers: Any) -> ColumnElement[bool]:
    return Conversation.customer_id.in_(customers)


def _holding(table: type[Any], *which: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(table.id).where(table.conversation_id == Conversation.id, *which).exists()


def _assignee(db: Session, seeker: Seeker, value: Any) -> ColumnElement[bool]:
    if value.lower() == "me":
        return Conversation.assignee_id == seeker.viewer.staff_id
    if value.lower() in _NOBODY:
        return Conversation.assignee_id.is_(None)
    staff = db.scalars(select(StaffMember).where(StaffMember.merchant_id == seeker.viewer.merchant_id))
    wanted = [word.key for word in find_words(value)]
    return Conversation.assignee_id.in_([one.id for one in staff if _is_called(one, wanted)])


def _is_called(member: StaffMember, wanted: list[str]) -> bool:
    words = [word.key for word in find_words(f"{member.name} {member.email}")]
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _place(db: Session, seeker: Seeker, value: Any) -> ColumnElement[bool]:
    place = Whereabouts(value)
    if place in _STATUSES:
        return Conversation.status == _STATUSES[place]
    if place is Whereabouts.ALL:
        return true()
    return or_(*(and_(*one.conditions) for one in find_slices(seeker.viewer, Folder(place), seeker.now)))


def _label(db: Session, seeker: Seeker, value: Any) -> ColumnElement[bool]:
    labels = db.scalars(select(Label).where(Label.merchant_id == seeker.viewer.merchant_id))
    ids = [label.id for label in labels if bare(label.name) == bare(value)]
    return _holding(ConversationLabel, ConversationLabel.label_id.in_(ids))


def _waiting(db: Session, seeker: Seeker, value: timedelta) -> ColumnElement[bool]:
    return Conversation.waiting_since < seeker.now - value


def _mark(db: Session, seeker: Seeker, value: Any) -> ColumnElement[bool]:
    viewer = seeker.viewer
    if value == Mark.UNANSWERED:
        return Conversation.waiting_since.is_not(None)
    if value == Mark.BREACHED:
        return _holding(AnswerClock, AnswerClock.breached_at.is_not(None), AnswerClock.ended_at.is_(None))
    if value == Mark.WITHHELD:
        return _holding(TimelineEvent, TimelineEvent.kind == TimelineKind.WITHHELD)
    if value == Mark.COD:
        return _of_customers(cash_on_delivery.select_unconfirmed_buyers(viewer.merchant_id))
    return _of_customers(days.select_late_buyers(viewer.merchant_id, seeker.now.astimezone(seeker.zone)))


def _held(db: Session, seeker: Seeker, value: Any) -> ColumnElement[bool]:
    if value == Holding.NOTE:
        return _holding(Note, Note.text != "")
    if value == Holding.FAILED:
        return _holding(OutgoingMessage, OutgoingMessage.state.in_(FAILURES))
    if value == Holding.RATING:
        rated = select(Rating.customer_id).where(Rating.merchant_id == seeker.viewer.merchant_id)
        return or_(_of_customers(rated), _holding(Stretch, Stretch.stars.is_not(None)))
    files = select(Media.inbound_id).where(Media.content_type.startswith("image/"))
    return _holding(InboundMessage, InboundMessage.id.in_(files.where(Media.inbound_id == InboundMessage.id)))


_Maker = Callable[[Session, Seeker, Any], ColumnElement[bool]]
_CONDITIONS: Mapping[Operator, _Maker] = {
    Operator.FROM: lambda db, by, value: _of_customers(people.select_named(by.viewer.merchant_id, value)),
    Operator.ASSIGNEE: _assignee,
    Operator.OWNER: lambda db, by, value: Conversation.owner == value,
    Operator.IN: _place,
    Operator.LABEL: _label,
    Operator.LOCALE: lambda db, by, value: _of_customers(
        select(Customer.id).where(Customer.merchant_id == by.viewer.merchant_id, Customer.locale == value)
    ),
    Operator.CHANNEL: lambda db, by, value: Conversation.channel == value,
    Operator.ORDER: lambda db, by, value: _of_customers(people.select_ordered(by.viewer.merchant_id, value)),
    Operator.AWB: lambda db, by, value: _of_customers(people.select_tracked(by.viewer.merchant_id, value)),
    Operator.PHONE: lambda db, by, value: _of_customers(people.select_reached(by.viewer, value)),
    Operator.IS: _mark,
    Operator.HAS: _held,
    Operator.WAITING: _waiting,
}
