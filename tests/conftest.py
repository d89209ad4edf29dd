"""Fixtures every test may use: databases, a shop with two customers, a built bot with fakes at its edges."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from bot.bootstrap import Bot, calm_collector
from bot.db.engine import sessions
from bot.db.migrate import upgrade
from tests.cast import Cast, add_cast
from tests.engines import engine_at, file_as_new
from tests.fakes import FakeDialogue, FakeMessenger, Watch, make_bot
from tests.guards.sizes_told import pytest_terminal_summary
from tests.servers import chromium_path, postgres_url, rasa_server, valkey_url
from tests.sharing import SharingByFile, sort_longest_first
from tests.teller import teller

# Who is between two transactions holds nothing and may stay connected: to connect takes as long as to empty.
_ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
# Rows go one table after the other, so foreign keys have to look away.
_EMPTY = """
    DO $$
    DECLARE
        one text;
        filled boolean;
    BEGIN
        SET LOCAL session_replication_role = replica;
        FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one) INTO filled;
            IF filled THEN
                EXECUTE format('DELETE FROM %I', one);
            END IF;
        END LOOP;
        PERFORM setval(format('%I', sequencename)::regclass, 1, false)
            FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
    END $$
"""
__all__ = ["chromium_path", "postgres_url", "pytest_terminal_summary", "rasa_server", "teller", "valkey_url"]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> SharingByFile | None:
    """Share the tests out by file, where that was asked for."""
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # by the number of tests, which says little
    return SharingByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what takes longest first; what has a round of its own (make test-long) only there."""
    sort_longest_first(items)
    if not os.environ.get("LONG"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="LONG asks for it"))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not look through it again and again."""
    calm_collector()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from: the first process of a run makes it, the others find nothing left to do."""
    own = tmp_path_factory.getbasetemp()
    path = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "template.db"
    upgrade(f"sqlite:///{path}")
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> str:
    """A migrated PostgreSQL database; one for all tests, since to make one takes half a second."""
    name = f"dastak_tests_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with create_engine(postgres_url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    upgrade(url)
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.integration)])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh migrated database; every test that asks runs on both kinds."""
    if request.param == "sqlite":
        file = tmp_path_factory.getbasetemp() / "dastak.db"
        with file_as_new(request.getfixturevalue("migrated_sqlite"), file) as url:
            yield url
        return
    url = request.getfixturevalue("migrated_postgres")
    yield url
    empty_postgres(url)


@pytest.fixture
def db(database_url: str) -> Iterator[Session]:
    """A session on a fresh database, rolled back afterwards."""
    with sessions(engine_at(database_url)).writing() as session:
        yield session
        session.rollback()


@pytest.fixture
def watch() -> Watch:
    """The clock of the test."""
    return Watch()


@pytest.fixture
def messenger() -> FakeMessenger:
    """Stands for Twilio; keeps what was sent."""
    return FakeMessenger()


@pytest.fixture
def dialogue() -> FakeDialogue:
    """Stands for Rasa; echoes unless told otherwise."""
    return FakeDialogue()


@pytest.fixture
def bot(database_url: str, tmp_path: Path, watch: Watch, messenger: FakeMessenger, dialogue: FakeDialogue) -> Bot:
    """A built bot on a fresh database, with nothing behind REDIS_URL: every bell is lost."""
    return make_bot(database_url, tmp_path, watch, messenger, dialogue)


@pytest.fixture
def cast(bot: Bot, watch: Watch) -> Cast:
    """The shop, its customers and a second shop, stored."""
    with bot.database.writing.begin() as db:
        return add_cast(db, watch())


def empty_postgres(url: str) -> None:
    """Make a migrated database as new: nobody in a transaction, no rows, every number counted from 1 again."""
    with _emptier(url).connect() as connection:
        connection.execute(text(_ALONE))
        connection.execute(text(_EMPTY))


def leave_postgres(url: str) -> None:
    """Close every connection of this process to a database, for what wants to be alone there."""
    engine_at(url).dispose()
    _emptier(url).dispose()


@cache
def _emptier(url: str) -> Engine:
    return create_engine(url, isolation_level="AUTOCOMMIT", pool_size=1)
