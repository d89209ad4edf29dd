"""What a person left to be done when they handed a conversation back: words for colleagues and the assistant.

The customer is never told them: they are written to neither a sentence nor a template.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.desk import TimelineEvent
from bot.domain.timeline import TimelineKind

_ENDS = (TimelineKind.HANDED_BACK, TimelineKind.RETURNED, TimelineKind.RESOLVED)


@dataclass(frozen=True, slots=True)
class Left:
    """The words, when they were said and by whom (None: by a program)."""

    words: str
    at: datetime
    staff_id: int | None


def find_left(db: Session, conversation: Conversation) -> Left | None:
    """Find what the last hand-back left to be done; None where nothing was, or the conversation was resolved since."""
    if not conversation.instruction:
        return None
    theirs = select(TimelineEvent).where(
        TimelineEvent.conversation_id == conversation.id, TimelineEvent.kind.in_(_ENDS)
    )
    last = db.scalars(theirs.order_by(TimelineEvent.id.desc()).limit(1)).first()
    if last is None or last.kind != TimelineKind.HANDED_BACK:
        return None
    return Left(conversation.instruction, last.at, last.staff_id)
