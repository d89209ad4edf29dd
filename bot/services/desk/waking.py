"""A customer writes: the conversation is before whoever answers it, snoozed or resolved as it may have been."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.conversations import Conversation
from bot.domain.conversations import Status
from bot.domain.timeline import TimelineKind
from bot.services.desk.timeline import note_event
from bot.services.desk.withholding import take_question_back

_HAPPENED = {Status.SNOOZED: TimelineKind.WOKEN, Status.RESOLVED: TimelineKind.REOPENED}


def note_written(db: Session, conversation: Conversation, at: datetime, now: datetime, *, asks: bool = True) -> None:
    """Note that the customer wrote then; if that `asks` for an answer they wait for one, and what rested is open."""
    conversation.active_at = max(conversation.active_at or at, at)
    if asks:
        conversation.waiting_since = conversation.waiting_since or at
        wake(db, conversation, now, by="message")
    note_change(db, conversation.merchant_id, ChangeKind.CONVERSATION, conversation.id, now)


def wake(db: Session, conversation: Conversation, now: datetime, *, by: str) -> bool:
    """Open a conversation that was snoozed or resolved; False when it was open."""
    happened = _HAPPENED.get(Status(conversation.status))
    if happened is None:
        return False
    if happened is TimelineKind.REOPENED:
        take_question_back(db, conversation, now)
    conversation.status, conversation.snoozed_until, conversation.snoozed_for = Status.OPEN, None, None
    conversation.version += 1
    note_event(db, conversation, happened, now, by=by)
    return True
