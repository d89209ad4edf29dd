"""A PostgreSQL that takes everything and answers nothing ends a wait, not a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from bot.db.engine import DatabaseError, Session, open_engine, sessions
from bot.db.silence import GIVEN_UP
from tests.line import Line, line_to

pytestmark = pytest.mark.integration
BEARS = 0.3


@pytest.fixture
def line(postgres_url: str) -> Iterator[Line]:
    """A line to PostgreSQL."""
    with line_to(postgres_url) as line:
        yield line


@pytest.fixture
def engine(postgres_url: str, line: Line) -> Iterator[Engine]:
    """An engine at its end."""
    engine = open_engine(line.leads_to(postgres_url), bears=BEARS)
    yield engine
    engine.dispose()


def one(db: Session) -> int:
    """Ask anything."""
    return int(db.scalars(text("SELECT 1")).one())


def test_a_statement_fails_in_time_and_the_next_one_finds_a_server(engine: Engine, line: Line) -> None:
    database = sessions(engine)
    with database.reading.begin() as db:
        assert one(db) == 1
    line.flowing.clear()
    with pytest.raises(DatabaseError), database.writing.begin() as db:
        one(db)
    line.flowing.set()
    with database.reading.begin() as db:
        assert one(db) == 1


def test_a_commit_fails_in_time(engine: Engine, line: Line) -> None:
    database = sessions(engine)
    with database.writing() as db:
        assert one(db) == 1
        line.flowing.clear()
        with pytest.raises(DatabaseError):
            db.commit()
    line.flowing.set()
    with database.reading.begin() as db:
        assert one(db) == 1


def test_a_statement_that_takes_its_time_may_have_it(engine: Engine) -> None:
    patient = open_engine(engine.url.render_as_string(hide_password=False), bears=None)
    with sessions(patient).reading.begin() as db:
        db.execute(text("SELECT pg_sleep(:long)"), {"long": 2 * BEARS})
    patient.dispose()


def test_the_server_gives_up_a_host_that_falls_silent_in_a_transaction(engine: Engine) -> None:
    names = ", ".join(f"'{name}'" for name in GIVEN_UP)
    with sessions(engine).reading.begin() as db:
        told = db.execute(text(f"SELECT name, setting FROM pg_settings WHERE name IN ({names})"))
        seconds = {name: float(value) / (1000 if "timeout" in name else 1) for name, value in told}
    assert seconds.keys() == GIVEN_UP.keys()
    assert 0 < max(seconds.values()) <= 30  # others wait for its rows for 20 s, and again
