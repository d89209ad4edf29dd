"""What happened in a conversation, written down for its thread."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.conversations import Conversation
from bot.db.desk import TimelineEvent
from bot.domain.timeline import TimelineKind


def note_event(
    db: Session,
    conversation: Conversation,
    kind: TimelineKind,
    now: datetime,
    staff_id: int | None = None,
    **values: Any,
) -> TimelineEvent:
    """Write down what happened and by whom (None: by nobody of the shop); screens are told of it."""
    event = TimelineEvent(
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        kind=kind,
        staff_id=staff_id,
        values=values,
        at=now,
    )
    db.add(event)
    note_change(db, conversation.merchant_id, ChangeKind.CONVERSATION, conversation.id, now)
    return event
