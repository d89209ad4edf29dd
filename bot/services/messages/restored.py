"""What a backup that was put back does not know: which of its messages have left since it was made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from bot.db.outgoing import OutgoingMessage
from bot.domain.delivery import DeliveryState


def doubt_restored(db: Session, made_at: datetime, now: datetime) -> None:
    """queued -> unknown for what would have left by now, after a backup that was made at `made_at` was put back.

    It is looked for as if it had been tried when it was due. Of broadcasts somebody is asked first.
    """
    queued = (OutgoingMessage.state == DeliveryState.QUEUED, OutgoingMessage.broadcast_id.is_(None))
    due_at = OutgoingMessage.not_before
    soon = (*queued, or_(due_at.is_(None), due_at <= made_at))
    since = (*queued, due_at > made_at, due_at <= now)
    for which, claimed_at in ((soon, made_at), (since, due_at)):
        untried = {"claimed_at": claimed_at, "not_before": None}
        db.execute(update(OutgoingMessage).where(*which).values(state=DeliveryState.UNKNOWN, **untried))
