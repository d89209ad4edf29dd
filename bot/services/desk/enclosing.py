"""Files that the shop's people send: kept for one conversation, enclosed with one message, let go."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from bot.db.attachments import Attachment
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is on our disk below VAR_DIR/media; `ending` (".jpg") says what it is to who fetches it."""

    path: str
    size: int
    content_type: str
    ending: str


# A file that was chosen and never sent is of no use to anybody after that.
UNSENT_FOR = timedelta(days=1)


class NoSuchFile(LookupError):
    """There is no such file for this conversation, or it went with a message already."""


class NoWords(Exception):
    """Raised for words with a file that shows none: a recording."""


def keep_file(db: Session, conversation: Conversation, staff_id: int | None, kept: NewFile, now: datetime) -> int:
    """Keep a file for a conversation until it goes with a message; returns its id."""
    row = Attachment(
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        staff_id=staff_id,
        token=secrets.token_urlsafe(24) + kept.ending,
        content_type=kept.content_type,
        path=kept.path,
        size=kept.size,
        created_at=now,
    )
    db.add(row)
    db.flush()
    return row.id


def add_file(db: Session, attachment_id: int, row: OutgoingMessage) -> str:
    """Let a file go with a message; returns the token that is its address.

    Raises:
        NoSuchFile: it is another conversation's, gone, or went with another message.
        NoWords: the message has words, and WhatsApp shows none with such a file.
    """
    mine = update(Attachment).where(
        Attachment.id == attachment_id,
        Attachment.conversation_id == row.conversation_id,
        Attachment.outgoing_id.is_(None),
        Attachment.path.is_not(None),
        Attachment.erased_at.is_(None),
    )
    found = db.execute(mine.values(outgoing_id=row.id).returning(Attachment.token, Attachment.content_type)).first()
    if found is None:
        raise NoSuchFile(attachment_id)
    if row.text and found.content_type.startswith("audio/"):
        raise NoWords(attachment_id)
    return str(found.token)


def list_erased(db: Session, now: datetime, limit: int = 100) -> list[tuple[int, str]]:
    """(id, path) of files to be taken off the disk: of who was forgotten, and those that nobody sent."""
    unsent = and_(Attachment.outgoing_id.is_(None), Attachment.created_at < now - UNSENT_FOR)
    # The first two say what the second does, and more: SQLite knows its index by these words alone.
    left = (Attachment.path.is_not(None), or_(Attachment.erased_at.is_not(None), Attachment.outgoing_id.is_(None)))
    over = select(Attachment.id, Attachment.path).where(*left, or_(Attachment.erased_at.is_not(None), unsent))
    return [(attachment_id, str(path)) for attachment_id, path in db.execute(over.order_by(Attachment.id).limit(limit))]


def mark_gone(db: Session, attachment_ids: list[int], now: datetime) -> None:
    """Record that these files are off the disk."""
    db.execute(update(Attachment).where(Attachment.id.in_(attachment_ids)).values(path=None, erased_at=now))
