"""The engine: PostgreSQL, or SQLite set up so that several processes can share it."""

from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DataError as Unstorable
from sqlalchemy.exc import IntegrityError as Conflict
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.exc import OperationalError as Busy
from sqlalchemy.exc import SQLAlchemyError as DatabaseError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from bot.db.breaker import Breaker

__all__ = [
    "Busy",
    "Conflict",
    "Database",
    "DatabaseError",
    "Engine",
    "Session",
    "Unstorable",
    "describe",
    "open_desk",
    "open_engine",
    "sessions",
]
BUSY_MS = 10_000
# Whoever sends webhooks waits for 5 s at most and has not only us to wait for: half of this for the turn among our own
# threads, half for other processes. Then the request goes to disk, and those of the next seconds without asking.
BUSY_AT_THE_DOOR_MS = 1_400
# People at their desks wait rather than do it again, but hold one of the threads on which the webhooks count.
BUSY_AT_THE_DESK_MS = 5_000
SPARED_FOR = 5.0  # seconds
AWAY_SECONDS, ANSWER_SECONDS = 2, 3.0  # PostgreSQL, at the door: for a connection, for an answer
WRITING = "has the turn to write"
# A connection that lay unused for longer is asked whether it still lives: firewalls and restarts end idle ones.
IDLE = 5.0  # seconds
USED = "last used"
READ_ONLY = "25006"  # PostgreSQL's word for a write in a transaction that may not
# Shorter than the lease of a turn, so that whoever waited in vain has still the turn it waited for.
BEARS = 20.0  # seconds


@dataclass(frozen=True, slots=True)
class Database:
    """Two ways in: `writing` begins as a writer at once, `reading` never waits for one."""

    engine: Engine
    writing: sessionmaker[Session]
    reading: sessionmaker[Session]

    def check(self) -> None:
        """Ask the database anything; raises DatabaseError when it does not answer."""
        with self.reading.begin() as db:
            db.execute(text("SELECT 1"))


def open_engine(
    database_url: str,
    pool_size: int = 10,
    *,
    durable: bool = False,
    busy_ms: int | None = None,
    bears: float | None = BEARS,
) -> Engine:
    """An engine for the address; nothing is connected before the first use.

    `durable`: SQLite waits for the disk at every commit, for the process that tells Twilio "received".
    Elsewhere NORMAL is enough: it survives the death of any process, and what a power cut takes from a
    worker is work that is done again. That process also waits briefly for a database that is busy or away.
    `busy_ms`: milliseconds that SQLite waits for its turn to write, where it is not to be as long as for either.
    `bears`: seconds of PostgreSQL's silence after which a statement fails, None where one may take as long as it takes.
    """
    if make_url(database_url).get_backend_name() != "sqlite":
        at_the_door = (
            {"pool_timeout": AWAY_SECONDS, "connect_args": {"connect_timeout": AWAY_SECONDS}} if durable else {}
        )
        size = {"pool_size": pool_size, "max_overflow": pool_size}
        engine = create_engine(database_url, **size, **at_the_door, hide_parameters=True)
        if bears is not None:
            # Here and not above: SQLite needs none of it, and it takes long to import.
            from bot.db.silence import connect_bearing

            event.listen(engine, "do_connect", connect_bearing(ANSWER_SECONDS if durable else bears))
        event.listen(engine, "handle_error", _give_up_standby)
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", partial(_ask_if_idle, engine.dialect))
        return engine
    # hide_parameters: an error's text must not carry phone numbers into the log.
    spared = SPARED_FOR if durable and busy_ms is None else 0.0
    busy_ms = (busy_ms or (BUSY_AT_THE_DOOR_MS if durable else 2 * BUSY_MS)) // 2
    engine = create_engine(database_url, connect_args={"timeout": busy_ms / 1000}, hide_parameters=True)
    event.listen(engine, "connect", partial(_prepare_sqlite, "FULL" if durable else "NORMAL", busy_ms))
    turn, breaker = threading.Lock(), Breaker(spared)
    event.listen(engine, "begin", partial(_begin_sqlite, turn, breaker, busy_ms))
    event.listen(engine, "checkin", partial(_give_turn, turn))
    return engine


def open_desk(database_url: str, door: Database) -> Database:
    """The database for the people at their desks, in the process at whose door webhooks are taken in.

    A moment's lock of SQLite is no reason to refuse what somebody does there. PostgreSQL locks no more than a row: one
    pool of connections does for both, and `door` is returned.
    """
    if make_url(database_url).get_backend_name() != "sqlite":
        return door
    return sessions(open_engine(database_url, durable=True, busy_ms=BUSY_AT_THE_DESK_MS))


def sessions(engine: Engine, *, partly: bool = False) -> Database:
    """The session makers of an engine.

    `partly`: who only reads maps what is read, which the modules that read import; the rest when somebody writes.
    """
    readers = engine.execution_options(sqlite_begin="DEFERRED")
    writing = sessionmaker(engine, expire_on_commit=False)
    if partly:
        event.listen(writing, "after_transaction_create", map_all)
    else:
        map_all()
    return Database(engine, writing, sessionmaker(readers, expire_on_commit=False))


def map_all(*_begun: object) -> None:
    """Map every table: what is written is put in order by the tables that its keys name."""
    import bot.db.tables  # noqa: F401


def _give_up_standby(context: ExceptionContext) -> None:
    """A server that takes no writes is not the primary any more: its connections are given up, all of the pool."""
    if getattr(context.original_exception, "sqlstate", None) == READ_ONLY and context.connection is not None:
        context.is_disconnect = True


def _note_use(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info[USED] = time.monotonic()


def _ask_if_idle(
    dialect: Dialect, connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:
    """Before each use a question would cost a round trip; the pool replaces what this says is dead.

    Raises:
        InvalidatePoolError: the connection is dead, and with it most likely every other one.
    """
    used = entry.info.get(USED)
    if used is None or time.monotonic() - used < IDLE:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError("the database has closed this connection") from error


def _prepare_sqlite(synchronous: str, busy_ms: int, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        f"busy_timeout={busy_ms}",
        # KB. Whatever another process writes makes a connection forget its pages, so more would only lie there, fifteen
        # times in each process: the system keeps the file in memory for everybody.
        "cache_size=-2000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(turn: threading.Lock, breaker: Breaker, busy_ms: int, connection: Connection) -> None:
    # A transaction that reads first and writes later fails with "database is locked" whatever the
    # timeout, if another wrote in between: writers therefore take the lock when they begin.
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    if mode != "IMMEDIATE":
        connection.exec_driver_sql(f"BEGIN {mode}")
        return
    if not breaker.may_try():
        raise Busy("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked, and was a moment ago"))
    # SQLite waits for its lock by sleeping longer and longer. Threads of one process can do better: they queue.
    if WRITING not in connection.info and turn.acquire(timeout=busy_ms / 1000):
        connection.info[WRITING] = True
    try:
        connection.exec_driver_sql(f"BEGIN {mode}")
    except DatabaseError:
        breaker.note(succeeded=False)
        raise
    breaker.note(succeeded=True)


def _give_turn(turn: threading.Lock, _connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    """The connection is back in the pool, whatever became of its transaction."""
    if entry.info.pop(WRITING, False):
        turn.release()


def describe(error: DatabaseError) -> str:
    """What a database says that cannot be used at all; of any other error its kind alone: rows are of people."""
    said = str(getattr(error, "orig", "")).strip()
    if said == "file is not a database":
        return "that file is no database of SQLite"
    if isinstance(error, Busy) and said:
        return said.splitlines()[0]
    return f"the database does not do as asked ({type(error).__name__})"
