"""A conversation put before a person, taken over, handed back, seen to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.domain.conversations import Owner
from bot.domain.timeline import TimelineKind
from bot.services.desk import stretches
from bot.services.desk.timeline import note_event
from bot.services.messages import held

ASSISTANT_AWAY = "assistant_away"  # nobody is answered; the conversation is, once that is over


def ask_for_person(db: Session, conversation_id: int, why: str, now: datetime) -> bool:
    """Put the conversation before a person; False when it already waits for one, or a person has it.

    The assistant goes on answering until a person takes over: silence would be worse.
    """
    not_yet = update(Conversation).where(Conversation.id == conversation_id, Conversation.needs_person_since.is_(None))
    since = func.coalesce(Conversation.waiting_since, now)
    asked = {"needs_person_since": now, "needs_person_why": why, "waiting_since": since}
    if not won(db, not_yet.values(asked)):
        return False
    conversation = db.get_one(Conversation, conversation_id, populate_existing=True)
    stretches.open_stretch(db, conversation, why, now)
    note_event(db, conversation, TimelineKind.NEEDS_PERSON, now, why=why)
    return True


def take_off(db: Session, conversation_id: int, why: str, now: datetime) -> None:
    """Take a conversation off the desk again if it was put before a person for this reason alone."""
    conversation = db.get_one(Conversation, conversation_id)
    if conversation.needs_person_why == why:
        conversation.needs_person_since = conversation.needs_person_why = None
        held.look_again_at_shop(db, conversation.merchant_id, ("with_person",), now)


def hand_over(db: Session, conversation_id: int, owner: Owner, now: datetime) -> int:
    """Give the conversation to `owner`; answers begun before are stale from here on."""
    values: dict[str, object] = {"owner": owner, "epoch": Conversation.epoch + 1, "version": Conversation.version + 1}
    if owner != Owner.NOBODY:
        values |= {"needs_person_since": None, "needs_person_why": None}
    db.execute(update(Conversation).where(Conversation.id == conversation_id).values(values))
    db.expire_all()
    return db.scalars(select(Conversation.epoch).where(Conversation.id == conversation_id)).one()


def mark_answered(db: Session, merchant_id: int, conversation_id: int, now: datetime) -> bool:
    """Note that somebody has seen to a conversation; False when none waited by this id."""
    theirs = update(Conversation).where(
        Conversation.merchant_id == merchant_id,
        Conversation.id == conversation_id,
        Conversation.needs_person_since.is_not(None),
    )
    if not won(db, theirs.values(needs_person_since=None, needs_person_why=None)):
        return False
    held.look_again_at_shop(db, merchant_id, ("with_person",), now)
    return True
