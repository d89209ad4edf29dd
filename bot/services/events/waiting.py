"""Events that wait: for an order they speak of, for another try; and those that waited too long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.db.connections import RawEvent
from bot.domain.connections import EventState
from bot.services.events import waiting as events_parked
from bot.services.events.store import BODIES_KEPT

PATIENCE = timedelta(days=14)
# The order may be stored between our look and the parking: a second look soon, then ever more seldom.
FIRST_LOOK = timedelta(seconds=5)
NO_SUCH_ORDER = "no such order"


BATCH = 200


def park(db: Session, event_id: int, order: str | None, number: str | None, now: datetime) -> None:
    """waiting -> parked until this order or tracking number arrives; kept for a person after 14 days."""
    event = db.get(RawEvent, event_id, with_for_update=True)
    if event is None or event.state != EventState.WAITING:
        return
    event.parked_order, event.parked_number = order, number
    age = now - event.received_at
    if age >= PATIENCE:
        event.state, event.reason, event.not_before = EventState.KEPT, NO_SUCH_ORDER, None
    else:
        event.state, event.reason = EventState.PARKED, None
        event.not_before = min(now + max(FIRST_LOOK, age), event.received_at + PATIENCE)
    db.flush()


def release(
    db: Session, merchant_id: int, orders: Collection[str], numbers: Collection[str], now: datetime
) -> list[int]:
    """parked -> waiting for what has arrived; the ids to ring for, the oldest first."""
    if not orders and not numbers:
        return []
    waited_for = or_(RawEvent.parked_order.in_(orders), RawEvent.parked_number.in_(numbers))
    return _wake(db, now, RawEvent.merchant_id == merchant_id, waited_for)


def look_again(db: Session, now: datetime, limit: int) -> list[int]:
    """parked -> waiting for those whose next look is due; their ids."""
    due = select(RawEvent.id).where(RawEvent.state == EventState.PARKED, RawEvent.not_before <= now)
    due = due.order_by(RawEvent.not_before).limit(limit)
    return _wake(db, now, RawEvent.id.in_(list(db.scalars(due))))


def _wake(db: Session, now: datetime, *which: ColumnElement[bool]) -> list[int]:
    statement = (
        update(RawEvent)
        .where(RawEvent.state == EventState.PARKED, *which)
        .values(state=EventState.WAITING, not_before=now)
    )
    return sorted(db.scalars(statement.returning(RawEvent.id)))


def list_overdue(db: Session, now: datetime, patience: timedelta, limit: int) -> list[int]:
    """Ids of events to ring for: due for longer than `patience`, and parked ones to be looked at again."""
    looked_at = events_parked.look_again(db, now, limit)
    query = select(RawEvent.id).where(RawEvent.state == EventState.WAITING, RawEvent.not_before < now - patience)
    waiting = db.scalars(query.order_by(RawEvent.not_before).limit(limit))
    return sorted({*waiting, *looked_at})


def empty_old_bodies(db: Session, now: datetime) -> bool:
    """Forget what old events said, a small batch at a time so that nobody waits for it; True when more are left.

    What was kept for a person is given up with its body, and cannot be replayed; the reason stays.
    """
    # One state after the other: only so do the indexes on the state hold.
    full = [_empty(db, state, RawEvent.not_before <= now) for state in (EventState.APPLIED, EventState.IGNORED)]
    # Of these there are only as many as 30 days have brought: emptied they are kept no more.
    full.append(_empty(db, EventState.KEPT, RawEvent.received_at <= now - BODIES_KEPT))
    return any(full)


def _empty(db: Session, state: str, is_old: ColumnElement[bool]) -> bool:
    """Whether a whole batch was emptied."""
    old = list(db.scalars(select(RawEvent.id).where(RawEvent.state == state, is_old).limit(BATCH)))
    still = update(RawEvent).where(RawEvent.id.in_(old), RawEvent.state == state)
    emptied: dict[str, object] = {
        "state": EventState.IGNORED if state == EventState.KEPT else state,
        "body": "",
        "headers": {},
        "not_before": None,
    }
    db.execute(still.values(emptied))
    return len(old) == BATCH
