"""Rows by COPY: each is a table's first row, as the system stored it, with other values in some columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

import psycopg

BLOCK = 5_000  # rows


def copy(cursor: psycopg.Cursor[tuple[object, ...]], table: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Copy rows: what each does not say is as in the table's first row."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position", [table]
    )
    columns = [str(row[0]) for row in cursor.fetchall()]
    names = ", ".join(f'"{name}"' for name in columns)
    with cursor.copy(f"COPY (SELECT {names} FROM {table} ORDER BY id LIMIT 1) TO STDOUT") as out:
        first = dict(zip(columns, bytes(b"".join(out)).decode().rstrip("\n").split("\t"), strict=True))
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as into:
        for block in _blocks("\t".join(str(value) for value in {**first, **one}.values()) + "\n" for one in rows):
            into.write(block)


def count_on(cursor: psycopg.Cursor[tuple[object, ...]], tables: Sequence[str]) -> None:
    """Let each table give its next row the number after its last."""
    for table in tables:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    while block := "".join(islice(lines, BLOCK)):
        yield block


@contextmanager
def without_indexes(cursor: psycopg.Cursor[tuple[object, ...]], tables: Sequence[str]) -> Iterator[None]:
    """Neither plain indexes nor foreign keys are looked after in the block; the indexes are made again behind it."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes JOIN pg_class ON relname = indexname"
        " JOIN pg_index ON indexrelid = pg_class.oid WHERE tablename = ANY(%s) AND NOT indisunique",
        [list(tables)],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    cursor.execute("SET session_replication_role = replica")
    yield
    cursor.execute("SET maintenance_work_mem = '1GB'")
    for _, made in indexes:
        cursor.execute(str(made))
