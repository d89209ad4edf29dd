"""Bells through a real Valkey: a worker sleeps until one rings, and no kind of work takes every thread."""

from __future__ import annotations

import queue
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import redis
from dramatiq import Worker

from bot.broker import LONGEST_WAIT
from bot.queue import HANGS_FOR_MS, Bells, Task, serve
from tests.patience import PATIENCE

pytestmark = pytest.mark.integration
QUEUES = {"answer": "answers", "apply": "events"}


@pytest.fixture
def bells(valkey_url: str) -> Iterator[Bells]:
    """Bells on an empty database."""
    with redis.Redis.from_url(valkey_url) as client:
        client.flushdb()
    bells = Bells(valkey_url)
    bells.know(QUEUES)
    yield bells
    bells.close()


@contextmanager
def worker(bells: Bells, **runs: Callable[[int], None]) -> Iterator[Worker]:
    """A worker of four threads that runs these tasks."""
    tasks = {name: Task(run, QUEUES[name], place) for place, (name, run) in enumerate(runs.items())}
    serve(bells, tasks, shares={"events": 2})
    working = Worker(bells.broker, worker_threads=4)
    working.start()
    try:
        yield working
    finally:
        working.stop()


def calls(valkey_url: str) -> int:
    """How many commands the server was asked so far."""
    with redis.Redis.from_url(valkey_url) as client:
        return int(client.info("stats")["total_commands_processed"])


def test_an_idle_worker_sleeps(bells: Bells, valkey_url: str) -> None:
    heard: queue.Queue[int] = queue.Queue()
    with worker(bells, answer=heard.put, apply=lambda _row: None):
        bells.ring("answer", 1)
        heard.get(timeout=PATIENCE)
        before = calls(valkey_url)
        bells.ring("answer", 3, after=timedelta(seconds=2))
        heard.get(timeout=PATIENCE)
        # Four consumers wait a second each time. Asked every 40 ms it was 600, with what scripts ask.
        assert calls(valkey_url) - before < 100


def test_a_bell_wakes_a_worker_at_once(bells: Bells) -> None:
    heard: queue.Queue[int] = queue.Queue()
    took: list[float] = []
    with worker(bells, answer=heard.put, apply=lambda _row: None):
        for row in range(7):
            rung = time.monotonic()
            bells.ring("answer", row)
            assert heard.get(timeout=PATIENCE) == row
            took.append(time.monotonic() - rung)
    # One that slept to the end of its wait would take half of it.
    assert statistics.median(took) < LONGEST_WAIT / 8


def test_a_delayed_bell_rings_when_it_is_due(bells: Bells) -> None:
    heard: queue.Queue[tuple[int, float]] = queue.Queue()
    with worker(bells, answer=lambda row: heard.put((row, time.monotonic())), apply=lambda _row: None):
        rung = time.monotonic()
        bells.ring("answer", 1, after=timedelta(milliseconds=1500))
        bells.ring("answer", 2, after=timedelta(milliseconds=300))
        (first, early), (second, late) = heard.get(timeout=PATIENCE), heard.get(timeout=PATIENCE)
    assert (first, second) == (2, 1)
    assert early - rung > 0.29
    assert late - rung > 1.49


def test_events_leave_threads_to_the_answers(bells: Bells) -> None:
    """However many events one shop sends, an answer is not behind them."""
    heard, held, go_on = threading.Event(), queue.Queue[int](), threading.Event()

    def apply(row: int) -> None:
        held.put(row)
        go_on.wait(PATIENCE)

    with worker(bells, apply=apply, answer=lambda _row: heard.set()):
        for row in range(50):
            bells.ring("apply", row)
        held.get(timeout=PATIENCE)
        held.get(timeout=PATIENCE)
        bells.ring("answer", 1)
        assert heard.wait(PATIENCE)
        assert held.empty()  # a third was not begun
        go_on.set()
        assert {held.get(timeout=PATIENCE) for _ in range(48)} <= set(range(50))


def test_a_bell_that_hangs_is_not_hung_twice(bells: Bells) -> None:
    """Who writes ten times has one place in the queue; what comes while the bell is heard rings again."""
    heard: queue.Queue[int] = queue.Queue()
    more = [1]

    def hear(row: int) -> None:
        if row in more:
            bells.ring("answer", more.pop())
        heard.put(row)

    for _ in range(10):
        bells.ring("answer", 1)
    bells.ring("answer", 2)
    assert bells.waiting()["answers"] == 2
    with worker(bells, answer=hear, apply=lambda _row: None):
        assert sorted(heard.get(timeout=PATIENCE) for _ in range(3)) == [1, 1, 2]
    assert heard.empty()


def test_a_bell_that_was_lost_is_hung_again(bells: Bells, valkey_url: str) -> None:
    bells.ring("answer", 1)
    with redis.Redis.from_url(valkey_url) as client:
        [hanging] = client.scan_iter("dastak:hanging:*")
        assert 0 < client.pttl(hanging) <= HANGS_FOR_MS


def test_what_a_dead_worker_had_is_taken_up(bells: Bells, valkey_url: str) -> None:
    """Fetched and never acknowledged by one that gave no sign of life for a minute."""
    heard: queue.Queue[int] = queue.Queue()
    dead = Bells(valkey_url)
    dead.know(QUEUES)
    dead.ring("answer", 7)
    assert dead.broker.do_fetch("answers", 5)
    dead.close()
    with redis.Redis.from_url(valkey_url) as client:
        client.zadd("dramatiq:__heartbeats__", {dead.broker.broker_id: (time.time() - 61) * 1000})
    bells.broker.maintenance_chance = 1_000_000  # else one fetch in twenty
    with worker(bells, answer=heard.put, apply=lambda _row: None):
        assert heard.get(timeout=PATIENCE) == 7
