"""Listens as browsers do: `python -m bench.listening URL`, a JSON list of session tokens on the first line of stdin.

It stands for browsers that are elsewhere, so it is of the lowest priority (nice 19, in a session of its own) and does
nothing but count. Prints how many streams are open, and, when stdin ends, how many events each was told at least and at
most, and what it took itself.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit


class Browser(asyncio.Protocol):
    """One stream: asks for it, and counts what it is told."""

    def __init__(self, request: str, ready: asyncio.Queue[int]) -> None:
        self._request, self._ready = request, ready
        self._head: bytes | None = b""
        self.heard = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask."""
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(self._request.encode())

    def data_received(self, data: bytes) -> None:
        """Count; the head says the status."""
        if self._head is None:
            self.heard += data.count(b"data: ")
            return
        self._head += data
        head, blank, told = self._head.partition(b"\r\n\r\n")
        if blank:
            self._head = None
            self.heard += told.count(b"data: ")
            self._ready.put_nowait(int(head.split(b" ", 2)[1]))


async def main(url: str) -> None:
    """Open a stream for each token and count until stdin ends."""
    loop, reader, parts = asyncio.get_running_loop(), asyncio.StreamReader(limit=2**20), urlsplit(url)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    ready: asyncio.Queue[int] = asyncio.Queue()
    browsers = []
    for token in json.loads(await reader.readline()):
        browser = Browser(f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: dastak={token}\r\n\r\n", ready)
        await loop.create_connection(partial(_same, browser), parts.hostname or "", parts.port or 80)
        browsers.append(browser)
    statuses = [await ready.get() for _ in browsers]
    print(f"{statuses.count(200)} streams open", flush=True)
    before, began = time.process_time(), time.monotonic()
    await reader.read()
    share = (time.process_time() - before) / (time.monotonic() - began)
    heard = [browser.heard for browser in browsers]
    print(f"{min(heard)} to {max(heard)} events told to each, the listener takes {share:.1%} of a core", flush=True)


def _same(browser: Browser) -> Browser:
    return browser


def _give_way() -> None:
    """Take a core only when nothing else wants it, also where Linux shares it between sessions first."""
    if hasattr(os, "nice"):
        os.nice(19)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text("19")


if __name__ == "__main__":
    _give_way()
    asyncio.run(main(sys.argv[1]))
