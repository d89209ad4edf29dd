"""Answers after which a person has to look: the assistant gave up twice, somebody is angry, something is to do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.domain.conversations import PersonWhy
from bot.ports import Answered
from bot.services.desk import handoff

_SECOND_TIME = frozenset({"fallback.second", "flow.stuck"})
_NOTED = "request.done."  # how sentences begin that tell of a request for the team
_ANGER = "complaint.sorry"  # a complaint was heard; "no complaints" is read as one as well, and answered otherwise


def ask_where_needed(db: Session, conversation: Conversation, answered: Answered, now: datetime) -> None:
    """Put a conversation before a person where what was answered calls for one."""
    keys = {one.key for one in answered.said if one.key}
    if keys & _SECOND_TIME:
        why = PersonWhy.GAVE_UP
    elif _ANGER in keys:
        why = PersonWhy.ANGRY
    elif any(key.startswith(_NOTED) for key in keys):
        why = PersonWhy.REQUEST
    else:
        return
    handoff.ask_for_person(db, conversation.id, why, now)
