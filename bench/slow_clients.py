"""Webhooks while clients hold half-sent requests and idle connections."""

from __future__ import annotations

import asyncio
import functools
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from bench import systems
from bench.messages import shop_messages
from bench.systems import inbound
from bench.table import accepted, memory, row
from bench.wire import at_rate, post_once

EACH = 16  # of four kinds
RATE, SECONDS, SENDERS = 200, 15, 500
PATIENCE = 10.0  # seconds
HALF_HEAD = b"POST /twilio/messages HTTP/1.1\r\nHost: x\r\nContent-"
HALF_BODY = b"POST /twilio/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nBody=where"
WHOLE = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


async def main(var_dir: Path, sink_port: int, database: str) -> None:
    """Print how soon webhooks are answered alone, then beside 64 slow clients, which come back when they are cut."""
    with systems.ours(var_dir, sink_port, ("valkey", "web"), database) as running:
        settings = running.settings
        requests = inbound(running, shop_messages(2 * RATE * SECONDS), SENDERS)
        jobs = [functools.partial(post_once, settings.public_url, each, PATIENCE) for each in requests]
        answers = await at_rate(jobs[: len(jobs) // 2], RATE)
        row(f"webhooks at {RATE}/s, a connection each", [wait for _, wait in answers], accepted(answers))
        slow = [asyncio.create_task(_held(settings.public_url, number)) for number in range(4 * EACH)]
        await asyncio.sleep(2)
        answers = await at_rate(jobs[len(jobs) // 2 :], RATE)
        row(f"the same beside {len(slow)} slow clients", [wait for _, wait in answers], accepted(answers))
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        memory(running)


async def _held(url: str, number: int) -> None:
    """One slow client, by its number: half a header, half a body, a byte a second, or silence after an answer."""
    kind = (HALF_HEAD, HALF_BODY, b"", WHOLE)[number % 4]
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection(urlsplit(url).hostname, urlsplit(url).port)
            writer.write(kind)
            waiting = asyncio.create_task(_until_closed(reader))
            place = 0
            while not waiting.done():
                if not kind:
                    writer.write(HALF_HEAD[place % len(HALF_HEAD) :][:1])
                    place += 1
                await asyncio.wait([waiting], timeout=1)
            writer.close()
        await asyncio.sleep(0.1)


async def _until_closed(reader: asyncio.StreamReader) -> None:
    with suppress(ConnectionError):
        while await reader.read(65536):
            pass
