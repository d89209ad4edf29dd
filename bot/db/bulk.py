"""Many rows written by one statement: PostgreSQL takes them as one JSON text, SQLite one after the other.

A statement a row costs a message of many more than all else that is done for it in the database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, TextClause, TypeDecorator, bindparam, text, update
from sqlalchemy.orm import Session

from bot.db.base import Base, table_of
from bot.db.claims import insert_for
from bot.db.ids import take_ids

Row = Mapping[str, Any]


def insert_rows(db: Session, table: Table, rows: Sequence[Row], unless: Sequence[str] = ()) -> None:
    """Insert rows, all with the same columns; one that has the `unless` columns of a row that is there is left out."""
    if not rows:
        return
    if db.get_bind().dialect.name == "postgresql":
        db.connection().execute(_insertion(table, tuple(rows[0]), tuple(unless)), {"rows": _write(db, table, rows)})
        return
    statement = insert_for(db.get_bind().dialect.name)(table)
    if unless:
        statement = statement.on_conflict_do_nothing(index_elements=list(unless))
    db.connection().execute(statement, list(rows))


def update_rows(db: Session, table: Table, rows: Sequence[Row]) -> None:
    """Set the columns of rows that are there, each found by its `id`; all name the same columns."""
    if not rows:
        return
    names = tuple(name for name in rows[0] if name != "id")
    if db.get_bind().dialect.name == "postgresql":
        db.connection().execute(_change(table, names), {"rows": _write(db, table, rows)})
        return
    one = update(table).where(table.c.id == bindparam("its_id")).values({name: bindparam(name) for name in names})
    db.connection().execute(one, [{**row, "its_id": row["id"]} for row in rows])


def add_rows(db: Session, rows: Sequence[Base]) -> None:
    """Write new objects of one table, which no session knows yet; they have their ids then.

    PostgreSQL's stay without a session: what is set on them afterwards is not written.
    """
    if not rows:
        return
    if db.get_bind().dialect.name != "postgresql":
        db.add_all(rows)
        db.flush()
        return
    take_ids(db, rows)
    defaults = _list_defaults(type(rows[0]))
    insert_rows(db, table_of(type(rows[0])), [_read(row, defaults) for row in rows])


def _read(row: Base, defaults: Mapping[str, Any]) -> dict[str, Any]:
    known = vars(row)
    return {
        name: known[name] if known.get(name) is not None else default() if callable(default) else default
        for name, default in defaults.items()
    }


@lru_cache(maxsize=64)
def _list_defaults(mapped: type[Base]) -> Mapping[str, Any]:
    """What stands in a column, by its name, where nothing was said: a value, or what makes one."""
    return {column.key: _default(column.default) for column in table_of(mapped).columns}


def _default(default: Any) -> Any:
    if default is None:
        return None
    # SQLAlchemy wraps what makes a value, to give it a context.
    return (lambda: default.arg(None)) if default.is_callable else default.arg


@lru_cache(maxsize=64)
def _insertion(table: Table, names: tuple[str, ...], unless: tuple[str, ...]) -> TextClause:
    """Built once: putting a statement together costs more than running it."""
    columns = ", ".join(f'"{name}"' for name in names)
    past = f" ON CONFLICT ({', '.join(unless)}) DO NOTHING" if unless else ""
    return text(f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {_given(table)}{past}")


@lru_cache(maxsize=64)
def _change(table: Table, names: tuple[str, ...]) -> TextClause:
    told = ", ".join(f'"{name}" = told."{name}"' for name in names)
    return text(f"UPDATE {table.name} SET {told} FROM {_given(table)} AS told WHERE {table.name}.id = told.id")


def _given(table: Table) -> str:
    """The rows of the parameter, each column of the table's own type."""
    return f"json_populate_recordset(NULL::{table.name}, CAST(:rows AS json))"


def _write(db: Session, table: Table, rows: Sequence[Row]) -> str:
    dialect, own = db.get_bind().dialect, _list_own_types(table)
    named = [(name, own.get(name)) for name in rows[0]]
    told = [
        {name: row[name] if kind is None else kind.process_bind_param(row[name], dialect) for name, kind in named}
        for row in rows
    ]
    return json.dumps(told, ensure_ascii=False, default=datetime.isoformat)


@lru_cache(maxsize=64)
def _list_own_types(table: Table) -> Mapping[str, TypeDecorator[Any]]:
    """The columns whose values are written otherwise than they are known here: times, days, words of the search."""
    return {column.key: column.type for column in table.columns if isinstance(column.type, TypeDecorator)}
