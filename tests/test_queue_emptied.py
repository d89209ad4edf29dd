"""Valkey loses everything it has while a worker waits: bells that ring after that are heard."""

from __future__ import annotations

import queue
from datetime import timedelta

import pytest
import redis

from bot.queue import Bells
from tests.patience import PATIENCE
from tests.test_queue import bells, worker

__all__ = ["bells"]
pytestmark = pytest.mark.integration


def test_a_worker_hears_what_rings_after_valkey_lost_everything(bells: Bells, valkey_url: str) -> None:
    heard: queue.Queue[int] = queue.Queue()
    with worker(bells, answer=heard.put, apply=lambda _row: None), redis.Redis.from_url(valkey_url) as client:
        bells.ring("answer", 1)
        assert heard.get(timeout=PATIENCE) == 1
        bells.ring("answer", 2, after=timedelta(minutes=5))
        client.flushall()
        for row_id in (3, 4):
            bells.ring("answer", row_id)
        assert {heard.get(timeout=PATIENCE) for _ in range(2)} == {3, 4}
