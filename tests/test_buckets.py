"""Places below a rate: the same in Redis and, while it is away, in a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis

from bot.buckets import DEPTH, Buckets
from bot.queue import Bells

RATE = 100.0
FULL = int(RATE * DEPTH)


@pytest.fixture
def bells(valkey_url: str) -> Iterator[Bells]:
    """Bells on an empty database."""
    with redis.Redis.from_url(valkey_url) as client:
        client.flushdb()
    bells = Bells(valkey_url)
    yield bells
    bells.close()


def test_a_process_alone_takes_what_there_is_and_it_comes_back_by_the_rate() -> None:
    buckets = Buckets()
    assert buckets.take({"a": RATE}, 30, 0.0, 1, now=0.0) == 30
    assert buckets.take({"a": RATE}, 30, 0.0, 1, now=0.0) == FULL - 30
    assert buckets.take({"a": RATE}, 30, 0.0, 1, now=0.0) == 0
    assert buckets.take({"a": RATE}, 30, 0.0, 1, now=0.1) == 10
    assert buckets.take({"a": RATE}, 100, 0.0, 1, now=99.0) == FULL


def test_a_process_alone_spares_a_share_and_rather_takes_none_than_few() -> None:
    buckets = Buckets()
    assert buckets.take({"a": RATE}, 100, 0.25, 1, now=0.0) == FULL - int(FULL * 0.25 + 0.5)
    assert buckets.take({"a": RATE}, 100, 0.0, 20, now=0.0) == 0
    assert buckets.take({"a": RATE, "all": 20.0}, 100, 0.0, 1, now=9.0) == 10


@pytest.mark.integration
def test_workers_share_the_buckets_of_a_sender_and_the_account(bells: Bells) -> None:
    rates = {"+91": RATE, "account": RATE / 2}
    assert bells.take(rates, 10) == 10
    assert bells.take(rates, 100, least=FULL) == 0
    assert 15 <= bells.take(rates, 100) <= 20
    assert bells.take({"+91": RATE}, 100, spare=0.5) <= 10


@pytest.mark.integration
def test_answers_are_counted_and_what_nobody_needed_comes_back(bells: Bells) -> None:
    bells.spend("+91", 5)  # nobody counts yet
    assert bells.take({"+91": RATE}, 10) == 10
    bells.spend("+91", 200)
    assert bells.take({"+91": RATE}, 1) == 0
    bells.spend("+91", -1000)
    assert bells.take({"+91": RATE}, 100) == FULL


def test_without_redis_a_process_counts_by_itself() -> None:
    bells = Bells("redis://127.0.0.1:1/0")
    assert bells.take({"+91": RATE}, 100) == FULL
    assert bells.take({"+91": RATE}, 100) < FULL
    bells.spend("+91", -FULL)
    assert bells.take({"+91": RATE}, 100) == FULL
    bells.spend("+91", 1)
    bells.close()
