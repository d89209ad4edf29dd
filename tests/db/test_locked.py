"""SQLite locked by another process: at the door nobody waits long, and what follows does not wait at all."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.bootstrap import Bot
from bot.db.breaker import Breaker
from bot.db.conversations import InboundMessage
from bot.db.engine import BUSY_AT_THE_DOOR_MS, Database, DatabaseError, open_desk, open_engine, sessions
from bot.webhooks.spooled import replay_spool
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeMessenger
from tests.patience import PATIENCE

LONGEST = BUSY_AT_THE_DOOR_MS / 1000 * 3  # seconds
THREADS = 8


@contextmanager
def locked(file: str | Path) -> Iterator[None]:
    """Another program writes, and does not come to an end."""
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@pytest.fixture
def door(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Database]:
    """A database as the web process opens it."""
    file = tmp_path / "door.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    engine = open_engine(f"sqlite:///{file}", durable=True)
    yield sessions(engine)
    engine.dispose()


def waited(database: Database) -> float:
    """Seconds until a try to write failed."""
    began = time.monotonic()
    with pytest.raises(DatabaseError), database.writing.begin() as db:
        db.execute(text("SELECT 1"))
    return time.monotonic() - began


def test_it_waits_briefly_once_and_then_not_at_all(door: Database, tmp_path: Path) -> None:
    door.check()
    with locked(tmp_path / "door.db"):
        waits: list[float] = []
        threads = [threading.Thread(target=lambda: waits.append(waited(door))) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(waits) == THREADS
        assert max(waits) < LONGEST  # together, not one after the other
        assert max(waits) >= BUSY_AT_THE_DOOR_MS / 2000  # it did wait: a moment's lock costs nothing
        assert min(waited(door) for _ in range(3)) < 0.1
        door.check()  # who only reads is not kept


def _write(database: Database) -> None:
    with database.writing.begin() as db:
        db.execute(text("SELECT 1"))


def test_who_sits_at_a_desk_waits_longer_than_a_webhook(door: Database, tmp_path: Path) -> None:
    desk = open_desk(f"sqlite:///{tmp_path / 'door.db'}", door)
    with locked(tmp_path / "door.db"):
        waited(door)
        waiting = threading.Thread(target=_write, args=[desk])
        waiting.start()
        waiting.join(BUSY_AT_THE_DOOR_MS / 1000 + 0.5)
        assert waiting.is_alive()  # where a webhook is on disk by now
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
    desk.engine.dispose()


def test_it_is_the_same_database_on_postgresql(door: Database) -> None:
    assert open_desk("postgresql+psycopg://localhost/shop", door) is door


def test_one_tries_again_after_a_while_and_opens_the_way() -> None:
    now = [0.0]
    breaker = Breaker(5, clock=lambda: now[0])
    assert breaker.may_try()
    breaker.note(succeeded=False)
    assert not breaker.may_try()
    now[0] = 5
    assert [breaker.may_try() for _ in range(3)] == [True, False, False]
    breaker.note(succeeded=True)
    assert breaker.may_try()
    assert breaker.may_try()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_customers_messages_stay_in_order(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    """What comes when the lock is gone waits behind what is still on disk."""
    bot.database.engine.dispose()
    door = sessions(open_engine(str(bot.database.engine.url), durable=True))
    object.__setattr__(bot, "database", door)
    object.__setattr__(bot, "door", door)
    with locked(str(door.engine.url.database)):
        assert post(bot, whatsapp_form("first?")).status_code == 200
        assert post(bot, whatsapp_form("second?")).status_code == 200
    assert post(bot, whatsapp_form("third?")).status_code == 200
    assert (bot.spool.count(), rows(bot, InboundMessage)) == (3, [])
    assert replay_spool(sweeping(bot)) == 3
    assert not bot.spool.is_behind()
    assert [row.text for row in rows(bot, InboundMessage)] == ["first?", "second?", "third?"]
    work(sweeping(bot))
    assert messenger.texts == ["echo: first?", "echo: second?", "echo: third?"]
    door.engine.dispose()


def sweeping(bot: Bot) -> Bot:
    """The bot as the scheduler has it, which no failure at the door keeps from trying."""
    object.__setattr__(bot, "database", sessions(open_engine(str(bot.database.engine.url))))
    object.__setattr__(bot, "door", bot.database)
    return bot
