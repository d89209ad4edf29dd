"""PostgreSQL's primary is killed, its replica promoted: writers go on, and what they were told is kept."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bench.standby import Pair, replicated
from bot.db.engine import DatabaseError, open_engine
from tests.settings import settings

pytestmark = [pytest.mark.integration, pytest.mark.long]
WRITERS, SOON = 4, 60.0  # threads; seconds after which the test gives up
BEFORE, AFTER = 50, 50  # rows


class Writing:
    """Threads that write one row after the other, and know which of them they were told are there."""

    def __init__(self, engine: Engine) -> None:
        self.told: list[int] = []
        self._numbers, self._engine, self._ended = itertools.count(), engine, threading.Event()
        self._threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]
        for each in self._threads:
            each.start()

    def await_told(self, count: int) -> None:
        """Wait until so many rows were acknowledged."""
        end = time.monotonic() + SOON
        while len(self.told) < count:
            assert time.monotonic() < end, f"{len(self.told)} rows of {count}"
            time.sleep(0.05)

    def end(self) -> None:
        """End every thread."""
        self._ended.set()
        for each in self._threads:
            each.join()

    def _write(self) -> None:
        while not self._ended.is_set():
            number = next(self._numbers)
            try:
                with self._engine.begin() as db:
                    db.execute(text("INSERT INTO written VALUES (:number)"), {"number": number})
            except DatabaseError:
                time.sleep(0.1)
            else:
                self.told.append(number)


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A primary that waits for its replica at each commit."""
    with replicated() as pair:
        pair.make_synchronous()
        yield pair


def test_what_was_acknowledged_is_on_the_new_primary(pair: Pair, tmp_path: Path) -> None:
    engine = open_engine(settings(tmp_path, DATABASE_URL=pair.url).database_url)
    with engine.begin() as db:
        db.execute(text("CREATE TABLE written (number integer PRIMARY KEY)"))
    writing = Writing(engine)
    try:
        writing.await_told(BEFORE)
        pair.kill_primary()
        pair.promote()
        writing.await_told(len(writing.told) + AFTER)
    finally:
        writing.end()
    with engine.begin() as db:
        kept = set(db.scalars(text("SELECT number FROM written")))
    engine.dispose()
    assert set(writing.told) <= kept
