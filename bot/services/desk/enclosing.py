"""Files that the shop's people send: kept for one conversation, enclosed with one message, let go."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from bot.db.attachments import Attachment

# A file that was chosen and never sent is of no use to anybody after that.
UNSENT_FOR = timedelta(days=1)


def list_erased(db: Session, now: datetime, limit: int = 100) -> list[tuple[int, str]]:
    """(id, path) of files to be taken off the disk: of who was forgotten, and those that nobody sent."""
    unsent = and_(Attachment.outgoing_id.is_(None), Attachment.created_at < now - UNSENT_FOR)
    over = select(Attachment.id, Attachment.path).where(
        Attachment.path.is_not(None), or_(Attachment.erased_at.is_not(None), unsent)
    )
    return [(attachment_id, str(path)) for attachment_id, path in db.execute(over.order_by(Attachment.id).limit(limit))]


def mark_gone(db: Session, attachment_ids: list[int], now: datetime) -> None:
    """Record that these files are off the disk."""
    db.execute(update(Attachment).where(Attachment.id.in_(attachment_ids)).values(path=None, erased_at=now))
