"""Statements that decide between workers: conditional updates whose count is 1 for the winner."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, Table, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.db.base import Base


def won(db: Session, statement: Update) -> bool:
    """Whether the conditional UPDATE changed its one row; anyone else who tries it changes none."""
    result = db.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def insert_once(db: Session, table: type[Base], **values: Any) -> int | None:
    """Insert a row and give its id, or None when a unique key says that it is there already."""
    target = table.__table__
    assert isinstance(target, Table)
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(target).values(**values).on_conflict_do_nothing().returning(target.c.id)
    found = db.execute(statement).scalar_one_or_none()
    return None if found is None else int(found)
