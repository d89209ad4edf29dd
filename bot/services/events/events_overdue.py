"""Raw events by the clock: those that waited too long, and bodies that are no longer needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.db.connections import RawEvent
from bot.services.events import waiting as events_parked
from bot.services.events.store import APPLIED, BODIES_KEPT, IGNORED, KEPT, WAITING

BATCH = 200


def overdue(db: Session, now: datetime, patience: timedelta, limit: int) -> list[int]:
    """Ids of events to ring for: due for longer than `patience`, and parked ones to be looked at again."""
    looked_at = events_parked.look_again(db, now, limit)
    query = select(RawEvent.id).where(RawEvent.state == WAITING, RawEvent.not_before < now - patience)
    waiting = db.scalars(query.order_by(RawEvent.not_before).limit(limit))
    return sorted({*waiting, *looked_at})


def empty_old_bodies(db: Session, now: datetime) -> bool:
    """Forget what old events said, a small batch at a time so that nobody waits for it; True when more are left.

    What was kept for a person is given up with its body, and cannot be replayed; the reason stays.
    """
    # One state after the other: only so do the indexes on the state hold.
    full = [_empty(db, state, RawEvent.not_before <= now) for state in (APPLIED, IGNORED)]
    # Of these there are only as many as 30 days have brought: emptied they are kept no more.
    full.append(_empty(db, KEPT, RawEvent.received_at <= now - BODIES_KEPT))
    return any(full)


def _empty(db: Session, state: str, is_old: ColumnElement[bool]) -> bool:
    """Whether a whole batch was emptied."""
    old = list(db.scalars(select(RawEvent.id).where(RawEvent.state == state, is_old).limit(BATCH)))
    still = update(RawEvent).where(RawEvent.id.in_(old), RawEvent.state == state)
    emptied: dict[str, object] = {
        "state": IGNORED if state == KEPT else state,
        "body": "",
        "headers": {},
        "not_before": None,
    }
    db.execute(still.values(emptied))
    return len(old) == BATCH
