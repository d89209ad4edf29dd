"""What somebody has begun to write in a conversation, kept so that no reload and no other browser loses it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.conversations import Conversation
from bot.db.inbox import SavedDraft
from bot.domain.conversations import DraftKind


def keep_draft(db: Session, row: Conversation, staff_id: int, kind: DraftKind, text: str, now: datetime) -> None:
    """Keep what somebody has begun to write in place of what they had; "" forgets it."""
    whose = {"conversation_id": row.id, "staff_id": staff_id, "kind": kind}
    if not text:
        db.execute(delete(SavedDraft).filter_by(**whose))
    elif insert_once(db, SavedDraft, merchant_id=row.merchant_id, text=text, at=now, **whose) is None:
        db.execute(update(SavedDraft).filter_by(**whose).values(text=text, at=now))


def read_drafts(db: Session, conversation_id: int, staff_id: int | None) -> dict[DraftKind, str]:
    """Return what somebody has begun to write in a conversation, "" where nothing."""
    query = select(SavedDraft.kind, SavedDraft.text).filter_by(conversation_id=conversation_id, staff_id=staff_id)
    kept = {kind: text for kind, text in db.execute(query)}
    return {kind: kept.get(kind, "") for kind in DraftKind}
