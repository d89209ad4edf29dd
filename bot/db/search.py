"""The index of the search: the words of what was written, by either side and in notes; and how far it has come.

PostgreSQL keeps the words as a tsvector with a GIN index; SQLite in an FTS5 table that two triggers of the migration
keep (a later migration that copies `search_entry` has to make them again).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Dialect, ForeignKey, Index, Integer, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from bot.db.base import Base
from bot.domain.search_words import IndexedText

FTS = "search_words"  # SQLite's table; it brings some of its own, whose names begin like its
_ROW_ID = BigInteger().with_variant(Integer, "sqlite")
LONGEST_PLACE = 16_383  # PostgreSQL counts no further


class IndexedWords(TypeDecorator[IndexedText]):
    """The words of a text as each database looks for them; they are never read back."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column's type in a database."""
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: IndexedText | None, dialect: Dialect) -> str | None:
        """Write the words out: sounds behind the words, so that those which follow each other still do."""
        if value is None:
            return None
        if dialect.name != "postgresql":
            return " ".join((*value.placed, *value.heard))
        placed = (f"'{word}':{min(place, LONGEST_PLACE)}" for place, word in enumerate(value.placed, 1))
        return " ".join((*placed, *(f"'{word}'" for word in value.heard)))


class Side(StrEnum):
    """Where a text stands: what the customer wrote, what the shop did, a note. Ids of messages begin with it."""

    IN = "in"
    OUT = "out"
    NOTE = "note"


class SearchEntry(Base):
    """A text that can be found. `merchant_id` is in its words as well and has no index of its own here."""

    __tablename__ = "search_entry"
    __table_args__ = (
        UniqueConstraint("side", "thing_id"),
        Index("ix_search_entry_newest", "merchant_id", "at", "id"),
        Index("ix_search_entry_words", "words", postgresql_using="gin").ddl_if(dialect="postgresql"),
    )
    merchant_id: Mapped[int] = mapped_column(ForeignKey("merchant.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    side: Mapped[str]  # a Side
    thing_id: Mapped[int] = mapped_column(_ROW_ID)  # of the row there
    at: Mapped[datetime]
    words: Mapped[IndexedText] = mapped_column(IndexedWords)


class SearchMark(Base):
    """How far the index has come on a side.

    All rows up to `up_to` were seen. `seen_id` was the newest at `seen_at`: once every transaction of that time is
    over, no row below it can still appear.
    """

    __tablename__ = "search_mark"
    side: Mapped[str] = mapped_column(unique=True)
    up_to: Mapped[int] = mapped_column(_ROW_ID, default=0)
    seen_id: Mapped[int] = mapped_column(_ROW_ID)
    seen_at: Mapped[datetime]
