"""Statements that decide between workers: conditional updates whose count is 1 for the winner."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Delete, Insert, Update, and_, true
from sqlalchemy.orm import Session

from bot.db.base import Base, table_of


def won(db: Session, statement: Update | Delete, values: Mapping[str, Any] | None = None) -> bool:
    """Whether the conditional UPDATE or DELETE changed its one row; anyone else who tries it changes none."""
    db.flush()
    result = db.connection().execute(statement, values)
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def provided(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return conditions by which a row is held or passed over, and never looked for: it is named by another one.

    PostgreSQL finds a row by its state as soon as by its id, where few were in that state when it counted: however many
    there are since, it goes through them all. What is asked of a condition's outcome leads it to no index.
    """
    return and_(true(), *conditions).is_(true())


def insert_once(db: Session, table: type[Base], **values: Any) -> int | None:
    """Insert a row; returns its id, or None when a unique key says that it is there already."""
    statement = _insert_of(table, db.get_bind().dialect.name)
    found = db.connection().execute(statement, values).scalar_one_or_none()
    return None if found is None else int(found)


@lru_cache(maxsize=64)
def _insert_of(table: type[Base], dialect: str) -> Insert:
    """Built once a table: putting a statement together costs more than running it."""
    target = table_of(table)
    statement: Insert = insert_for(dialect)(target).on_conflict_do_nothing().returning(target.c.id)
    return statement


def insert_for(dialect: str) -> Callable[..., Any]:
    """Return the `insert` of this database, which knows ON CONFLICT; the other one's takes long to import."""
    name = dialect if dialect == "postgresql" else "sqlite"
    maker: Callable[..., Any] = importlib.import_module(f"sqlalchemy.dialects.{name}").insert
    return maker
