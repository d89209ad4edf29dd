"""Of several hosts of PostgreSQL the one that takes writes is worked with, and one that takes none any more is left."""

from __future__ import annotations

import socket
import time

import pytest
from sqlalchemy import Engine, make_url, text

from bot.db.engine import DatabaseError, open_engine, sessions

pytestmark = pytest.mark.integration
WAIT = 2  # seconds; libpq knows no shorter one


def behind_a_silent_host(postgres_url: str, silent: int) -> Engine:
    """An engine for two hosts, of which the first takes connections and says nothing."""
    url = make_url(postgres_url)
    hosts = {"host": "127.0.0.1,127.0.0.1", "port": f"{silent},{url.port}", "connect_timeout": str(WAIT)}
    several = url.set(host=None, port=None).update_query_dict({**hosts, "target_session_attrs": "read-write"})
    return open_engine(several.render_as_string(hide_password=False))


def test_the_host_that_answered_is_asked_first(postgres_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = behind_a_silent_host(postgres_url, silent.getsockname()[1])
        with engine.connect():
            # One that asks the silent host first takes as long each time.
            assert min(_seconds_to_connect(engine) for _ in range(3)) < WAIT / 2
        engine.dispose()


def _seconds_to_connect(engine: Engine) -> float:
    began = time.monotonic()
    with engine.connect() as another:
        assert another.scalar(text("SELECT 1")) == 1
    return time.monotonic() - began


def test_connections_to_a_server_that_takes_no_writes_are_given_up(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    with engine.connect() as idle, engine.connect() as demoted:
        for each in (idle, demoted):
            each.exec_driver_sql("SET default_transaction_read_only = on")
            each.commit()
    database = sessions(engine)
    with pytest.raises(DatabaseError, match="read-only"), database.writing.begin() as db:
        db.execute(text("CREATE TABLE never ()"))
    with database.writing.begin() as db:  # also by the one that lay idle
        assert db.scalar(text("SHOW transaction_read_only")) == "off"
    engine.dispose()
