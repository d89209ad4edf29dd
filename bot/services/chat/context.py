"""What the dialogue has not seen and its customer has: a notice told since, or what a person of the shop wrote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.requests import Request
from bot.domain.requests import RequestState
from bot.domain.sending import Author, Lane
from bot.domain.shortening import shortened
from bot.services.chat.last_said import SAID, find_last_said
from bot.services.desk.left import find_left
from bot.services.desk.spoken_of import find_order_spoken_of

# The key of what a person wrote: no sentence of the catalogue.
BY_A_PERSON = "person.wrote"
_WORDS = 500  # characters of them


def find_told(db: Session, conversation: Conversation, now: datetime) -> dict[str, Any] | None:
    """The last thing we said, if the dialogue has not seen it: it would take "yes" for an answer to something else.

    In the shape of an answer of the dialogue: its key, its values (of what a person wrote: the order spoken of, their
    words, the requests that are open, what they left to be done) and the meaning of each button.
    """
    row = find_last_said(db, conversation, SAID)
    if row is not None and row.author == Author.AGENT and row.lane == Lane.REPLY:
        return {"key": BY_A_PERSON, "values": _left(db, conversation, row.text, now), "buttons": []}
    if _is_left_alone(db, conversation, row):
        return {"key": BY_A_PERSON, "values": _left(db, conversation, "", now), "buttons": []}
    if row is None or row.lane != Lane.NOTICE:
        return None
    buttons = [{"intent": choice.intent, "entities": choice.entities} for choice in row.choices]
    return {"key": row.key, "values": row.values, "buttons": buttons}


def _is_left_alone(db: Session, conversation: Conversation, row: OutgoingMessage | None) -> bool:
    """Whether a person handed the conversation back with words to us after all that was said, writing none themselves.

    What stands open with buttons below it stays what the customer answers.
    """
    left = find_left(db, conversation)
    return left is not None and (row is None or (row.queued_at <= left.at and not row.choices))


def _left(db: Session, conversation: Conversation, words: str, now: datetime) -> dict[str, Any]:
    """How a person left the conversation."""
    theirs = select(Request.reference).where(
        Request.merchant_id == conversation.merchant_id,
        Request.customer_id == conversation.customer_id,
        Request.state == RequestState.OPEN,
    )
    number = find_order_spoken_of(db, conversation, now)
    return {
        "words": shortened(words, _WORDS),
        "instruction": conversation.instruction,
        "requests": list(db.scalars(theirs.order_by(Request.id.desc()).limit(5))),
        **({"number": number} if number else {}),
    }
