"""Workers of broadcasts can be scaled to none: replies do not notice, and the bells wait for whoever comes."""

from __future__ import annotations

import queue

import pytest
import redis
from dramatiq import Worker

from bot.queue import Bells, Task, serve
from bot.tasks.names import ANSWER, FEED, QUEUES, SEND, SEND_BROADCAST, SEND_NOTICE
from tests.patience import PATIENCE

BROADCASTS = "broadcasts"


def test_broadcasts_have_a_queue_of_their_own() -> None:
    others = {QUEUES[task] for task in (ANSWER, SEND, SEND_NOTICE)}
    assert {QUEUES[FEED], QUEUES[SEND_BROADCAST]} == {BROADCASTS}
    assert BROADCASTS not in others


@pytest.mark.integration
def test_replies_leave_without_any_worker_of_broadcasts(valkey_url: str) -> None:
    with redis.Redis.from_url(valkey_url) as client:
        client.flushdb()
    bells = Bells(valkey_url)
    bells.know(QUEUES)
    heard: queue.Queue[str] = queue.Queue()
    names = (FEED, SEND_BROADCAST, ANSWER, SEND, SEND_NOTICE)
    runs = {name: Task(lambda _row, name=name: heard.put(name), QUEUES[name], 0) for name in names}  # type: ignore[misc]
    serve(bells, runs, {})
    others = Worker(bells.broker, queues=set(QUEUES.values()) - {BROADCASTS}, worker_threads=2)
    others.start()
    try:
        for number, name in enumerate(names):
            bells.ring(name, number)
        assert {heard.get(timeout=PATIENCE) for _ in range(3)} == {ANSWER, SEND, SEND_NOTICE}
        assert heard.empty()
        assert bells.waiting()[BROADCASTS] == 2
        sender = Worker(bells.broker, queues={BROADCASTS}, worker_threads=2)
        sender.start()
        assert {heard.get(timeout=PATIENCE) for _ in range(2)} == {FEED, SEND_BROADCAST}
        sender.stop()
    finally:
        others.stop()
        bells.close()
