"""The order that a conversation is about, as its newest messages name it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.domain.own_numbers import OwnNumber, find_named
from bot.domain.sending import Author
from bot.services.desk.left import find_left
from bot.services.orders.known import list_own_numbers

_LOOKED_BACK = 20  # messages of ours


def find_order_spoken_of(db: Session, conversation: Conversation, now: datetime) -> str | None:
    """Return the number of the customer's own order that we named last, also in what a person left to be done.

    None where none was named.
    """
    own = list_own_numbers(db, conversation.merchant_id, conversation.customer_id, conversation.id, now)
    if not own:
        return None
    said = select(OutgoingMessage.queued_at, OutgoingMessage.author, OutgoingMessage.values, OutgoingMessage.text)
    newest = said.where(OutgoingMessage.conversation_id == conversation.id).order_by(OutgoingMessage.id.desc())
    numbers = {one.number for one in own}
    left = find_left(db, conversation)
    for at, author, values, text in db.execute(newest.limit(_LOOKED_BACK)):
        if left and at <= left.at:  # said when the conversation was handed back, after this
            if last := _named_last(left.words, own):
                return last
            left = None
        # A person names it in words of their own.
        last = _named_last(text, own) if author == Author.AGENT else str(values.get("number", ""))
        if last in numbers:
            return last
    return _named_last(left.words, own) if left else None


def _named_last(text: str, own: Sequence[OwnNumber]) -> str | None:
    named = [one.number for found in find_named(text, own) for one in found.orders[:1]]
    return named[-1] if named else None
