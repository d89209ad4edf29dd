"""Another try of a broadcast: a new one, linked to it, for those of its people with whom it may come right."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.domain.broadcasts import BroadcastState


def find_retry(db: Session, broadcast_id: int) -> int | None:
    """Return the broadcast that tries another one again; None where there is none, or it was called off."""
    mine = select(Broadcast.id).where(Broadcast.parent_id == broadcast_id, Broadcast.state != BroadcastState.CANCELED)
    return db.scalars(mine).first()
