"""The demo shop in an empty database: seeded once a process, afterwards its rows are written as they were.

Hundreds of tests begin with it, and to seed it takes many times as long as to write what was seeded.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Table, TableClause, column, func, select, table
from sqlalchemy.orm import Session

from bot.db.base import Base
from bot.demo.seed import seed_shop

_Rows = list[tuple[Table, list[dict[str, Any]]]]
_seeded: dict[tuple[datetime, str | None, str | None], _Rows] = {}


def seed_into(
    db: Session, now: datetime, whatsapp: str | None = "+917900000000", sms: str | None = "+917900000001"
) -> None:
    """Put the demo shop of this moment into a database that is empty."""
    known = _seeded.get((now, whatsapp, sms))
    if known is None:
        seed_shop(db, now, whatsapp, sms)
        db.flush()
        _seeded[now, whatsapp, sms] = _read_all(db)
        return
    for kept, rows in known:
        db.execute(_plain(kept).insert(), rows)
        if db.get_bind().dialect.name == "postgresql" and isinstance(rows[0].get("id"), int):
            counter = func.pg_get_serial_sequence(kept.name, "id")
            db.execute(select(func.setval(counter, max(row["id"] for row in rows))))


def _read_all(db: Session) -> _Rows:
    """Every row there is, each table after those that it refers to."""
    found = ((kept, db.execute(kept.select().order_by(*kept.primary_key)).mappings().all()) for kept in _tables())
    return [(kept, [dict(row) for row in rows]) for kept, rows in found if rows]


@cache
def _tables() -> tuple[Table, ...]:
    return tuple(Base.metadata.sorted_tables)


@cache
def _plain(kept: Table) -> TableClause:
    """The table with no defaults, in which nothing is nothing and not JSON's null."""
    types = {one.name: JSON(none_as_null=True) if isinstance(one.type, JSON) else one.type for one in kept.columns}
    return table(kept.name, *(column(name, kind) for name, kind in types.items()))
