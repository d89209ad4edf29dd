"""For the operator: what became of raw events, and applying them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.connections import Connection, RawEvent
from bot.domain.connections import EventState

BATCH = 500  # a database takes only so many values in one statement


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event without what it says."""

    id: int
    received_at: datetime
    kind: str
    topic: str
    state: str
    reason: str


def list_newest(db: Session, state: str | None, limit: int) -> list[ListedEvent]:
    """The newest events (of one state), the newest first."""
    columns = (RawEvent.id, RawEvent.received_at, Connection.kind, RawEvent.topic, RawEvent.state, RawEvent.reason)
    query = select(*columns).join(Connection, Connection.id == RawEvent.connection_id)
    if state is not None:
        query = query.where(RawEvent.state == state)
    rows = db.execute(query.order_by(RawEvent.id.desc()).limit(limit))
    return [ListedEvent(*row[:-1], row.reason or "") for row in rows]


def find(db: Session, event_id: int) -> RawEvent | None:
    """One event, with all it says."""
    return db.get(RawEvent, event_id)


def list_kept(db: Session) -> list[int]:
    """Ids of the events set aside for a person, the oldest first."""
    return list(db.scalars(select(RawEvent.id).where(RawEvent.state == EventState.KEPT).order_by(RawEvent.id)))


def replay(db: Session, ids: Sequence[int], now: datetime) -> list[int]:
    """Let events be applied once more, whatever became of them; the ids to ring for.

    One whose body is already forgotten stays as it is; what was applied before changes nothing a second time.
    """
    fresh = {"state": EventState.WAITING, "reason": None, "attempts": 0, "parked_order": None, "parked_number": None}
    waiting: list[int] = []
    for start in range(0, len(ids), BATCH):
        some = RawEvent.id.in_(ids[start : start + BATCH])
        statement = update(RawEvent).where(some, RawEvent.state != EventState.WAITING, RawEvent.body != "")
        waiting += db.scalars(statement.values(not_before=now, **fresh).returning(RawEvent.id))
    return sorted(waiting)
