"""Clients of Redis or Valkey: of one server, or of whichever one the Sentinels call the primary now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from bot.server_addresses import Sentinels, read_sentinels
from bot.valkey import redis

# One that is away is passed over for the next: whoever rings waits for it.
SENTINEL_SECONDS = 0.5


def open_client(url: str, **options: Any) -> redis.Redis:
    """A client for an address as REDIS_URL has it, nothing connected yet; `options` are redis-py's.

    Behind Sentinels each new connection asks them for the primary, and one to a server that is no primary any more is
    given up at the first refusal to write.
    """
    sentinels = read_sentinels(url)
    if sentinels is None:
        return redis.Redis.from_url(url, **options)
    retry = redis.retry.Retry(redis.backoff.NoBackoff(), 0)
    asked = redis.sentinel.Sentinel(sentinels.nodes, sentinel_kwargs={**_to_sentinels(sentinels), "retry": retry})
    client: redis.Redis = asked.master_for(sentinels.name, **_to_server(sentinels), **options)
    return client


@asynccontextmanager
async def open_listener(url: str, **options: Any) -> AsyncIterator[redis.asyncio.Redis]:
    """A client for an event loop, of the same kind, closed afterwards."""
    sentinels = read_sentinels(url)
    if sentinels is None:
        async with redis.asyncio.Redis.from_url(url, **options) as client:
            yield client
        return
    retry = redis.asyncio.retry.Retry(redis.backoff.NoBackoff(), 0)
    named = {**_to_sentinels(sentinels), "retry": retry}
    async with AsyncExitStack() as open_ones:
        asked = redis.asyncio.sentinel.Sentinel(sentinels.nodes, sentinel_kwargs=named)
        for each in asked.sentinels:
            open_ones.push_async_callback(each.aclose)
        yield await open_ones.enter_async_context(asked.master_for(sentinels.name, **_to_server(sentinels), **options))


def _to_server(sentinels: Sentinels) -> dict[str, Any]:
    """What each server of that name takes; where it is, the Sentinels say."""
    given = redis.connection.parse_url(sentinels.server)
    tls = given.pop("connection_class", None) is not None
    for place in ("host", "port"):
        given.pop(place, None)
    return {**given, "ssl": True} if tls else given


def _to_sentinels(sentinels: Sentinels) -> dict[str, Any]:
    """What the Sentinels take: TLS as the servers, their own user and password."""
    tls = {name: value for name, value in _to_server(sentinels).items() if name.startswith("ssl")}
    own = {"username": sentinels.user, "password": sentinels.password}
    return {**tls, **own, "socket_timeout": SENTINEL_SECONDS, "socket_connect_timeout": SENTINEL_SECONDS}
