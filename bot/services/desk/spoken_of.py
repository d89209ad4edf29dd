"""The order that a conversation is about, as its newest messages name it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.domain.own_numbers import find_named
from bot.domain.sending import Author
from bot.services.orders.known import list_own_numbers

_LOOKED_BACK = 20  # messages of ours


def find_order_spoken_of(db: Session, conversation: Conversation, now: datetime) -> str | None:
    """Return the number of the customer's own order that we named last; None where none was named."""
    own = list_own_numbers(db, conversation.merchant_id, conversation.customer_id, conversation.id, now)
    if not own:
        return None
    said = select(OutgoingMessage.author, OutgoingMessage.values, OutgoingMessage.text)
    newest = said.where(OutgoingMessage.conversation_id == conversation.id).order_by(OutgoingMessage.id.desc())
    numbers = {one.number for one in own}
    for author, values, text in db.execute(newest.limit(_LOOKED_BACK)):
        if author == Author.AGENT:  # in words of their own
            named = [one.number for found in find_named(text, own) for one in found.orders[:1]]
        else:
            named = [str(values.get("number", ""))]
        last = next((number for number in reversed(named) if number in numbers), None)
        if last:
            return last
    return None
