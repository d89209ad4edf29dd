"""The bell: wakes a worker for a row. Rows are the truth, so a bell that is lost is only a delay."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import dramatiq
from dramatiq.middleware import AgeLimit, Retries, ShutdownNotifications
from dramatiq.rate_limits import BucketRateLimiter
from dramatiq.rate_limits.backends import RedisBackend

from bot import buckets
from bot.broker import LONGEST_WAIT, WaitingBroker
from bot.logs import get_logger
from bot.redis_clients import open_client
from bot.valkey import redis

log = get_logger(__name__)
# Redis away: the sweep rings instead, and a web request must not wait for a dead server each time.
SILENT_FOR = 1.0
SOCKET_TIMEOUT = 2.0
HOUR_MS = 3_600_000
# A bell that hangs is not hung twice: who writes eighty messages has one in the queue, as everybody has. After so long
# it may have been lost with a worker, and is hung again.
HANGS_FOR_MS = 5_000


@dataclass(frozen=True, slots=True)
class Task:
    """Something a worker can run for one id. Lower `priority` goes first among what waits."""

    run: Callable[[int], None]
    queue: str
    priority: int


class Bells:
    """Rings for a task by its name."""

    def __init__(self, redis_url: str) -> None:
        self._client = open_client(redis_url, socket_timeout=SOCKET_TIMEOUT, socket_connect_timeout=SOCKET_TIMEOUT)
        patient = open_client(
            redis_url, socket_timeout=SOCKET_TIMEOUT + LONGEST_WAIT, socket_connect_timeout=SOCKET_TIMEOUT
        )
        self.broker = WaitingBroker(
            self._client, patient, [AgeLimit(max_age=HOUR_MS), ShutdownNotifications(), Retries(max_retries=0)]
        )
        self._queues: dict[str, str] = {}
        self._silent_until = 0.0
        self._backend = RedisBackend(client=self._client)
        self._take = self._client.register_script(buckets.TAKE)
        self._spend = self._client.register_script(buckets.SPEND)
        self._own = buckets.Buckets()

    def know(self, queues: Mapping[str, str]) -> None:
        """Which queue each task is in."""
        self._queues.update(queues)

    def ring(self, task: str, row_id: int, after: timedelta = timedelta()) -> None:
        """Wake a worker for the row, now or later. Never raises: the sweep finds rows nobody rang for."""
        if time.monotonic() < self._silent_until:
            return
        queue = self._queues[task]
        message: dramatiq.Message[None] = dramatiq.Message(
            queue_name=queue, actor_name=task, args=(row_id,), kwargs={}, options={}
        )
        delay = int(after.total_seconds() * 1000)
        try:
            if not delay and not self._client.set(_hanging(task, row_id), 1, nx=True, px=HANGS_FOR_MS):
                return
            self.broker.declare_queue(queue)
            self.broker.enqueue(message, delay=delay or None)
        except (redis.RedisError, dramatiq.errors.BrokerConnectionError, OSError) as error:
            self._silent_until = time.monotonic() + SILENT_FOR
            log.warning("no bell: the sweep will find it", task=task, row_id=row_id, error=type(error).__name__)

    def hear(self, task: str, run: Callable[[int], None], row_id: int) -> None:
        """Run a task for the row. What is stored from here on rings again: the task may have looked already."""
        with suppress(redis.RedisError, OSError):  # it is gone by itself soon
            self._client.delete(_hanging(task, row_id))
        run(row_id)

    def may_send(self, sender: str, per_second: int) -> bool:
        """Take a token of the sender's bucket; True also when Redis is away (Twilio queues for us)."""
        bucket = BucketRateLimiter(self._backend, f"pace.{sender}", limit=per_second, bucket=1000)
        try:
            with bucket.acquire(raise_on_failure=False) as acquired:
                return bool(acquired)
        except (redis.RedisError, OSError):
            return True

    def take(self, rates: Mapping[str, float], wanted: int, spare: float = 0.0, least: int = 1) -> int:
        """Return how many of so many messages may leave now below all these rates a second, and count them.

        Where Redis is away each process counts by itself.

        Args:
            spare: the share of each bucket that is left to those who are more in a hurry.
            least: none rather than fewer than these.
        """
        try:
            keys, given = [f"pace.{name}" for name in rates], [wanted, spare, least, *rates.values()]
            return int(self._take(keys=keys, args=given))
        except (redis.RedisError, OSError):
            return self._own.take(rates, wanted, spare, least, time.monotonic())

    def spend(self, sender: str, count: int) -> None:
        """Count messages that left without asking: others wait for that."""
        try:
            self._spend(keys=[f"pace.{sender}"], args=[count])
        except (redis.RedisError, OSError):
            self._own.spend(sender, count)

    def is_up(self) -> bool:
        """Whether Redis answers."""
        try:
            return bool(self._client.ping())
        except (redis.RedisError, OSError):
            return False

    def fullness(self) -> float:
        """How much of the memory that Redis may take is taken, 0 to 1; 0 where there is no bound, or no answer."""
        try:
            told = self._client.info("memory")
        except (redis.RedisError, OSError):
            return 0.0
        most = int(told.get("maxmemory") or 0)
        return int(told.get("used_memory") or 0) / most if most else 0.0

    def waiting(self) -> dict[str, int]:
        """How many bells wait in each queue; empty when Redis is away."""
        try:
            return {queue: self.broker.do_qsize(queue) for queue in set(self._queues.values())}
        except (redis.RedisError, OSError):
            return {}

    def close(self) -> None:
        """Give the connections back."""
        self.broker.close()
        self.broker.patient.close()
        self._client.close()


def serve(bells: Bells, tasks: Mapping[str, Task], shares: Mapping[str, int]) -> None:
    """Make this process a worker's: register every task as an actor of the broker.

    `shares` says how many messages of each queue may be under way at once; what has none takes what is free.
    """
    dramatiq.set_broker(bells.broker)
    bells.broker.shares = shares
    for name, task in tasks.items():
        declare = dramatiq.actor(actor_name=name, queue_name=task.queue, priority=task.priority, broker=bells.broker)
        declare(partial(bells.hear, name, task.run))


def _hanging(task: str, row_id: int) -> str:
    return f"dastak:hanging:{task}:{row_id}"
