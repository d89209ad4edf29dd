"""Dramatiq's broker for Redis, but one that waits for messages instead of asking for them many times a second."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Mapping

from dramatiq.broker import MessageProxy
from dramatiq.brokers.redis import RedisBroker, _RedisConsumer
from dramatiq.common import current_millis
from dramatiq.errors import ConnectionClosed
from dramatiq.middleware import Middleware

from bot.valkey import redis

# A consumer that is told to stop notices it after so long.
LONGEST_WAIT = 2.0  # seconds
# A fetch is also a worker's sign of life, which others wait 60 s for; one in 20 looks after what dead workers left.
SIGN_OF_LIFE = 5.0  # seconds
MAINTENANCE = 50_000  # of a million


class WaitingBroker(RedisBroker):
    """Consumers wait at the server (BLMOVE, Redis 6.2), and a queue takes no more than its share of the threads."""

    def __init__(self, client: redis.Redis, patient: redis.Redis, middleware: list[Middleware]) -> None:
        """`patient` is a client of the same server whose sockets outlast LONGEST_WAIT."""
        super().__init__(client=client, middleware=middleware, maintenance_chance=MAINTENANCE)
        self.patient = patient
        self.shares: Mapping[str, int] = {}

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 5000) -> WaitingConsumer:
        """Return a consumer that has no more messages under way than the queue's share."""
        return WaitingConsumer(self, queue_name, self.shares.get(queue_name, prefetch), timeout)


class WaitingConsumer(_RedisConsumer):
    """Sleeps until there is a message and room for it, or until the next delayed one is due."""

    broker: WaitingBroker

    def __init__(self, broker: WaitingBroker, queue_name: str, prefetch: int, timeout: int) -> None:
        super().__init__(broker, queue_name, prefetch, timeout)
        self._list = f"{broker.namespace}:{queue_name}"
        self._room = threading.Event()
        self._due: list[float] = []  # when each delayed message is, in milliseconds of the clock
        self._asked, self._may_have_more = 0.0, True

    def ack(self, message: MessageProxy) -> None:
        """Acknowledge a message, which makes room for another."""
        try:
            super().ack(message)
        finally:
            self._room.set()

    def nack(self, message: MessageProxy) -> None:
        """Give a message up, which makes room for another."""
        try:
            super().nack(message)
        finally:
            self._room.set()

    def __next__(self) -> MessageProxy | None:
        """Return the next message; None after a while without, so that Dramatiq can look at its own clock."""
        try:
            if not self.message_cache and self._has_room() and self._has_message():
                self._asked, free = time.monotonic(), self._free()
                self.message_cache = self.broker.do_fetch(self.queue_name, free) or []
                # Fewer than there was room for are all: asking again for the next would be for nothing.
                self._may_have_more = len(self.message_cache) >= free
        except (redis.ConnectionError, redis.TimeoutError) as error:
            raise ConnectionClosed(error) from None
        if not self.message_cache:
            return None
        message: MessageProxy = super().__next__()
        if "eta" in message.options:
            heapq.heappush(self._due, message.options["eta"])
        return message

    def _free(self) -> int:
        return int(self.prefetch - self.outstanding_message_count)

    def _has_room(self) -> bool:
        self._room.clear()
        return self._free() > 0 or (self._room.wait(self._patience()) and self._free() > 0)

    def _has_message(self) -> bool:
        """Whether to ask: at once while the last time brought what it could, and now and then as a sign of life."""
        if self._may_have_more or time.monotonic() - self._asked > SIGN_OF_LIFE:
            return True
        # The first of the list is put back where it was: nothing is taken, and whoever is asleep wakes up.
        patience = self._patience()
        return self.broker.patient.execute_command("BLMOVE", *(self._list,) * 2, "LEFT", "LEFT", patience) is not None

    def _patience(self) -> float:
        """Seconds to wait at most. Never 0, which would be for ever."""
        now = current_millis()
        while self._due and self._due[0] <= now:
            heapq.heappop(self._due)
        return max(0.001, min(LONGEST_WAIT, (self._due[0] - now) / 1000 if self._due else LONGEST_WAIT))
