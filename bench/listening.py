"""Listens as browsers do: `python -m bench.listening URL`, a JSON list of session tokens on the first line of stdin.

Prints how many streams are open, and, when stdin ends, how many events each was told at least and at most.
"""

from __future__ import annotations

import asyncio
import json
import sys
from urllib.parse import urlsplit


async def main(url: str) -> None:
    """Open a stream for each token and count until stdin ends."""
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader(limit=2**20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    heard: list[int] = []
    ready: asyncio.Queue[int] = asyncio.Queue()
    tokens = json.loads(await reader.readline())
    listeners = [asyncio.create_task(_listen(url, token, heard, ready)) for token in tokens]
    statuses = [await ready.get() for _ in tokens]
    print(f"{statuses.count(200)} streams open", flush=True)
    await reader.read()
    print(f"{min(heard)} to {max(heard)} events told to each", flush=True)
    for listener in listeners:
        listener.cancel()


async def _listen(url: str, token: str, heard: list[int], ready: asyncio.Queue[int]) -> None:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: dastak={token}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    place = len(heard)
    heard.append(0)
    ready.put_nowait(int(head.split(b" ", 2)[1]))
    while block := await reader.read(65536):
        heard[place] += block.count(b"data: ")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
