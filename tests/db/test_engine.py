"""Connections that lay unused for a while are asked before they are used; a dead one is replaced unseen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

from bot.db import engine as engines
from bot.db.engine import DatabaseError, open_engine

pytestmark = pytest.mark.integration


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    """With room for two connections."""
    made = open_engine(postgres_url, pool_size=2)
    yield made
    made.dispose()


def backend(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def kill(postgres_url: str, *backends: int) -> None:
    other = create_engine(postgres_url)
    with other.begin() as connection:
        for pid in backends:
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    other.dispose()


def test_it_replaces_one_that_died_while_idle(
    engine: Engine, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "IDLE", 0.0)
    before = backend(engine)
    assert backend(engine) == before
    kill(postgres_url, before)
    assert backend(engine) != before


def test_it_replaces_all_of_them_after_a_restart(
    engine: Engine, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "IDLE", 0.0)
    with engine.connect() as one, engine.connect() as two:
        dead = [int(each.execute(text("SELECT pg_backend_pid()")).scalar_one()) for each in (one, two)]
    kill(postgres_url, *dead)
    with engine.connect() as one, engine.connect() as two:
        alive = [int(each.execute(text("SELECT pg_backend_pid()")).scalar_one()) for each in (one, two)]
    assert not set(alive) & set(dead)


def test_one_that_dies_just_after_use_costs_one_transaction(engine: Engine, postgres_url: str) -> None:
    before = backend(engine)
    kill(postgres_url, before)
    with pytest.raises(DatabaseError):
        backend(engine)
    assert backend(engine) != before
