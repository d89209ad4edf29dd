"""What waits for the people of a shop: requests, conversations, alerts; and that it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.outgoing import Alert
from bot.db.requests import Request
from bot.services.sending import holding


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: `name` is what it is closed by, `about` says what it is."""

    name: str
    since: datetime
    about: str


def requests(db: Session, merchant_id: int) -> list[Waiting]:
    """Open requests, the oldest first."""
    query = select(Request).where(Request.merchant_id == merchant_id, Request.state == "open").order_by(Request.id)
    return [Waiting(row.reference, row.created_at, _about(row)) for row in db.scalars(query)]


def close_request(db: Session, merchant_id: int, reference: str, state: str, now: datetime) -> bool:
    """An open request is "done" or "refused"; False when there is no such one."""
    theirs = update(Request).where(
        Request.merchant_id == merchant_id, Request.reference == reference, Request.state == "open"
    )
    if not won(db, theirs.values(state=state, done_at=now)):
        return False
    holding.look_again_at_shop(db, merchant_id, ("open_request",), now)
    return True


def conversations(db: Session, merchant_id: int) -> list[Waiting]:
    """Conversations that asked for a person, the longest waiting first."""
    query = select(Conversation).where(
        Conversation.merchant_id == merchant_id, Conversation.needs_person_since.is_not(None)
    )
    rows = db.scalars(query.order_by(Conversation.needs_person_since))
    return [Waiting(str(row.id), row.needs_person_since or row.created_at, row.needs_person_why or "") for row in rows]


def answered(db: Session, merchant_id: int, conversation_id: int, now: datetime) -> bool:
    """Somebody has seen to a conversation; False when none waited by this id."""
    theirs = update(Conversation).where(
        Conversation.merchant_id == merchant_id,
        Conversation.id == conversation_id,
        Conversation.needs_person_since.is_not(None),
    )
    if not won(db, theirs.values(needs_person_since=None, needs_person_why=None)):
        return False
    holding.look_again_at_shop(db, merchant_id, ("with_person",), now)
    return True


def alerts(db: Session, merchant_id: int) -> list[Waiting]:
    """What went wrong and needs a person, the newest first."""
    query = select(Alert).where(Alert.merchant_id == merchant_id).order_by(Alert.last_at.desc())
    return [Waiting(row.cause, row.first_at, f"{row.count} times, {row.text}".strip(", ")) for row in db.scalars(query)]


def clear_alert(db: Session, merchant_id: int, cause: str) -> bool:
    """It is seen to; the same cause raises it again. False when there is no such one."""
    gone = delete(Alert).where(Alert.merchant_id == merchant_id, Alert.cause == cause).returning(Alert.id)
    return db.execute(gone).first() is not None


def _about(row: Request) -> str:
    order = f"order {row.order.number}" if row.order else "no order"
    words = " ".join(row.detail.split())
    return f"{row.kind}, {order}: {words[:80]}"
