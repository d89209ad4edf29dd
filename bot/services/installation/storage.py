"""How much room the database takes."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_SQLITE = text("SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)")
_POSTGRESQL = text("SELECT pg_database_size(current_database())")


def count_bytes(db: Session) -> int:
    """Return the bytes that the database takes on its disk."""
    is_postgresql = db.get_bind().dialect.name == "postgresql"
    return int(db.execute(_POSTGRESQL if is_postgresql else _SQLITE).scalar_one())
