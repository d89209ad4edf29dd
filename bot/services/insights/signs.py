"""Signs of life: each process writes when it last did some work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import insert_once, won
from bot.db.signs import Sign

_TABLE = table_of(Sign)
_BY_NAME = update(_TABLE).where(_TABLE.c.name == bindparam("named")).values(at=bindparam("now"))


def write_sign(db: Session, name: str, now: datetime) -> None:
    """Write that a process works now."""
    if not won(db, _BY_NAME, {"named": name, "now": now}):
        insert_once(db, Sign, name=name, at=now)


def read_sign(db: Session, name: str) -> datetime | None:
    """When a process last wrote that it works; None when none of this name ever did."""
    return db.scalar(select(Sign.at).where(Sign.name == name))
