"""The chime: tells the live process that shops have changes to show. The rows are the truth; one lost is a delay."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from bot.logs import get_logger
from bot.redis_clients import open_client, open_listener
from bot.valkey import redis

log = get_logger(__name__)
CHANGES = "dastak:changes"  # the channel; a message is the ids of shops, divided by blanks
GATHERED = 0.02  # seconds: what commits within them is told by one message
APART = 0.1  # seconds between two messages: whoever hears them tells screens less often (bot/live/forwarding.py)
TIMEOUT = 2.0  # seconds


class Silent(Exception):
    """Redis cannot be listened to now."""


class Chimes:
    """Strikes for shops, beside the work and never in its way: a commit costs a lock and no round trip."""

    def __init__(self, redis_url: str) -> None:
        self._client = open_client(redis_url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="chime")  # no thread before the first strike
        self._held = threading.Lock()
        self._waiting: set[int] = set()
        self._heard = True
        self._next = 0.0  # time.monotonic()

    def strike(self, merchants: Collection[int]) -> None:
        """Tell soon that these shops have changes. Never raises: whoever shows them looks by itself as well."""
        with self._held:
            first = not self._waiting
            self._waiting.update(merchants)
        if first:
            with suppress(RuntimeError):  # the process is ending
                self._hand.submit(self._publish)

    def _publish(self) -> None:
        time.sleep(max(GATHERED, self._next - time.monotonic()))
        self._next = time.monotonic() + APART
        with self._held:
            told, self._waiting = self._waiting, set()
        try:
            self._client.publish(CHANGES, " ".join(map(str, sorted(told))))
            self._heard = True
        except (redis.RedisError, OSError) as error:
            if self._heard:  # once for each time that it is away
                log.warning("no chime: screens are a little late", error=type(error).__name__)
            self._heard = False


async def listen(redis_url: str, *channels: str) -> AsyncIterator[tuple[str, str]]:
    """Yield the channel and the text of each message from now on; first ("", "") once everything is heard.

    Raises:
        Silent: Redis is away, or went away.
    """
    # No timeout for reading: nothing may happen for hours.
    options = {"socket_connect_timeout": TIMEOUT, "socket_timeout": None, "socket_keepalive": True}
    try:
        async with (
            open_listener(redis_url, decode_responses=True, **options) as client,
            client.pubsub(ignore_subscribe_messages=True) as heard,
        ):
            await heard.subscribe(*channels)
            yield "", ""
            async for message in heard.listen():
                yield message["channel"], message["data"]
    except (redis.RedisError, OSError) as error:
        raise Silent(type(error).__name__) from error
