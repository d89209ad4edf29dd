"""Conversations of which somebody says that no answer is needed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.domain.access import Viewer
from bot.domain.timeline import TimelineKind
from bot.services.desk.revising import lock_conversation, note_revision
from bot.services.desk.timeline import note_event
from bot.services.messages import held


def mark_answered(db: Session, merchant_id: int, conversation_id: int, now: datetime) -> bool:
    """Note at the terminal that somebody has seen to a conversation; False when none waited for a person by this id."""
    theirs = (Conversation.merchant_id == merchant_id, Conversation.id == conversation_id)
    if db.scalar(select(Conversation.needs_person_since).where(*theirs)) is None:
        return False
    mark_as_answered(db, Viewer(merchant_id, None), conversation_id, None, now)
    return True


def mark_as_answered(
    db: Session, viewer: Viewer, conversation_id: int, version: int | None, now: datetime
) -> Conversation:
    """Note that nobody waits for an answer in a conversation, nor for a person. `version` None: whatever it is.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees none by this id.
        bot.services.desk.revising.MovedOn: it is at another version.
    """
    row = lock_conversation(db, viewer, conversation_id)
    if row.waiting_since is None and row.needs_person_since is None:
        return row
    note_revision(db, row, version, now)
    if row.needs_person_since is not None:
        held.look_again_at_shop(db, row.merchant_id, ("with_person",), now)
    row.waiting_since = row.needs_person_since = row.needs_person_why = None
    note_event(db, row, TimelineKind.ANSWERED, now, viewer.staff_id)
    return row
