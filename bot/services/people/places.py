"""Two customers who became one person have one place in a broadcast."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import BroadcastRecipient
from bot.domain.broadcasts import RecipientState, SkipWhy

_PLAIN = {"synchronize_session": False}


def merge_places(db: Session, kept_id: int, other_id: int) -> None:
    """Make the places of one customer in broadcasts another's; where both have one, nobody gets two messages.

    The place of who is no more stays as a duplicate, so that the receipt goes on adding up.
    """
    shared = _list_broadcasts(db, BroadcastRecipient.customer_id == kept_id) & _list_broadcasts(
        db, BroadcastRecipient.customer_id == other_id
    )
    written = _list_broadcasts(
        db,
        BroadcastRecipient.customer_id == other_id,
        BroadcastRecipient.state == RecipientState.HANDED_OVER,
        BroadcastRecipient.broadcast_id.in_(shared),
    )
    _skip(db, BroadcastRecipient.customer_id == other_id, BroadcastRecipient.broadcast_id.in_(shared))
    _skip(db, BroadcastRecipient.customer_id == kept_id, BroadcastRecipient.broadcast_id.in_(written))
    moved = update(BroadcastRecipient).where(
        BroadcastRecipient.customer_id == other_id, BroadcastRecipient.broadcast_id.not_in(shared)
    )
    db.execute(moved.values(customer_id=kept_id), execution_options=_PLAIN)


def _list_broadcasts(db: Session, *which: ColumnElement[bool]) -> set[int]:
    return set(db.scalars(select(BroadcastRecipient.broadcast_id).where(*which)))


def _skip(db: Session, *which: ColumnElement[bool]) -> None:
    waiting = update(BroadcastRecipient).where(*which, BroadcastRecipient.state == RecipientState.PENDING)
    skipped = waiting.values(state=RecipientState.SKIPPED, reason=SkipWhy.DUPLICATE)
    db.execute(skipped, execution_options=_PLAIN)
