"""A whole database as files and back, as of one moment and while it is worked with.

SQLite is copied by its own backup. PostgreSQL is copied table by table within one snapshot: `pg_dump` has to be as new
as the server and is not at hand where only our packages are, and what it would add, the schema, our migrations make.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

BUSY_SECONDS = 60.0
PIECE = 1 << 20  # bytes
PAGES = 2000  # of SQLite's, copied before others have a turn
_TABLES = """
    SELECT c.relname, array_agg(a.attname ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'alembic_version'
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname
"""
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


class RowsRefused(Exception):
    """A database did not take the rows of a backup."""


@dataclass(frozen=True, slots=True)
class RowShape:
    """What is needed besides the rows to put them back: the columns of each table, how far each number has counted."""

    columns: Mapping[str, Sequence[str]]
    counted: Mapping[str, int]


def is_sqlite(database_url: str) -> bool:
    """Whether the database is a file of ours."""
    return make_url(database_url).get_backend_name() == "sqlite"


def file_of(database_url: str) -> Path:
    """The file of a SQLite database."""
    return Path(str(make_url(database_url).database))


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database as of one moment, while others read and write it."""
    with _sqlite(source) as ours, _sqlite(target) as theirs:
        ours.backup(theirs, pages=PAGES, sleep=0.01)
        theirs.execute("PRAGMA journal_mode=DELETE")


def is_whole_sqlite(file: Path) -> bool:
    """Whether SQLite finds nothing wrong with a database."""
    with _sqlite(file) as ours, suppress(sqlite3.DatabaseError):
        return bool(ours.execute("PRAGMA quick_check").fetchone() == ("ok",))
    return False


def copy_tables(database_url: str, keep: Callable[[str, Iterable[bytes]], None]) -> tuple[str, RowShape]:
    """Hand every table's rows to `keep`, all as of one moment; returns the schema's version and what else is needed."""
    with _postgres(database_url) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (version,) = cursor.execute("SELECT version_num FROM alembic_version").fetchone()
        columns = dict(cursor.execute(_TABLES).fetchall())
        counted = dict(cursor.execute(_SEQUENCES).fetchall())
        for table, names in columns.items():
            with cursor.copy(f"COPY {_quoted(table)} ({_listed(names)}) TO STDOUT") as rows:
                keep(table, (bytes(piece) for piece in rows))
        cursor.execute("COMMIT")
    return version, RowShape(columns, counted)


def load_tables(database_url: str, shape: RowShape, opened: Callable[[str], IO[bytes]]) -> None:
    """Fill the empty tables of a database of the same version, all or nothing.

    The keys between tables are taken away meanwhile, which whoever owns the tables may do, and are proved anew at the
    end by being put back.

    Raises:
        RowsRefused: the database does not take them; it is as it was, without rows.
    """
    try:
        _load_tables(database_url, shape, opened)
    except psycopg.Error as error:
        raise RowsRefused(f"the database does not take the rows ({type(error).__name__})") from error


def _load_tables(database_url: str, shape: RowShape, opened: Callable[[str], IO[bytes]]) -> None:
    with _postgres(database_url) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        keys = cursor.execute(_KEYS).fetchall()
        for table, name, _ in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {_quoted(name)}")
        for table, names in shape.columns.items():
            # What a migration itself has put there is in the rows as well.
            cursor.execute(f"DELETE FROM {_quoted(table)}")
            with cursor.copy(f"COPY {_quoted(table)} ({_listed(names)}) FROM STDIN") as rows, opened(table) as file:
                while piece := file.read(PIECE):
                    rows.write(piece)
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {_quoted(name)} {definition}")
        for name, value in shape.counted.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", (f"public.{_quoted(name)}", value))
        cursor.execute("COMMIT")
        cursor.execute("ANALYZE")


def count_others(database_url: str) -> int:
    """How many connections others have to a database of PostgreSQL."""
    with _postgres(database_url) as connection:
        return int(connection.execute(_OTHERS).fetchone()[0])


def drop_tables(database_url: str) -> None:
    """Take every table of ours away, with all that is in them."""
    with _postgres(database_url) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        for table in [name for name, _ in cursor.execute(_TABLES).fetchall()]:
            cursor.execute(f"DROP TABLE {_quoted(table)} CASCADE")
        cursor.execute("DROP TABLE IF EXISTS alembic_version")
        cursor.execute("COMMIT")


@contextmanager
def _sqlite(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _postgres(database_url: str) -> Iterator[Any]:
    """A connection of the driver itself, which knows COPY; each statement by itself unless BEGIN was said."""
    engine = create_engine(database_url, poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.rollback()
        driver.autocommit = True
        yield driver


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))
