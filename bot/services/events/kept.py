"""Events of a shop that were set aside for a person: told by kind and reason, and applied once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from bot.db.connections import Connection, RawEvent
from bot.domain.connections import EventState
from bot.services.events import replay

MOST_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """Events that were set aside of one connection, topic and reason."""

    connection_id: int
    kind: str
    topic: str
    reason: str
    count: int
    newest: datetime


def count_kinds(db: Session, merchant_id: int, limit: int) -> list[KeptGroup]:
    """Count what was set aside by where it came from, what it is and why, the most first."""
    by = (RawEvent.connection_id, Connection.kind, RawEvent.topic, func.coalesce(RawEvent.reason, ""))
    query = select(*by, func.count(), func.max(RawEvent.received_at)).select_from(RawEvent)
    query = query.join(Connection, Connection.id == RawEvent.connection_id).where(*_mine(merchant_id))
    rows = db.execute(query.group_by(*by).order_by(func.count().desc(), func.max(RawEvent.id).desc()).limit(limit))
    return [KeptGroup(*row) for row in rows]


def list_kept(db: Session, merchant_id: int, before: int, limit: int) -> list[RawEvent]:
    """List what was set aside, the newest first, of ids below `before`, with the connection."""
    query = select(RawEvent).where(*_mine(merchant_id), RawEvent.id < before).options(joinedload(RawEvent.connection))
    return list(db.scalars(query.order_by(RawEvent.id.desc()).limit(limit)))


def find_event(db: Session, merchant_id: int, event_id: int) -> RawEvent | None:
    """Return an event of the shop, whatever became of it, with the connection."""
    mine = select(RawEvent).where(RawEvent.merchant_id == merchant_id, RawEvent.id == event_id)
    return db.scalars(mine.options(joinedload(RawEvent.connection))).first()


def replay_ids(db: Session, merchant_id: int, ids: Sequence[int], now: datetime) -> list[int]:
    """Let these events of the shop be applied once more; returns those to ring for."""
    mine = select(RawEvent.id).where(RawEvent.merchant_id == merchant_id, RawEvent.id.in_(ids))
    return replay.replay(db, list(db.scalars(mine)), now)


def replay_kind(
    db: Session, merchant_id: int, connection_id: int, topic: str, reason: str | None, now: datetime
) -> list[int]:
    """Let all be applied once more that were set aside of a connection and topic (and reason); those to ring for."""
    query: Select[int] = select(RawEvent.id).where(*_mine(merchant_id), RawEvent.connection_id == connection_id)
    query = query.where(RawEvent.topic == topic)
    if reason is not None:
        query = query.where(func.coalesce(RawEvent.reason, "") == reason)
    return replay.replay(db, list(db.scalars(query.order_by(RawEvent.id).limit(MOST_AT_ONCE))), now)


def _mine(merchant_id: int) -> tuple[ColumnElement[bool], ...]:
    return RawEvent.merchant_id == merchant_id, RawEvent.state == EventState.KEPT
