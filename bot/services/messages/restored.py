"""What a backup that was put back does not know: which of its messages, and of those after it, have left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.db.conversations import InboundMessage
from bot.db.notices import Notice
from bot.db.outgoing import OutgoingMessage
from bot.db.restorations import Restoration
from bot.domain.delivery import DeliveryState
from bot.services.messages import states

# Nothing runs while a backup is put back, nor for so long after: whoever writes so early was answered by nobody.
STANDSTILL = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Gap:
    """The time from which messages may have left that no row tells of."""

    since: datetime
    until: datetime


def note_restored(db: Session, made_at: datetime, now: datetime) -> None:
    """Keep that a backup of `made_at` was put back, and doubt what would have left of it by now."""
    db.add(Restoration(made_at=made_at, restored_at=now))
    _doubt_queued(db, made_at, now)


def doubt_repeats(db: Session, rows: Iterable[OutgoingMessage], cause_at: datetime, now: datetime) -> None:
    """Let messages begin in doubt whose cause lies before a backup was put back: they may have been said before.

    Args:
        cause_at: when the customer wrote what they answer, or when the notice was due that they tell.
    """
    gap = find_gap(db, cause_at) if now - cause_at > STANDSTILL else None
    if gap is not None:
        for row in rows:
            states.doubt_written(row, gap.until)


def find_gap(db: Session, cause_at: datetime) -> Gap | None:
    """The time in which a message may have left that was due since `cause_at`, without a row; None: none is missing."""
    which = select(func.min(Restoration.made_at), func.max(Restoration.restored_at))
    made_at, restored_at = db.execute(which.where(Restoration.restored_at > cause_at)).one()
    return None if made_at is None else Gap(max(made_at, cause_at), restored_at)


def find_cause(db: Session, row: OutgoingMessage) -> datetime | None:
    """When what a message answers or tells came about; None where no row says it."""
    if row.in_reply_to is not None:
        return db.get_one(InboundMessage, row.in_reply_to).received_at
    return db.get_one(Notice, row.notice_id).due_at if row.notice_id is not None else None


def _doubt_queued(db: Session, made_at: datetime, now: datetime) -> None:
    """queued -> unknown for what would have left by now, looked for as if it had been tried when it was due.

    Of broadcasts somebody is asked first.
    """
    queued = (OutgoingMessage.state == DeliveryState.QUEUED, OutgoingMessage.broadcast_id.is_(None))
    due_at = OutgoingMessage.not_before
    soon = (*queued, or_(due_at.is_(None), due_at <= made_at))
    since = (*queued, due_at > made_at, due_at <= now)
    for which, claimed_at in ((soon, made_at), (since, due_at)):
        untried = {"claimed_at": claimed_at, "not_before": None}
        db.execute(update(OutgoingMessage).where(*which).values(state=DeliveryState.UNKNOWN, **untried))
