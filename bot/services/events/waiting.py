"""Events that speak of an order or parcel we don't know yet: they wait for it, and are looked at again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.db.connections import RawEvent
from bot.services.events.store import KEPT, PARKED, WAITING

PATIENCE = timedelta(days=14)
# The order may be stored between our look and the parking: a second look soon, then ever more seldom.
FIRST_LOOK = timedelta(seconds=5)
NO_SUCH_ORDER = "no such order"


def park(db: Session, event_id: int, order: str | None, number: str | None, now: datetime) -> None:
    """waiting -> parked until this order or tracking number arrives; kept for a person after 14 days."""
    event = db.get(RawEvent, event_id, with_for_update=True)
    if event is None or event.state != WAITING:
        return
    event.parked_order, event.parked_number = order, number
    age = now - event.received_at
    if age >= PATIENCE:
        event.state, event.reason, event.not_before = KEPT, NO_SUCH_ORDER, None
    else:
        event.state, event.reason = PARKED, None
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
    due = select(RawEvent.id).where(RawEvent.state == PARKED, RawEvent.not_before <= now)
    due = due.order_by(RawEvent.not_before).limit(limit)
    return _wake(db, now, RawEvent.id.in_(list(db.scalars(due))))


def _wake(db: Session, now: datetime, *which: ColumnElement[bool]) -> list[int]:
    statement = update(RawEvent).where(RawEvent.state == PARKED, *which).values(state=WAITING, not_before=now)
    return sorted(db.scalars(statement.returning(RawEvent.id)))
