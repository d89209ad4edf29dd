"""A conversation put before a person, and taken off the desk again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.domain.conversations import PersonWhy
from bot.domain.timeline import TimelineKind
from bot.services.desk import stretches
from bot.services.desk.timeline import note_event
from bot.services.messages import held


def ask_for_person(db: Session, conversation_id: int, why: PersonWhy, now: datetime) -> bool:
    """Put the conversation before a person; False when it already waits for one, or a person has it.

    The assistant goes on answering until a person takes over: silence would be worse.
    """
    not_yet = update(Conversation).where(Conversation.id == conversation_id, Conversation.needs_person_since.is_(None))
    since = func.coalesce(Conversation.waiting_since, now)
    listed = func.coalesce(Conversation.active_at, now)  # also where the customer has never written
    asked = {"needs_person_since": now, "needs_person_why": why, "waiting_since": since, "active_at": listed}
    if not won(db, not_yet.values(asked)):
        return False
    conversation = db.get_one(Conversation, conversation_id, populate_existing=True)
    stretches.open_stretch(db, conversation, why, now)
    note_event(db, conversation, TimelineKind.NEEDS_PERSON, now, why=why)
    return True


def take_off(db: Session, conversation_id: int, why: PersonWhy, now: datetime) -> None:
    """Take a conversation off the desk again if it was put before a person for this reason alone."""
    conversation = db.get_one(Conversation, conversation_id)
    if conversation.needs_person_why == why:
        conversation.needs_person_since = conversation.needs_person_why = None
        stretches.drop_untaken(db, conversation.id, now)
        held.look_again_at_shop(db, conversation.merchant_id, ("with_person",), now)
