"""What was found, as it is shown: the conversation, and what was written with the words in it marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.db.conversations import Conversation, InboundMessage
from bot.db.desk import Note
from bot.db.outgoing import OutgoingMessage
from bot.db.search import Side
from bot.domain.search_marks import MarkedText, mark_text
from bot.domain.sending import Author
from bot.services.desk.thread import CUSTOMER
from bot.services.search.finding import FoundPlace

_TABLES: dict[str, Any] = {Side.IN: InboundMessage, Side.OUT: OutgoingMessage, Side.NOTE: Note}


@dataclass(frozen=True, slots=True)
class TextHit:
    """What was written: `name` as programs call it (in-12), `author` customer or an Author, and the text, marked and
    whole."""

    name: str
    at: datetime
    author: str
    staff_id: int | None
    marked: MarkedText
    whole: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, as it is shown; without a text it is the conversation itself."""

    conversation: Conversation
    text: TextHit | None


def list_hits(db: Session, merchant_id: int, found: Sequence[FoundPlace]) -> list[Hit]:
    """List what was found at a shop as it is shown, in its order; what has gone meanwhile is left out."""
    texts = {(side, row.id): row for side in _TABLES for row in _rows(db, found, side)}
    ids = {one.conversation_id for one in found}
    talks = select(Conversation).where(Conversation.id.in_(ids), Conversation.merchant_id == merchant_id)
    known = {row.id: row for row in db.scalars(talks.options(joinedload(Conversation.customer)))}
    hits: list[Hit] = []
    for one in found:
        row = texts.get((one.side or "", one.thing_id or 0))
        if one.conversation_id in known and (row is not None or one.side is None):
            hits.append(Hit(known[one.conversation_id], None if row is None else _told(merchant_id, one, row)))
    return hits


def _rows(db: Session, found: Sequence[FoundPlace], side: str) -> Sequence[Any]:
    ids = [one.thing_id for one in found if one.side == side]
    table = _TABLES[side]
    return db.scalars(select(table).where(table.id.in_(ids))).all() if ids else []


def _told(merchant_id: int, one: FoundPlace, row: Any) -> TextHit:
    author = {Side.IN: CUSTOMER, Side.NOTE: Author.AGENT}.get(Side(one.side or ""), "") or row.author
    marked = mark_text(merchant_id, row.text, one.tier.wanted if one.tier else ())
    return TextHit(f"{one.side}-{row.id}", one.place.at, author, getattr(row, "staff_id", None), marked, row.text)
