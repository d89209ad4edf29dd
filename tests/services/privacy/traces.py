"""Where in a database a word stands."""

from __future__ import annotations

from sqlalchemy import String, Table, cast, select
from sqlalchemy.orm import Session

from bot.db.base import Base


def traces(db: Session, *words: str) -> list[str]:
    """The columns of all tables in which one of the words stands, in whatever case: each table is read once."""
    found = []
    for table in Base.metadata.sorted_tables:
        columns = zip(table.columns, _read(db, table), strict=True)
        found += [
            f"{table.name}.{column.name}: {word}" for column, read in columns for word in words if word.lower() in read
        ]
    return found


def _read(db: Session, table: Table) -> list[str]:
    """What stands in each column of a table, all rows one below the other."""
    rows = db.execute(select(*(cast(column, String) for column in table.columns))).all()
    return ["\n".join(value.lower() for row in rows if (value := row[place])) for place in range(len(table.columns))]
