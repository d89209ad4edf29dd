"""Insert a row unless its unique key is there already: what makes a repeated turn harmless."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.db.base import Base
from bot.db.claims import insert_for


def add_once(db: Session, table: type[Base], values: dict[str, Any]) -> bool:
    """True when the row was written; False when one with the same unique key existed.

    ON CONFLICT and not a savepoint: a failed INSERT would spoil the caller's transaction on PostgreSQL.
    """
    statement = (
        insert_for(db.get_bind().dialect.name)(table).values(**values).on_conflict_do_nothing().returning(table.id)
    )
    return db.execute(statement).first() is not None
