"""A conversation changed by somebody: what they saw of it is compared with what it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.conversations import Conversation
from bot.domain.access import Viewer
from bot.services.desk.folders import limit_to


class Gone(LookupError):
    """There is no such conversation, or none that the viewer may see."""


class MovedOn(Exception):
    """Raised for a conversation that somebody has changed; `present` is the row as they left it."""

    def __init__(self, present: Conversation) -> None:
        super().__init__(present.id)
        self.present = present


def revise(db: Session, viewer: Viewer, conversation_id: int, version: int | None, now: datetime) -> Conversation:
    """Return a conversation, locked, with its version moved on from `version` (None: whatever it is).

    Raises:
        Gone: the viewer sees none by this id.
        MovedOn: it is at another version.
    """
    row = lock_conversation(db, viewer, conversation_id)
    note_revision(db, row, version, now)
    return row


def lock_conversation(db: Session, viewer: Viewer, conversation_id: int) -> Conversation:
    """Return a conversation, locked until the transaction ends, as it is.

    Raises:
        Gone: the viewer sees none by this id.
    """
    query = select(Conversation).where(*limit_to(viewer), Conversation.id == conversation_id)
    row = db.scalars(query.with_for_update().execution_options(populate_existing=True)).first()
    if row is None:
        raise Gone(conversation_id)
    return row


def note_revision(db: Session, row: Conversation, version: int | None, now: datetime) -> None:
    """Move the version of a locked conversation on from `version` (None: whatever it is); screens are told.

    Raises:
        MovedOn: it is at another version.
    """
    if version is not None and row.version != version:
        raise MovedOn(row)
    row.version += 1
    note_change(db, row.merchant_id, ChangeKind.CONVERSATION, row.id, now)
