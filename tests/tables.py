"""A table that is away for a while, as it is in a database in trouble."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from bot.bootstrap import Bot


@contextmanager
def away(bot: Bot, *tables: str) -> Iterator[None]:
    """Every statement on these tables fails until the end of the block."""
    for table in tables:
        _rename(bot, table, f"{table}_away")
    try:
        yield
    finally:
        for table in tables:
            _rename(bot, f"{table}_away", table)


def _rename(bot: Bot, old: str, new: str) -> None:
    with bot.database.writing.begin() as db:
        db.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
