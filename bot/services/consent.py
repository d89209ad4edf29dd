"""The ledger of consent: what was agreed or withdrawn, when, how, in what words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.people import Consent

ANY = "any"
PURPOSES = frozenset({"utility", "marketing"})


def withdraw(db: Session, conversation_id: int, purpose: str, source: str, words: str, now: datetime) -> bool:
    """No more messages of this purpose ("marketing" or "any") on this channel; False when it was so already."""
    return _record(db, conversation_id, purpose, source, words, now, granted=False)


def grant(db: Session, conversation_id: int, purpose: str, source: str, words: str, now: datetime) -> bool:
    """Messages of this purpose are welcome again; "any" lifts every withdrawal; False when nothing changed."""
    return _record(db, conversation_id, purpose, source, words, now, granted=True)


def withdrawn(db: Session, customer_id: int, channel: str) -> frozenset[str]:
    """The purposes a customer has withdrawn on a channel, and "any" when that is all of them."""
    query = select(Consent).where(Consent.customer_id == customer_id, Consent.channel == channel)
    refused: set[str] = set()
    for entry in db.scalars(query.order_by(Consent.id)):
        covered = _covered(entry.purpose)
        refused = refused - covered if entry.granted else refused | covered
    return frozenset(refused | {ANY}) if refused >= PURPOSES else frozenset(refused)


def _covered(purpose: str) -> frozenset[str]:
    return PURPOSES if purpose == ANY else frozenset({purpose})


def _record(
    db: Session, conversation_id: int, purpose: str, source: str, words: str, now: datetime, *, granted: bool
) -> bool:
    conversation = db.get_one(Conversation, conversation_id)
    refused = withdrawn(db, conversation.customer_id, conversation.channel)
    if granted:
        changes = bool(refused & _covered(purpose)) or not _granted_before(db, conversation, purpose)
    else:
        changes = not _covered(purpose) <= refused
    if changes:
        db.add(
            Consent(
                merchant_id=conversation.merchant_id,
                customer_id=conversation.customer_id,
                channel=conversation.channel,
                purpose=purpose,
                granted=granted,
                source=source,
                words=words[:500],
                at=now,
            )
        )
        db.flush()
    return changes


def _granted_before(db: Session, conversation: Conversation, purpose: str) -> bool:
    """Whether the newest word on exactly this purpose was a yes."""
    newest = (
        select(Consent.granted)
        .where(
            Consent.customer_id == conversation.customer_id,
            Consent.channel == conversation.channel,
            Consent.purpose == purpose,
        )
        .order_by(Consent.id.desc())
        .limit(1)
    )
    return bool(db.scalar(newest))
