"""What of who is where a person may see, and whether the customer may see that somebody types."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.domain.access import Viewer
from bot.domain.channels import Channel
from bot.domain.conversations import Owner
from bot.domain.presence import Presence
from bot.domain.sending import window_open
from bot.services.desk.folders import limit_to


def keep_visible(db: Session, viewer: Viewer, found: Collection[Presence]) -> list[Presence]:
    """Keep who is at a conversation that the viewer may see."""
    asked = {one.conversation_id for one in found}
    seen = set(db.scalars(select(Conversation.id).where(*limit_to(viewer), Conversation.id.in_(asked))))
    return [one for one in found if one.conversation_id in seen]


def find_typed_to(db: Session, conversation: Conversation, staff_id: int, now: datetime) -> str | None:
    """Find the customer's message under which WhatsApp shows that somebody types (and that it was read).

    None: an answer of this person would not leave now, or the channel shows nothing.
    """
    theirs = (conversation.owner, conversation.assignee_id) == (Owner.AGENT, staff_id)
    shows = conversation.channel == Channel.WHATSAPP and window_open(conversation.last_inbound_at, now)
    if not theirs or not shows:
        return None
    newest = select(InboundMessage.provider_sid).where(InboundMessage.conversation_id == conversation.id)
    return db.scalars(newest.order_by(InboundMessage.id.desc()).limit(1)).first()
