"""Valkey's primary is killed: a Sentinel makes the replica the primary, and bells ring on without anybody's help."""

from __future__ import annotations

import queue
import time
from pathlib import Path

import pytest
from dramatiq import Worker

from bench.sentinels import watched
from bot.queue import Bells, Task, serve

pytestmark = [pytest.mark.integration, pytest.mark.long]
SOON = 90.0  # seconds after which the test gives up; two of them are the Sentinels' own


def test_a_worker_hears_again_what_is_rung_for(tmp_path: Path) -> None:
    heard: queue.Queue[int] = queue.Queue()
    with watched(tmp_path) as servers:
        bells = Bells(servers.url)
        bells.know({"answer": "answers"})
        serve(bells, {"answer": Task(heard.put, "answers", 0)}, {})
        working = Worker(bells.broker, worker_threads=2)
        working.start()
        try:
            bells.ring("answer", 1)
            assert heard.get(timeout=SOON) == 1
            servers.kill_primary()
            end, row = time.monotonic() + SOON, 1
            while heard.empty() and time.monotonic() < end:  # as the sweep does
                row += 1
                bells.ring("answer", row)
                time.sleep(0.2)
            assert heard.get(timeout=1) > 1
            assert bells.is_up()
        finally:
            working.stop()
            bells.close()
