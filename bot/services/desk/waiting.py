"""What waits for the people of a shop: requests, conversations, alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.outgoing import Alert
from bot.db.requests import Request
from bot.domain.requests import RequestState
from bot.domain.shortening import shortened


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: `name` is what it is closed by, `about` says what it is."""

    name: str
    since: datetime
    about: str


def list_requests(db: Session, merchant_id: int) -> list[Waiting]:
    """Open requests, the oldest first."""
    query = (
        select(Request)
        .where(Request.merchant_id == merchant_id, Request.state == RequestState.OPEN)
        .order_by(Request.id)
    )
    return [Waiting(row.reference, row.created_at, _about(row)) for row in db.scalars(query)]


def list_conversations(db: Session, merchant_id: int) -> list[Waiting]:
    """Conversations that asked for a person, the longest waiting first."""
    query = select(Conversation).where(
        Conversation.merchant_id == merchant_id, Conversation.needs_person_since.is_not(None)
    )
    rows = db.scalars(query.order_by(Conversation.needs_person_since))
    return [Waiting(str(row.id), row.needs_person_since or row.created_at, row.needs_person_why or "") for row in rows]


def list_alerts(db: Session, merchant_id: int) -> list[Waiting]:
    """What went wrong and needs a person, the newest first."""
    query = select(Alert).where(Alert.merchant_id == merchant_id).order_by(Alert.last_at.desc())
    return [Waiting(row.cause, row.first_at, f"{row.count} times, {row.text}".strip(", ")) for row in db.scalars(query)]


def _about(row: Request) -> str:
    order = f"order {row.order.number}" if row.order else "no order"
    words = " ".join(row.detail.split())
    return f"{row.kind}, {order}: {shortened(words, 80)}"
