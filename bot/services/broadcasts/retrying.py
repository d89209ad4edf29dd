"""Another try of a broadcast: a new one, linked to it, for those of its people with whom it may come right."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.domain.broadcasts import OVER, BroadcastState, Repeats
from bot.services.broadcasts.audience import RETRY_OF, count_audience
from bot.services.broadcasts.draft import COLUMNS, LONGEST_NAME
from bot.services.messages.broadcasts import FILE, note_progress

# What is not the same at another try: everybody of it is to get it, and when is asked anew.
_ANEW: dict[str, Any] = {
    "starts_at": None,
    "pilot_percent": 0,
    "holdout_percent": 0,
    "at_own_hour": False,
    "repeats": Repeats.NEVER,
}


class NotRetried(Exception):
    """Raised for a broadcast that cannot be tried again; says why."""


def retry_broadcast(db: Session, broadcast: Broadcast, now: datetime) -> Broadcast:
    """Return a draft for those of a broadcast with whom another try may come right; asked once more, the same one.

    Raises:
        NotRetried: it still goes, or nobody is left.
    """
    if broadcast.state not in OVER:
        raise NotRetried("It is not over: what may come right is tried again by itself.")
    known = find_retry(db, broadcast.id)
    if known is not None:
        return db.get_one(Broadcast, known)
    # The list that it went to has the values of its columns.
    listed = {FILE: broadcast.audience[FILE]} if FILE in broadcast.audience else {}
    audience = {RETRY_OF: broadcast.id} | listed
    if not count_audience(db, broadcast.merchant_id, audience, now):
        raise NotRetried("Nobody is left with whom another try may come right.")
    same = {name: getattr(broadcast, name) for name in COLUMNS} | _ANEW
    same |= {"audience": audience, "name": _name(db, broadcast)}
    row = Broadcast(merchant_id=broadcast.merchant_id, parent_id=broadcast.id, created_at=now, version=1, **same)
    try:
        with db.begin_nested():
            db.add(row)
    except IntegrityError:  # pressed twice at once: the other one was first
        return db.scalars(_select_retry(broadcast.id)).one()
    note_progress(db, row.id, now)
    return row


def find_retry(db: Session, broadcast_id: int) -> int | None:
    """Return the broadcast that tries another one again; None where there is none, or it was called off."""
    found = db.scalars(_select_retry(broadcast_id)).first()
    return found.id if found else None


def _select_retry(broadcast_id: int) -> Select[Broadcast]:
    wanted = Broadcast.state != BroadcastState.CANCELED
    return select(Broadcast).where(Broadcast.parent_id == broadcast_id, wanted)


def _name(db: Session, broadcast: Broadcast) -> str:
    """Return a name with the number of the try, which also tells it from one that was called off."""
    tries = db.scalar(select(func.count()).where(Broadcast.parent_id == broadcast.id)) or 0
    return f"{broadcast.name[: LONGEST_NAME - 6]} ({tries + 2})"
