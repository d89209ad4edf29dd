"""Stretches: from when a person is needed in a conversation until it is resolved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.conversations import Conversation
from bot.db.desk import Stretch


def open_stretch(db: Session, conversation: Conversation, why: str, now: datetime) -> None:
    """Open a stretch, unless one is open."""
    insert_once(
        db,
        Stretch,
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        why=why,
        opened_at=now,
    )


def find_open(db: Session, conversation_id: int) -> Stretch | None:
    """Return the stretch of a conversation that is not resolved yet."""
    return db.scalar(select(Stretch).where(Stretch.conversation_id == conversation_id, Stretch.resolved_at.is_(None)))
