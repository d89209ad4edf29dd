"""Fixtures every test may use: databases, a shop with two customers, a built bot with fakes at its edges."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from bot.bootstrap import Bot
from bot.db.engine import open_engine, sessions
from bot.db.migrate import upgrade
from tests.cast import Cast, add_cast
from tests.fakes import FakeDialogue, FakeMessenger, Watch, make_bot
from tests.servers import chromium_path, postgres_url, rasa_server, valkey_url

__all__ = ["chromium_path", "postgres_url", "rasa_server", "valkey_url"]


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(f"sqlite:///{path}")
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> str:
    """The name of a migrated PostgreSQL database to copy from."""
    _postgres(postgres_url, "CREATE DATABASE dastak_template")
    upgrade(make_url(postgres_url).set(database="dastak_template").render_as_string(hide_password=False))
    return "dastak_template"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.integration)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh migrated database; every test that asks for one runs on both kinds."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "dastak.db")
        yield f"sqlite:///{copy}"
        return
    server, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("migrated_postgres")
    name = f"test_{abs(hash(request.node.nodeid)):x}"
    _postgres(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {template}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _postgres(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def db(database_url: str) -> Iterator[Session]:
    """A session on a fresh database, rolled back afterwards."""
    engine = open_engine(database_url)
    with sessions(engine).writing() as session:
        yield session
        session.rollback()
    engine.dispose()


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
def bot(
    database_url: str, tmp_path: Path, watch: Watch, messenger: FakeMessenger, dialogue: FakeDialogue
) -> Iterator[Bot]:
    """A built bot on a fresh database, with nothing behind REDIS_URL: every bell is lost."""
    built = make_bot(database_url, tmp_path, watch, messenger, dialogue)
    yield built
    built.database.engine.dispose()


@pytest.fixture
def cast(bot: Bot, watch: Watch) -> Cast:
    """The shop, its customers and a second shop, stored."""
    with bot.database.writing.begin() as db:
        return add_cast(db, watch())


def _postgres(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
