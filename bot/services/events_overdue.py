"""Raw events by the clock: those that waited too long, and bodies that are no longer needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.connections import RawEvent
from bot.services import events_parked
from bot.services.events import APPLIED, IGNORED, WAITING

BATCH = 200


def overdue(db: Session, now: datetime, patience: timedelta, limit: int) -> list[int]:
    """Ids of events to ring for: due for longer than `patience`, and parked ones to be looked at again."""
    looked_at = events_parked.look_again(db, now, limit)
    query = select(RawEvent.id).where(RawEvent.state == WAITING, RawEvent.not_before < now - patience)
    waiting = db.scalars(query.order_by(RawEvent.not_before).limit(limit))
    return sorted({*waiting, *looked_at})


def empty_old_bodies(db: Session, now: datetime) -> int:
    """Forget what old events said, a small batch at a time so that nobody waits for it; gives how many."""
    # One state after the other: only so does the index on (state, not_before) hold.
    for state in (APPLIED, IGNORED):
        query = select(RawEvent.id).where(RawEvent.state == state, RawEvent.not_before <= now).limit(BATCH)
        old = list(db.scalars(query))
        if old:
            db.execute(
                update(RawEvent)
                .where(RawEvent.id.in_(old), RawEvent.state == state)
                .values(body="", headers={}, not_before=None)
            )
            return len(old)
    return 0
