"""What customers wrote that was answered by a topic: how often, and the newest of it, with what is theirs masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from bot.db.conversations import Conversation, InboundMessage
from bot.domain.masking import mask_personal

KEPT = timedelta(days=30)
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class TopicAsked:
    """A message that a topic was the answer to: what was meant by it, and how surely."""

    text: str
    locale: str
    intent: str
    confidence: float | None
    at: datetime


def count_uses(db: Session, merchant_id: int, now: datetime) -> dict[str, int]:
    """Count the messages of the last 30 days that each topic was the answer to."""
    mine = (InboundMessage.merchant_id == merchant_id, InboundMessage.topic.is_not(None))
    counted = select(InboundMessage.topic, func.count()).where(*mine, InboundMessage.received_at > now - KEPT)
    return {str(slug): count for slug, count in db.execute(counted.group_by(InboundMessage.topic))}


def list_asked(db: Session, merchant_id: int, slug: str, now: datetime) -> list[TopicAsked]:
    """List the newest messages of the last 30 days that a topic was the answer to."""
    mine = (InboundMessage.merchant_id == merchant_id, InboundMessage.topic == slug)
    of_topic = select(InboundMessage).where(*mine, InboundMessage.received_at > now - KEPT)
    of_topic = of_topic.options(joinedload(InboundMessage.conversation).joinedload(Conversation.customer))
    rows = db.scalars(of_topic.order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc()).limit(_SHOWN))
    return [
        TopicAsked(
            mask_personal(row.text, row.conversation.customer.name),
            row.locale or "",
            row.intent or "",
            row.confidence,
            row.received_at,
        )
        for row in rows
        if row.text
    ]
