"""What the assistant had to say when a person took over: kept, shown, and never sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.claims import provided
from bot.db.conversations import Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage, in_hand
from bot.domain.delivery import UNSENT, WITHHELD, DeliveryState
from bot.domain.sending import Author
from bot.domain.timeline import TimelineKind
from bot.services.desk.timeline import note_event
from bot.services.messages import states

ASKED = "helped.ask"  # the sentence that asks how a resolved conversation was
REOPENED = "reopened"


def withhold(db: Session, conversation: Conversation, now: datetime) -> None:
    """End what the assistant has written in a conversation and what has not left: whoever had asked waits again."""
    unsent = select(OutgoingMessage).where(
        OutgoingMessage.conversation_id == conversation.id,
        OutgoingMessage.author == Author.ASSISTANT,
        in_hand(OutgoingMessage),
        provided(OutgoingMessage.state.in_(UNSENT)),
    )
    locked = unsent.order_by(OutgoingMessage.id).with_for_update().execution_options(populate_existing=True)
    rows = db.scalars(locked).all()
    withhold_rows(db, conversation, rows, now)
    if rows and conversation.waiting_since is None:
        asked = select(func.min(InboundMessage.received_at))
        conversation.waiting_since = db.scalar(asked.where(InboundMessage.id.in_([row.in_reply_to for row in rows])))


def withhold_rows(db: Session, conversation: Conversation, rows: Sequence[OutgoingMessage], now: datetime) -> None:
    """End these messages of the assistant, and show in the thread that they are withheld."""
    for row in rows:
        states.end(row, DeliveryState.CANCELED, WITHHELD[0], now)
        note_event(db, conversation, TimelineKind.WITHHELD, now, message=f"out-{row.id}")


def take_question_back(db: Session, conversation: Conversation, now: datetime) -> None:
    """Cancel the question how a resolved conversation was, where it has not left: it goes on."""
    asking = select(OutgoingMessage).where(
        OutgoingMessage.conversation_id == conversation.id,
        OutgoingMessage.key == ASKED,
        in_hand(OutgoingMessage),
        provided(OutgoingMessage.state.in_(UNSENT)),
    )
    for question in db.scalars(asking):
        states.end(question, DeliveryState.CANCELED, REOPENED, now)
        question.dedupe_key = None  # it may be asked when the conversation is done for good
