"""Connections to PostgreSQL that bear its silence only so long: a server that is stopped or cut off ends no wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from sqlalchemy import Dialect
from sqlalchemy.pool import ConnectionPoolEntry

CONNECT_SECONDS = 3
Connect = Callable[[Dialect, ConnectionPoolEntry, list[Any], dict[str, Any]], psycopg.Connection[Any]]


class BearingConnection(psycopg.Connection[Any]):
    """A connection that fails a statement after `bears` seconds without an answer.

    It is closed then: nobody knows what became of the statement.
    """

    bears = 20.0

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for an answer; raises OperationalError when it does not come in time."""
        end = time.monotonic() + self.bears
        try:
            return super().wait(gen, interval, self.bears if timeout is None else timeout)
        except psycopg.OperationalError:
            if timeout is None and time.monotonic() >= end:
                self.pgconn.finish()
            raise


def connect_bearing(seconds: float) -> Connect:
    """Return SQLAlchemy's `do_connect` for connections that bear so many seconds of silence."""

    def connect(
        _dialect: Dialect, _entry: ConnectionPoolEntry, words: list[Any], named: dict[str, Any]
    ) -> psycopg.Connection[Any]:
        connection = BearingConnection.connect(*words, **{"connect_timeout": CONNECT_SECONDS, **named})
        connection.bears = seconds
        return connection

    return connect
