"""What the people of a shop are told outside the console: written as rows, claimed by a worker, each told once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from bot.db.claims import insert_once, provided, won
from bot.db.clocks import AnswerClock
from bot.db.conversations import Conversation
from bot.db.shop import is_open
from bot.db.staff import StaffMember
from bot.db.staff_notices import PushSubscription, StaffNotice
from bot.domain.access import StaffRole, StaffState
from bot.domain.availability import Availability
from bot.domain.staff_notices import NoticeKind, NoticeWay, StaffNoticeState
from bot.ports.telling import PushTarget

MOST_TRIES, LEASE = 4, timedelta(minutes=3)
WORTH_TELLING, KEPT_FOR = timedelta(hours=6), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ToTell:
    """A notice that is a worker's to tell: by mail to `email`, or to the browsers."""

    notice_id: int
    way: NoticeWay
    clock: str
    conversation_id: int
    email: str
    locale: str
    browsers: tuple[PushTarget, ...]
    attempts: int


def write_notices(db: Session, clock_id: int, ways: tuple[NoticeWay, ...], now: datetime) -> list[int]:
    """Write that a clock ran out, for whose conversation it is: its assignee, else who is there, else the owners.

    Returns the rows, each once a clock's end, person and way.
    """
    clock = db.get_one(AnswerClock, clock_id)
    conversation = db.get_one(Conversation, clock.conversation_id)
    written = []
    for person in _find_people(db, conversation):
        for way in ways:
            row = insert_once(
                db,
                StaffNotice,
                merchant_id=clock.merchant_id,
                staff_id=person,
                conversation_id=conversation.id,
                way=way,
                kind=NoticeKind.LATE,
                values={"clock": clock.kind},
                dedupe_key=f"{clock.id}:{clock.breached_at}:{person}:{way}",
                state=StaffNoticeState.QUEUED,
                attempts=0,
                not_before=now,
                created_at=now,
            )
            written += [] if row is None else [row]
    return written


def list_to_tell(db: Session, now: datetime, limit: int) -> list[int]:
    """List notices of open shops that should have been told by now."""
    return list(db.scalars(select(StaffNotice.id).where(*_due(now)).order_by(StaffNotice.id).limit(limit)))


def claim_notice(db: Session, notice_id: int, now: datetime) -> ToTell | None:
    """Claim a notice for a while; None when it is told, another worker's, too old, or has been tried often enough."""
    mine = update(StaffNotice).where(StaffNotice.id == notice_id, provided(*_due(now)))
    if not won(db, mine.values(attempts=StaffNotice.attempts + 1, not_before=now + LEASE)):
        return None
    notice = db.get_one(StaffNotice, notice_id, populate_existing=True)
    if (
        notice.attempts > MOST_TRIES
        or notice.created_at < now - WORTH_TELLING
        or notice.staff.state != StaffState.ACTIVE
    ):
        notice.state = StaffNoticeState.DROPPED
        return None
    subscribed = select(PushSubscription).where(PushSubscription.staff_id == notice.staff_id)
    browsers = tuple(PushTarget(one.endpoint, one.p256dh, one.auth) for one in db.scalars(subscribed))
    way, person = NoticeWay(notice.way), notice.staff
    to_whom = (person.email, person.locale, browsers if way == NoticeWay.PUSH else ())
    return ToTell(notice.id, way, notice.values["clock"], notice.conversation_id, *to_whom, notice.attempts)


def record_told(db: Session, notice_id: int, told: bool) -> None:
    """Record that a notice was told, or that there is nobody to tell that way."""
    state = StaffNoticeState.TOLD if told else StaffNoticeState.DROPPED
    db.execute(update(StaffNotice).where(StaffNotice.id == notice_id).values(state=state))


def forget_old(db: Session, now: datetime) -> None:
    """Forget what was told, or was to be told, long ago."""
    db.execute(delete(StaffNotice).where(StaffNotice.created_at < now - KEPT_FOR))


def forget_browser(db: Session, endpoint: str) -> None:
    """Forget a browser that wants no more."""
    db.execute(delete(PushSubscription).where(PushSubscription.endpoint == endpoint))


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    queued = StaffNotice.state == StaffNoticeState.QUEUED
    return queued, StaffNotice.not_before <= now, is_open(StaffNotice.merchant_id)


def _find_people(db: Session, conversation: Conversation) -> list[int]:
    here = select(StaffMember.id).where(
        StaffMember.merchant_id == conversation.merchant_id, StaffMember.state == StaffState.ACTIVE
    )
    choices = (
        StaffMember.id == conversation.assignee_id,
        StaffMember.availability == Availability.ONLINE,
        StaffMember.role == StaffRole.OWNER,
    )
    found = (list(db.scalars(here.where(choice).order_by(StaffMember.id))) for choice in choices)
    return next((people for people in found if people), [])
