"""What waits longer than it should: the rows whose bell was lost, or whose worker died."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Exists, bindparam, func, literal_column, or_, select
from sqlalchemy.orm import Session

from bot.db.connections import RawEvent
from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.domain.connections import EventState
from bot.domain.conversations import InboundState, MediaState
from bot.domain.delivery import FAILURES, DeliveryState
from bot.domain.sending import Lane
from bot.services.chat import attachments
from bot.services.events import waiting
from bot.services.messages import states
from bot.services.sending import statuses
from bot.services.sending.outbox import SENDING_LEASE

# Written out: only so do both databases know that the index of these alone is meant.
_UNSETTLED = (
    OutgoingMessage.state.in_([literal_column(f"'{state}'") for state in (DeliveryState.UNKNOWN, *FAILURES)]),
    OutgoingMessage.reacted_at.is_(None),
)
# A bell normally rings within milliseconds of its row.
OVERDUE = timedelta(seconds=3)
# One of many waits longer for its turn, with its bell.
WAITING_ITS_TURN = timedelta(seconds=30)
LIMIT = 500


@dataclass(frozen=True, slots=True)
class Overdue:
    """Ids to ring for, by task."""

    conversations: list[int]
    sends: list[int]
    notices: list[int]
    doubts: list[int]
    failures: list[int]
    media: list[int]
    events: list[int] = field(default_factory=list)
    broadcasts: list[int] = field(default_factory=list)


def has_work(db: Session, now: datetime) -> bool:
    """Whether `sweep` may find anything: looked at every two seconds, by one statement and without a writer's turn."""
    times = {"now": now, "overdue": now - OVERDUE, "dead": now - SENDING_LEASE, "parked": now - statuses.PARKED_FOR}
    return bool(db.execute(_ANYTHING, times).scalar())


def sweep(db: Session, now: datetime) -> Overdue:
    """Everything that should have moved by now; dead sends become doubts, parked callbacks are tried again."""
    states.doubt_dead(db, now - SENDING_LEASE)
    statuses.sweep_parked(db, now)
    sends = _sends(db, now)
    return Overdue(
        conversations=_conversations(db, now),
        sends=[row for row, lane in sends if lane == Lane.REPLY],
        notices=[row for row, lane in sends if lane != Lane.REPLY],
        broadcasts=_sends_of_broadcasts(db, now),
        doubts=_in_state(db, (DeliveryState.UNKNOWN,), now),
        failures=_in_state(db, FAILURES, None),
        media=attachments.list_waiting(db, now - OVERDUE),
        events=waiting.list_overdue(db, now, OVERDUE, LIMIT),
    )


def _conversations(db: Session, now: datetime) -> list[int]:
    free = or_(Conversation.lease_until.is_(None), Conversation.lease_until < now)
    due = or_(InboundMessage.not_before.is_(None), InboundMessage.not_before < now)
    query = (
        select(InboundMessage.conversation_id)
        .join(Conversation, Conversation.id == InboundMessage.conversation_id)
        .where(InboundMessage.state == InboundState.WAITING, InboundMessage.received_at < now - OVERDUE, due, free)
        .group_by(InboundMessage.conversation_id)
        .order_by(func.min(InboundMessage.id))
    )
    return list(db.scalars(query.limit(LIMIT)))


def _sends(db: Session, now: datetime) -> list[tuple[int, str]]:
    """(id, lane) of the first queued row of each conversation: the others cannot leave before it."""
    due = or_(OutgoingMessage.not_before.is_(None), OutgoingMessage.not_before < now)
    query = (
        select(func.min(OutgoingMessage.id))
        .where(
            OutgoingMessage.state == DeliveryState.QUEUED,
            OutgoingMessage.lane != Lane.BROADCAST,
            OutgoingMessage.queued_at < now - OVERDUE,
            due,
        )
        .group_by(OutgoingMessage.conversation_id)
        .limit(LIMIT)
    )
    first = select(OutgoingMessage.id, OutgoingMessage.lane).where(OutgoingMessage.id.in_(query))
    return [(row.id, row.lane) for row in db.execute(first.order_by(OutgoingMessage.id))]


def _sends_of_broadcasts(db: Session, now: datetime) -> list[int]:
    """List the messages of broadcasts that nobody rang for: those that only wait for their turn have their bells."""
    due = or_(OutgoingMessage.not_before.is_(None), OutgoingMessage.not_before < now)
    queued = (OutgoingMessage.state == DeliveryState.QUEUED, OutgoingMessage.lane == Lane.BROADCAST)
    late = select(OutgoingMessage.id).where(*queued, OutgoingMessage.queued_at < now - WAITING_ITS_TURN, due)
    return list(db.scalars(late.order_by(OutgoingMessage.id).limit(LIMIT)))


def _in_state(db: Session, states: tuple[str, ...], due_at: datetime | None) -> list[int]:
    query = select(OutgoingMessage.id).where(OutgoingMessage.state.in_(states), *_UNSETTLED)
    if due_at is not None:
        query = query.where(or_(OutgoingMessage.not_before.is_(None), OutgoingMessage.not_before <= due_at))
    return list(db.scalars(query.order_by(OutgoingMessage.id).limit(LIMIT)))


def _look() -> tuple[Exists, ...]:
    """What `sweep` goes by, or a little more: never less."""
    out, event = OutgoingMessage, RawEvent
    due = or_(out.not_before.is_(None), out.not_before <= bindparam("now"))
    wrote = (InboundMessage.state == InboundState.WAITING, InboundMessage.received_at < bindparam("overdue"))
    looked_at = (event.state == EventState.PARKED, event.not_before <= bindparam("now"))
    found = (
        select(InboundMessage.id).where(*wrote),
        select(out.id).where(out.state == DeliveryState.QUEUED, out.queued_at < bindparam("overdue"), due),
        select(out.id).where(out.state == DeliveryState.SENDING, out.claimed_at < bindparam("dead")),
        select(out.id).where(*_UNSETTLED),
        select(StatusEvent.id).where(StatusEvent.applied.is_(False), StatusEvent.received_at > bindparam("parked")),
        select(Media.id).where(Media.state == MediaState.WAITING),
        select(event.id).where(event.state == EventState.WAITING, event.not_before < bindparam("overdue")),
        select(event.id).where(*looked_at),
    )
    return tuple(one.exists() for one in found)


# Built once: putting a statement together costs more than running it.
_ANYTHING = select(or_(*_look()))
