"""Connections to PostgreSQL that bear silence only so long, on both sides.

A server that is stopped or cut off ends no wait. And the server itself gives up a host that has lost its power or its
network in the middle of a transaction: by its own defaults such a one would keep its rows locked for two hours.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from sqlalchemy import Dialect
from sqlalchemy.pool import ConnectionPoolEntry

CONNECT_SECONDS = 3
# What each session asks of the server. No transaction of ours waits for anything but the database.
GIVEN_UP = {
    "idle_in_transaction_session_timeout": "30s",
    "tcp_user_timeout": "30s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
_GIVE_UP = "SELECT " + ", ".join(f"set_config('{name}', '{value}', false)" for name, value in GIVEN_UP.items())
Place = tuple[str, str]  # host, port
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
    """Return SQLAlchemy's `do_connect` for connections that bear so many seconds of silence.

    Of several hosts the one that answered last is asked first: a host that is gone would cost each connection its wait.
    """
    answered: list[Place] = [("", "")]

    def connect(
        _dialect: Dialect, _entry: ConnectionPoolEntry, words: list[Any], named: dict[str, Any]
    ) -> psycopg.Connection[Any]:
        asked = {"connect_timeout": CONNECT_SECONDS, **named, **_order(named, answered[0])}
        connection = BearingConnection.connect(*words, **asked)
        answered[0] = (connection.info.host, str(connection.info.port))
        connection.bears = seconds
        connection.execute(_GIVE_UP)
        connection.commit()
        return connection

    return connect


def _order(named: dict[str, Any], first: Place) -> dict[str, str]:
    """The hosts and ports of a connection, this one before the others; nothing where there is one host."""
    hosts, ports = str(named.get("host", "")).split(","), str(named.get("port", "")).split(",")
    if len(hosts) == 1:
        return {}
    places = list(zip(hosts, ports if len(ports) == len(hosts) else ports * len(hosts), strict=False))
    places.sort(key=lambda place: place != first)
    return {"host": ",".join(host for host, _ in places), "port": ",".join(port for _, port in places)}
