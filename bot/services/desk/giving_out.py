"""Conversations that wait for a person, given to somebody who is there and has room."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.db.outgoing import OutgoingMessage
from bot.db.staff import StaffMember
from bot.domain.access import StaffRole, StaffState
from bot.domain.availability import Availability, Candidate, choose_person
from bot.domain.conversations import Owner, Status
from bot.domain.timeline import TimelineKind
from bot.services.desk.inbox_settings import read_settings
from bot.services.desk.timeline import note_event

KNOWN_FOR = timedelta(days=30)
_OF_PEOPLE = or_(Conversation.needs_person_since.is_not(None), Conversation.owner != Owner.ASSISTANT)
_NOBODYS = and_(Conversation.assignee_id.is_(None), Conversation.status == Status.OPEN, _OF_PEOPLE)
_OTHER = aliased(StaffMember)
# Who came for something else is given nothing; where nobody is there for customers alone, owners are.
_AGENTS = select(_OTHER.id).where(
    _OTHER.merchant_id == StaffMember.merchant_id, _OTHER.role == StaffRole.AGENT, _OTHER.state == StaffState.ACTIVE
)
_ALONE = and_(StaffMember.role == StaffRole.OWNER, ~_AGENTS.correlate(StaffMember).exists())
_FOR_CUSTOMERS = or_(StaffMember.role == StaffRole.AGENT, _ALONE)
_HERE = and_(StaffMember.state == StaffState.ACTIVE, StaffMember.availability == Availability.ONLINE, _FOR_CUSTOMERS)


def list_unassigned(db: Session, limit: int) -> list[int]:
    """List conversations that wait for a person and are nobody's, where somebody is there; the oldest first."""
    somebody = select(StaffMember.id).where(StaffMember.merchant_id == Stretch.merchant_id, _HERE).exists()
    query = select(Conversation.id).join(Stretch, Stretch.conversation_id == Conversation.id)
    waiting = query.where(Stretch.resolved_at.is_(None), _NOBODYS, somebody)
    return list(db.scalars(waiting.order_by(Stretch.opened_at, Stretch.id).limit(limit)))


def assign_somebody(db: Session, conversation_id: int, now: datetime) -> int | None:
    """Give a conversation to somebody who is there and has room; returns whom, None: it stays nobody's."""
    conversation = db.get_one(Conversation, conversation_id)
    decided = read_settings(db, conversation.merchant_id)
    if not decided.auto_assign:
        return None
    locale = conversation.customer.locale or conversation.merchant.locale
    chosen = choose_person(_list_candidates(db, conversation, now), locale, decided.cap)
    if chosen is None:
        return None
    other = aliased(Conversation)
    open_count = _count_open(other).where(other.assignee_id == chosen).scalar_subquery()
    here = select(StaffMember.id).where(StaffMember.id == chosen, _HERE).exists()
    mine = update(Conversation).where(Conversation.id == conversation_id, _NOBODYS, open_count < decided.cap, here)
    if not won(db, mine.values(assignee_id=chosen, version=Conversation.version + 1)):
        return None
    db.execute(update(StaffMember).where(StaffMember.id == chosen).values(given_at=now))
    db.refresh(conversation)
    if conversation.owner == Owner.AGENT:  # whoever has it now has all the time there is before it goes back by itself
        conversation.tended_at, conversation.returns_at = now, None
    note_event(db, conversation, TimelineKind.ASSIGNED, now, to=chosen, by="automatic")
    return chosen


def give_back(db: Session, merchant_id: int, staff_id: int, now: datetime) -> int:
    """Put conversations of somebody that wait for an answer back into the queue; returns how many."""
    theirs = (
        Conversation.merchant_id == merchant_id,
        Conversation.assignee_id == staff_id,
        Conversation.status == Status.OPEN,
        Conversation.waiting_since.is_not(None),
    )
    rows = list(db.scalars(select(Conversation).where(*theirs).with_for_update()))
    _make_nobodys(db, rows, staff_id, "away", now)
    return len(rows)


def count_open(db: Session, merchant_id: int, staff_id: int) -> int:
    """Return how many open conversations somebody has."""
    theirs = (Conversation.merchant_id == merchant_id, Conversation.assignee_id == staff_id)
    open_ones = select(func.count()).select_from(Conversation).where(*theirs, Conversation.status == Status.OPEN)
    return db.scalar(open_ones) or 0


def give_all_back(db: Session, merchant_id: int, staff_id: int, now: datetime) -> None:
    """Put all that somebody has back into the queue, snoozed or not: they work for the shop no more."""
    theirs = (Conversation.merchant_id == merchant_id, Conversation.assignee_id == staff_id)
    _make_nobodys(db, list(db.scalars(select(Conversation).where(*theirs).with_for_update())), staff_id, "left", now)


def list_giving_back(db: Session) -> list[tuple[int, int]]:
    """List who is away and has conversations to be put back that wait for an answer: shop and person."""
    waits = (Conversation.status == Status.OPEN, Conversation.waiting_since.is_not(None))
    query = (
        select(StaffMember.merchant_id, StaffMember.id)
        .join(Conversation, Conversation.assignee_id == StaffMember.id)
        .where(StaffMember.availability == Availability.AWAY_GIVE_BACK, *waits)
    )
    return [(merchant_id, staff_id) for merchant_id, staff_id in db.execute(query.distinct())]


def _make_nobodys(db: Session, rows: list[Conversation], staff_id: int, why: str, now: datetime) -> None:
    for row in rows:
        row.assignee_id = None
        row.version += 1
        note_event(db, row, TimelineKind.ASSIGNED, now, staff_id=staff_id, to=None, by=why)
    db.flush()


def _list_candidates(db: Session, conversation: Conversation, now: datetime) -> list[Candidate]:
    count = _count_open(Conversation).where(Conversation.assignee_id == StaffMember.id).correlate(StaffMember)
    query = select(StaffMember, count.scalar_subquery()).where(StaffMember.merchant_id == conversation.merchant_id)
    known = _list_who_answered(db, conversation, now - KNOWN_FOR)
    return [
        Candidate(person.id, frozenset(person.languages), person.id in known, open_count, person.given_at)
        for person, open_count in db.execute(query.where(_HERE))
    ]


def _list_who_answered(db: Session, conversation: Conversation, since: datetime) -> set[int]:
    talks = select(Conversation.id).where(Conversation.customer_id == conversation.customer_id)
    wrote = select(OutgoingMessage.staff_id).where(
        OutgoingMessage.conversation_id.in_(talks), OutgoingMessage.queued_at > since
    )
    return {staff_id for staff_id in db.scalars(wrote.distinct()) if staff_id is not None}


def _count_open(table: type[Conversation]) -> Select[int]:
    return select(func.count()).select_from(table).where(table.status == Status.OPEN)
