"""Runs migrations against the address that bot.db.migrate passes in."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import event

from bot.db.base import UtcTime
from bot.db.engine import open_engine
from bot.db.tables import metadata, tell_ours


def render(kind: str, value: object, _context: AutogenContext) -> str | Literal[False]:
    """A migration names the plain type: it must run long after our own types have changed."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, UtcTime) else False


engine = open_engine(context.config.attributes["database_url"], bears=None)
if engine.dialect.name == "sqlite":
    # A table that is copied is dropped, and with foreign keys on, dropping it empties the tables that refer to it.
    event.listen(engine, "connect", lambda connection, _entry: connection.execute("PRAGMA foreign_keys=OFF"))
# Schema changes on SQLite copy tables; the write lock is taken from the start.
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render,
        include_object=tell_ours(engine.dialect.name),
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
