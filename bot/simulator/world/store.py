"""The simulator's SQLite file: one connection, one lock, short statements."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS phones (
  number TEXT PRIMARY KEY, name TEXT NOT NULL, locale TEXT NOT NULL, story TEXT NOT NULL, external_id TEXT NOT NULL,
  suggestions TEXT NOT NULL, place INTEGER NOT NULL, read_receipts INTEGER NOT NULL DEFAULT 0,
  on_whatsapp INTEGER NOT NULL DEFAULT 1, blocked INTEGER NOT NULL DEFAULT 0, hide_number INTEGER NOT NULL DEFAULT 0,
  last_inbound REAL, active REAL NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX IF NOT EXISTS phones_external ON phones (external_id);
CREATE INDEX IF NOT EXISTS phones_active ON phones (place, active);
CREATE TABLE IF NOT EXISTS messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL UNIQUE, phone TEXT NOT NULL, channel TEXT NOT NULL,
  direction TEXT NOT NULL, customer TEXT NOT NULL, shop TEXT NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL,
  error_code INTEGER, error_text TEXT, service_sid TEXT, callback TEXT, segments INTEGER NOT NULL,
  media TEXT NOT NULL, rich TEXT NOT NULL, created REAL NOT NULL, sent REAL, updated REAL NOT NULL, shown INTEGER);
CREATE INDEX IF NOT EXISTS messages_shown ON messages (phone, shown);
CREATE TABLE IF NOT EXISTS media (
  sid TEXT PRIMARY KEY, message_sid TEXT NOT NULL, content_type TEXT NOT NULL, filename TEXT NOT NULL,
  content BLOB NOT NULL, created REAL NOT NULL);
CREATE TABLE IF NOT EXISTS contents (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL UNIQUE, friendly_name TEXT NOT NULL, language TEXT NOT NULL,
  variables TEXT NOT NULL, types TEXT NOT NULL, created REAL NOT NULL, updated REAL NOT NULL,
  name TEXT NOT NULL DEFAULT '', category TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT 'unsubmitted',
  reason TEXT NOT NULL DEFAULT '', submitted REAL);
CREATE TABLE IF NOT EXISTS opt_outs (phone TEXT NOT NULL, shop TEXT NOT NULL, PRIMARY KEY (phone, shop));
CREATE TABLE IF NOT EXISTS accounts (
  sid TEXT PRIMARY KEY, token TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, kind TEXT NOT NULL,
  whatsapp TEXT NOT NULL, sms TEXT NOT NULL, advanced_opt_out INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS owners (content TEXT PRIMARY KEY, account TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value REAL NOT NULL);
"""

TABLES = ("phones", "messages", "media", "contents", "opt_outs", "marks", "accounts", "owners")
Values = Sequence[str | int | float | bytes | None]


class Store:
    """Every read and write of the simulator.

    One connection under a lock is faster here than a pool: statements take some twenty microseconds,
    and SQLite has one writer anyway.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
        self._db.row_factory = sqlite3.Row
        # A lost simulator message after a power cut harms nobody; speed matters more (synchronous=OFF).
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;" + SCHEMA)

    def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """The first row, or None."""
        with self._lock:
            found: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
            return found

    def change(self, sql: str, values: Values = ()) -> int:
        """Run one statement; how many rows it touched."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several statements, all or none. Never call the network inside."""
        with self._lock:
            self._db.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def wipe(self) -> None:
        """Forget everything (POST /sim/reset)."""
        with self.together():
            for table in TABLES:
                self._db.execute(f"DELETE FROM {table}")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
