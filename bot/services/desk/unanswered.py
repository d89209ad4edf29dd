"""What a customer wrote while a person had them, and nobody answered: the assistant's once they are handed back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.domain.conversations import InboundState
from bot.domain.delivery import NEGATIVE, DeliveryState
from bot.domain.sending import Lane

_MOST, _YOUNGER = 5, timedelta(hours=24)
_NEVER_LEFT = (*NEGATIVE, DeliveryState.EXPIRED)


def leave_unanswered(db: Session, conversation: Conversation, due: datetime) -> int:
    """Leave to the assistant what came after the last answer of anybody, from `due` on; returns how many messages.

    Nothing where somebody has said that no answer is needed. A tap was obeyed as it came, and an answer to what it
    chose would come out of nowhere; what is a day old belongs to people.
    """
    if conversation.waiting_since is None:
        return 0
    answers = select(func.max(OutgoingMessage.queued_at)).where(
        OutgoingMessage.conversation_id == conversation.id,
        OutgoingMessage.lane == Lane.REPLY,
        OutgoingMessage.state.not_in(_NEVER_LEFT),
    )
    since = db.scalar(answers)
    theirs = select(InboundMessage).where(
        InboundMessage.conversation_id == conversation.id,
        InboundMessage.state == InboundState.SET_ASIDE,
        InboundMessage.choice.is_(None),
        InboundMessage.received_at > max(since or due - _YOUNGER, due - _YOUNGER),
    )
    found = db.scalars(theirs.order_by(InboundMessage.id.desc()).limit(_MOST)).all()
    for inbound in found:
        inbound.state, inbound.answered_at, inbound.not_before = InboundState.WAITING, None, due
        inbound.attempts = max(inbound.attempts, 1)  # it has arrived before, and is read with the others, at its time
    return len(found)
