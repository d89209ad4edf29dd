"""One engine for each address, and a database file made as new for each test.

An engine keeps the statements it has compiled: where every test opened its own, half of a test's time went into
compiling again what the one before had compiled.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.db.engine import open_engine

# For a long walk whose every statement shorter tests run on both kinds of database: to be put above the test.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
# For what is about values alone: this one refuses all that the other does, and more.
on_postgresql = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.integration)], indirect=True
)


@cache
def engine_at(database_url: str) -> Engine:
    """The one engine of this process for the address; who made the database disposes of its connections."""
    return open_engine(database_url)


@contextmanager
def file_as_new(template: Path, path: Path) -> Iterator[str]:
    """The address of a copy of the template at the path, where a former test may have left its own."""
    for left in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)
    url = f"sqlite:///{shutil.copy(template, path)}"
    yield url
    engine_at(url).dispose()
