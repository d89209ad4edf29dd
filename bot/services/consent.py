"""The ledger of consent: what was agreed or withdrawn, when, how, in what words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.people import Consent


def withdraw(db: Session, conversation_id: int, purpose: str, source: str, words: str, now: datetime) -> bool:
    """No more messages of this purpose ("marketing" or "any") on this channel; False when it was so already."""
    return _record(db, conversation_id, purpose, source, words, now, granted=False)


def grant(db: Session, conversation_id: int, purpose: str, source: str, words: str, now: datetime) -> bool:
    """Messages of this purpose are welcome again; "any" lifts every withdrawal; False when nothing changed."""
    return _record(db, conversation_id, purpose, source, words, now, granted=True)


def withdrawn(db: Session, customer_id: int, channel: str) -> frozenset[str]:
    """The purposes a customer has withdrawn on a channel ("any" covers all)."""
    query = select(Consent).where(Consent.customer_id == customer_id, Consent.channel == channel)
    state: dict[str, bool] = {}
    for entry in db.scalars(query.order_by(Consent.id)):
        if entry.granted and entry.purpose == "any":
            state.clear()
        state[entry.purpose] = entry.granted
        if entry.granted:
            state["any"] = True  # agreeing to one purpose ends a "no messages at all"
    return frozenset(purpose for purpose, granted in state.items() if not granted)


def _record(
    db: Session, conversation_id: int, purpose: str, source: str, words: str, now: datetime, *, granted: bool
) -> bool:
    conversation = db.get_one(Conversation, conversation_id)
    before = withdrawn(db, conversation.customer_id, conversation.channel)
    last = db.scalar(
        select(Consent.granted)
        .where(
            Consent.customer_id == conversation.customer_id,
            Consent.channel == conversation.channel,
            Consent.purpose == purpose,
        )
        .order_by(Consent.id.desc())
        .limit(1)
    )
    changes = bool(before & {"any", purpose}) or last is not True if granted else not before & {"any", purpose}
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
