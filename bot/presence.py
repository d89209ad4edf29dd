"""Who is where, in Redis alone: it is old after half a minute, and nobody misses what was lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from bot.domain.presence import GONE_AFTER, Presence, PresenceState
from bot.redis_clients import open_client
from bot.valkey import redis

PRESENCE = "dastak:presence"  # the channel; a message is a Presence as `write_presence` has it
TIMEOUT = 0.5  # seconds; nobody waits for a face
SILENT_FOR = 5.0  # seconds: Redis away, a list must not wait for it each time
# Customers see that somebody types for 25 s at most, or until a message comes.
TYPING_SHOWN = 20  # seconds


class Attendance:
    """Keeps who is where, and tells the live process. Never raises: without Redis nobody is seen."""

    def __init__(self, redis_url: str, seconds: Callable[[], float] = time.time) -> None:
        self._seconds = seconds
        self._silent_until = 0.0
        self._client = open_client(
            redis_url, decode_responses=True, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
        )

    def note(self, one: Presence) -> None:
        """Note that somebody is at a conversation from now on for half a minute, or is gone."""
        place, name = _place(one.merchant_id), f"{one.conversation_id} {one.staff_id}"
        with suppress(redis.RedisError, OSError), self._client.pipeline(transaction=False) as pipe:
            if one.state == PresenceState.GONE:
                pipe.hdel(place, name)
            else:
                pipe.hset(place, name, f"{one.state} {self._seconds() + GONE_AFTER:.0f}")
                pipe.expire(place, int(2 * GONE_AFTER))
            pipe.publish(PRESENCE, write_presence(one))
            pipe.execute()

    def list_present(self, merchant_id: int) -> list[Presence]:
        """List who of a shop is where; what is old is forgotten."""
        if time.monotonic() < self._silent_until:
            return []
        try:
            kept = {str(name): str(value) for name, value in self._client.hgetall(_place(merchant_id)).items()}
            old = [name for name, value in kept.items() if float(value.split()[1]) < self._seconds()]
            if old:
                self._client.hdel(_place(merchant_id), *old)
        except (redis.RedisError, OSError):
            self._silent_until = time.monotonic() + SILENT_FOR
            return []
        there = {name: value for name, value in kept.items() if name not in old}
        return [_read(merchant_id, name, value) for name, value in sorted(there.items())]

    def may_show_typing(self, conversation_id: int) -> bool:
        """Whether the customer is to be shown now that somebody types; once in TYPING_SHOWN seconds."""
        try:
            return bool(self._client.set(f"dastak:typing:{conversation_id}", 1, nx=True, ex=TYPING_SHOWN))
        except (redis.RedisError, OSError):
            return False


def write_presence(one: Presence) -> str:
    """Return a presence as it goes over the channel."""
    numbers = (one.merchant_id, one.conversation_id, one.staff_id, one.assignee_id or 0)
    return f"{one.state} {' '.join(map(str, numbers))}"


def read_presence(text: str) -> Presence:
    """Return the presence that was written by `write_presence`."""
    state, *numbers = text.split()
    merchant_id, conversation_id, staff_id, assignee_id = map(int, numbers)
    return Presence(merchant_id, conversation_id, staff_id, PresenceState(state), assignee_id or None)


def _read(merchant_id: int, name: str, value: str) -> Presence:
    conversation_id, staff_id = map(int, name.split())
    return Presence(merchant_id, conversation_id, staff_id, PresenceState(value.split()[0]))


def _place(merchant_id: int) -> str:
    return f"dastak:present:{merchant_id}"
