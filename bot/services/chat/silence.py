"""While a person has a conversation the assistant says nothing in it, whatever is written, tapped or worked out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.domain.conversations import InboundState
from bot.ports import Said
from bot.services.chat import arrivals, choices, without_model
from bot.services.desk import withholding
from bot.services.messages import writing


def set_aside(db: Session, conversation: Conversation, now: datetime) -> None:
    """Leave what waits to the person; a customer's no among it is obeyed all the same, and their stars are kept."""
    waiting = select(InboundMessage).where(
        InboundMessage.conversation_id == conversation.id, InboundMessage.state == InboundState.WAITING
    )
    for inbound in db.scalars(waiting.order_by(InboundMessage.id)):
        if not inbound.attempts:
            arrivals.note(db, conversation, inbound, now)
        if without_model.obey_opt_out(db, conversation, inbound, now) is None:
            choices.obey_silently(db, conversation, inbound, now)
        inbound.state, inbound.answered_at = InboundState.SET_ASIDE, now


def withhold_answer(
    db: Session, conversation: Conversation, said: Sequence[Said], locale: str, inbound_id: int, now: datetime
) -> None:
    """Keep what the assistant has worked out, unsent, for the person who took over meanwhile; its message is theirs."""
    rows = writing.utter(db, conversation, said, locale, now, writing.Envelope(in_reply_to=inbound_id))
    withholding.withhold_rows(db, conversation, rows, now)
    set_aside(db, conversation, now)
