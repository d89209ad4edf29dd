"""The index of the search brought up to date, a batch at a time, behind what is written.

Not in the transaction that stores a message: whoever acknowledges a webhook would work out the words and keep the
database's lock meanwhile. A message can be found a moment after it came, and what was there before the index follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db import bulk
from bot.db.base import table_of
from bot.db.conversations import InboundMessage
from bot.db.desk import Note
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.search import SearchEntry, SearchMark, Side
from bot.domain.search_words import index_text, name_key

BATCH = 200  # rows are locked while their words are worked out: for some 30 ms
# Longer than any transaction that writes messages: then no row can appear any more below one that was seen.
SETTLED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class IndexedTable:
    """A table whose texts are indexed."""

    table: type[Any]
    at: InstrumentedAttribute[datetime]


SOURCES = {
    Side.IN: IndexedTable(InboundMessage, InboundMessage.received_at),
    Side.OUT: IndexedTable(OutgoingMessage, OutgoingMessage.queued_at),
    Side.NOTE: IndexedTable(Note, Note.at),
}


def list_behind(db: Session, now: datetime) -> list[Side]:
    """List the sides that have something to be indexed, or to be noted about how far the index is.

    Asked every second: by one statement, whatever there is.
    """
    found = {row.side: row for row in db.execute(_HOW_FAR, {"settled": now - SETTLED})}
    if len(found) < len(SOURCES):
        return list(SOURCES)
    return [side for side in SOURCES if found[side].has_new or found[side].is_past]


def is_unkeyed(db: Session) -> bool:
    """Whether a customer's name cannot be looked for yet."""
    return db.scalars(_UNKEYED).first() is not None


def add_batch(db: Session, side: Side, now: datetime) -> int:
    """Index the next texts of a side, the oldest first; returns how many."""
    mark = _find_mark(db, side, now)
    source = SOURCES[side]
    row = source.table
    new = select(row.id, row.merchant_id, row.conversation_id, row.text, source.at.label("at"))
    new = new.where(*_unindexed(side, mark.up_to)).order_by(row.id).limit(BATCH)
    # Locked, so that a person who is being forgotten just now is not remembered by their words. What a turn has under
    # its hands is left for the next look: waiting for it would keep other turns waiting for what is locked already.
    found = db.execute(new.with_for_update(read=True, skip_locked=True)).all()
    if found:
        entries = [
            {
                "merchant_id": one.merchant_id,
                "conversation_id": one.conversation_id,
                "side": side,
                "thing_id": one.id,
                "at": one.at,
                "words": index_text(one.merchant_id, one.text),
            }
            for one in found
        ]
        bulk.insert_rows(db, table_of(SearchEntry), entries)
    if len(found) == BATCH and found[-1].id <= mark.seen_id:
        if _is_whole(db, side, mark.up_to, found[-1].id):
            mark.up_to = found[-1].id
    elif len(found) < BATCH and _is_settled(mark, now) and _is_whole(db, side, mark.up_to, mark.seen_id):
        mark.up_to, mark.seen_id, mark.seen_at = mark.seen_id, _newest(db, side), now
    return len(found)


def add_names(db: Session) -> int:
    """Work out by what the next customers are found; returns how many."""
    unkeyed = select(Customer).where(Customer.name_key.is_(None)).order_by(Customer.id).limit(BATCH)
    found = db.scalars(unkeyed.with_for_update()).all()
    for customer in found:
        customer.name_key = name_key(customer.name)
    return len(found)


def _is_settled(mark: SearchMark, now: datetime) -> bool:
    return now - mark.seen_at >= SETTLED


def _is_whole(db: Session, side: Side, after: int, up_to: int) -> bool:
    """Whether nothing in between was left out because somebody held it."""
    row = SOURCES[side].table
    left = select(row.id).where(*_unindexed(side, after), row.id <= up_to).limit(1)
    return db.scalar(left) is None


def _unindexed(side: Side, up_to: int | ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    row = SOURCES[side].table
    # The bound says nothing new, and keeps PostgreSQL from going through what was indexed before.
    known = exists().where(SearchEntry.side == side, SearchEntry.thing_id == row.id, SearchEntry.thing_id > up_to)
    return row.id > up_to, row.text != "", ~known.correlate_except(SearchEntry)


def _how_far(side: Side) -> Select[tuple[str, bool, bool]]:
    """Of a side that has a mark: whether it has new texts, and whether its mark can be moved on."""
    row, up_to = SOURCES[side].table, _MARK.c.up_to
    newest = select(func.max(row.id)).scalar_subquery()
    is_past = and_(_MARK.c.seen_at <= bindparam("settled"), up_to < func.coalesce(newest, 0))
    # In their order, so that PostgreSQL begins at the mark: it would else read the table, a third of which it expects.
    first_new = select(row.id).where(*_unindexed(side, up_to)).order_by(row.id).limit(1).scalar_subquery()
    return select(_MARK.c.side, first_new.is_not(None).label("has_new"), is_past.label("is_past")).where(
        _MARK.c.side == side
    )


def _find_mark(db: Session, side: Side, now: datetime) -> SearchMark:
    mark = db.scalars(select(SearchMark).where(SearchMark.side == side).with_for_update()).first()
    if mark is None:
        mark = SearchMark(side=side, seen_id=_newest(db, side), seen_at=now)
        db.add(mark)
        db.flush()
    return mark


def _newest(db: Session, side: Side) -> int:
    return db.scalars(select(func.max(SOURCES[side].table.id))).one() or 0


# Built once: they are asked every second.
_MARK = table_of(SearchMark)
_HOW_FAR = union_all(*(_how_far(side) for side in SOURCES))
_UNKEYED = select(Customer.id).where(Customer.name_key.is_(None)).limit(1)
