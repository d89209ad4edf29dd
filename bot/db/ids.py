"""Ids taken before rows are written, so that many rows are one prepared statement and none has to tell its id."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.db.base import Base

_NEXT = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")


def take_ids(db: Session, rows: Sequence[Base]) -> None:
    """Give new rows of one table their ids, where the database has a sequence; else they get them when written.

    What is written already keeps its own: others refer to it.
    """
    new = [row for row in rows if row.id is None]
    if new and db.get_bind().dialect.name == "postgresql":
        asked = {"table": new[0].__table__.name, "count": len(new)}  # type: ignore[attr-defined]
        for row, taken in zip(new, db.connection().execute(_NEXT, asked).scalars(), strict=True):
            row.id = taken
