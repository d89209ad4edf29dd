"""A customer writes: the conversation is before whoever answers it, snoozed or resolved as it may have been."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.columns import set_columns
from bot.db.conversations import Conversation
from bot.domain.conversations import Status
from bot.domain.timeline import TimelineKind
from bot.services.desk.timeline import note_event
from bot.services.desk.withholding import take_question_back

_HAPPENED = {Status.SNOOZED: TimelineKind.WOKEN, Status.RESOLVED: TimelineKind.REOPENED}


def note_written(
    db: Session, conversation: Conversation, at: datetime, receiver: str, now: datetime, *, asks: bool
) -> None:
    """Note when the customer wrote, and to whom; if that `asks` for an answer they wait, and what rested is open."""
    said: dict[str, Any] = {"active_at": max(conversation.active_at or at, at)}
    # A message from the spool may be older than the last one.
    if conversation.last_inbound_at is None or conversation.last_inbound_at < at:
        said |= {"last_inbound_at": at, "our_address": receiver}
    if asks:
        said["waiting_since"] = conversation.waiting_since or at
    set_columns(db, conversation, **said)
    if asks:
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
