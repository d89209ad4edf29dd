"""A customer's word on messages, said in a conversation: written into the ledger and shown in the thread."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.timeline import TimelineKind
from bot.services.desk.timeline import note_event
from bot.services.people import consent


def withdraw(
    db: Session, conversation_id: int, purpose: Purpose, source: ConsentSource, words: str, now: datetime
) -> bool:
    """Stop messages of this purpose (MARKETING or ANY) on this channel; False when they were stopped already."""
    changed = consent.withdraw(db, conversation_id, purpose, source, words, now)
    return _shown(db, conversation_id, purpose, now, agreed=False) if changed else False


def grant(
    db: Session, conversation_id: int, purpose: Purpose, source: ConsentSource, words: str, now: datetime
) -> bool:
    """Welcome messages of this purpose again; ANY lifts every withdrawal; False when nothing changed."""
    changed = consent.grant(db, conversation_id, purpose, source, words, now)
    return _shown(db, conversation_id, purpose, now, agreed=True) if changed else False


def _shown(db: Session, conversation_id: int, purpose: Purpose, now: datetime, *, agreed: bool) -> bool:
    row = db.get_one(Conversation, conversation_id)
    note_event(db, row, TimelineKind.CONSENT, now, channel=row.channel, purpose=purpose, agreed=agreed)
    return True
