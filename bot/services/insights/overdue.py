"""How long the rows have waited that a worker should have taken by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.connections import RawEvent
from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.notices import Notice
from bot.db.outgoing import OutgoingMessage
from bot.domain.connections import EventState
from bot.domain.conversations import InboundState, MediaState, Owner
from bot.domain.delivery import DeliveryState
from bot.domain.notices import NoticeState


@dataclass(frozen=True, slots=True)
class Backlog:
    """Rows of one kind: how long the oldest of them has been due, and from when on that is too long."""

    what: str
    waited: timedelta
    too_long: timedelta

    @property
    def is_too_long(self) -> bool:
        """Whether nobody can be at work on them."""
        return self.waited > self.too_long


def list_overdue(db: Session, now: datetime) -> list[Backlog]:
    """Each kind of row a worker takes, with the time that the oldest which is due has waited."""
    oldest = [
        ("answers", _answers(now), timedelta(minutes=2)),
        ("sends", _sends(DeliveryState.QUEUED, now), timedelta(minutes=5)),
        ("sends in doubt", _sends(DeliveryState.UNKNOWN, now), timedelta(minutes=10)),
        ("events", _events(now), timedelta(minutes=2)),
        ("notices", _notices(now), timedelta(minutes=5)),
        ("media", _media(now), timedelta(minutes=10)),
    ]
    return [
        Backlog(what, max(now - due, timedelta()) if (due := db.scalar(query)) else timedelta(), too_long)
        for what, query, too_long in oldest
    ]


def _answers(now: datetime) -> Select[datetime]:
    """The oldest of each conversation alone: what is behind one that is put off waits for it."""
    first = (
        select(func.min(InboundMessage.id))
        .join(Conversation, Conversation.id == InboundMessage.conversation_id)
        .where(InboundMessage.state == InboundState.WAITING, Conversation.owner != Owner.AGENT)
        .group_by(InboundMessage.conversation_id)
    )
    return _oldest(InboundMessage.not_before, InboundMessage.received_at, now).where(InboundMessage.id.in_(first))


def _sends(state: DeliveryState, now: datetime) -> Select[datetime]:
    oldest = _oldest(OutgoingMessage.not_before, OutgoingMessage.queued_at, now)
    return oldest.where(OutgoingMessage.state == state, OutgoingMessage.reacted_at.is_(None))


def _events(now: datetime) -> Select[datetime]:
    return _oldest(RawEvent.not_before, RawEvent.received_at, now).where(RawEvent.state == EventState.WAITING)


def _notices(now: datetime) -> Select[datetime]:
    due = (Notice.state == NoticeState.PLANNED, Notice.due_at <= now)
    return select(func.min(Notice.due_at)).where(*due)


def _media(now: datetime) -> Select[datetime]:
    waiting = _oldest(Media.not_before, InboundMessage.received_at, now).join(InboundMessage)
    return waiting.where(Media.state == MediaState.WAITING)


def _oldest(
    not_before: InstrumentedAttribute[datetime | None], came: InstrumentedAttribute[datetime], now: datetime
) -> Select[datetime]:
    """The time from which the oldest row has been due."""
    due: ColumnElement[datetime] = func.coalesce(not_before, came)
    return select(func.min(due)).where(or_(not_before.is_(None), not_before <= now))
