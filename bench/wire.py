"""A lean HTTP client and a stand-in for Twilio's API, both in one event loop, so that latencies share a clock."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

from twilio.request_validator import RequestValidator

Answer = tuple[int, float]  # HTTP status, 0 without one; seconds
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Result = TypeVar("Result")


class Sink:
    """Takes what is sent to customers and notes when (time.perf_counter) by receiver."""

    def __init__(self) -> None:
        self.arrived: dict[str, list[float]] = {}
        self._sids = itertools.count(1)
        self.port = 0

    async def start(self) -> None:
        """Listen on a free port of the loopback."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                body = (await reader.readexactly(_length(head))).decode()
                writer.write(self._respond(head, body))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()

    def note(self, form: dict[str, list[str]]) -> None:
        """Note a message."""
        self.arrived.setdefault(form["To"][0], []).append(time.perf_counter())

    def _respond(self, head: str, body: str) -> bytes:
        return response(self._answer(head, body))

    def _answer(self, head: str, body: str) -> dict[str, object]:
        path = head.split(" ", 2)[1]
        if path.startswith("/v1/Content"):
            return {"sid": f"HX{next(self._sids):032x}"}
        if head.startswith("GET"):
            return {"messages": []}
        if "/Messages" in path:
            self.note(parse_qs(body))
        return {"sid": f"SM{next(self._sids):032x}", "status": "queued", "success": True}


class Ledger(Sink):
    """A sink that also notes when, by the token in the status callback's address: our own name for a message."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, list[float]] = {}

    def note(self, form: dict[str, list[str]]) -> None:
        """Note a message."""
        super().note(form)
        token = parse_qs(urlsplit(form["StatusCallback"][0]).query)["m"][0]
        self.told.setdefault(token, []).append(time.perf_counter())


class Pool:
    """Keep-alive connections to one server."""

    def __init__(self, url: str, size: int) -> None:
        self._host, self._port = urlsplit(url).hostname, urlsplit(url).port
        self._free: asyncio.Queue[Connection | None] = asyncio.Queue()
        for _ in range(size):
            self._free.put_nowait(None)

    async def post(self, request: bytes) -> tuple[int, float]:
        """Send one request; returns (HTTP status, seconds from before the connection was free to the whole answer)."""
        started = time.perf_counter()
        kept = await self._free.get()
        try:
            status, connection = await self._exchange(kept or await self._connect(), request)
        except (asyncio.IncompleteReadError, ConnectionError):
            if kept is None:
                raise
            # The server had closed a connection that was idle for long.
            status, connection = await self._exchange(await self._connect(), request)
        self._free.put_nowait(connection)
        return status, time.perf_counter() - started

    async def _connect(self) -> Connection:
        return await asyncio.open_connection(self._host, self._port)

    async def _exchange(self, connection: Connection, request: bytes) -> tuple[int, Connection | None]:
        reader, writer = connection
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        await reader.readexactly(_length(head))
        closing = "connection: close" in head.lower()
        if closing:
            writer.close()
        return int(head.split(" ", 2)[1]), None if closing else connection


async def post_once(url: str, request: bytes, patience: float) -> Answer:
    """Send one request over a connection of its own; status 0 when no answer came within so many seconds."""
    started = time.perf_counter()
    try:
        async with asyncio.timeout(patience):
            reader, writer = await asyncio.open_connection(urlsplit(url).hostname, urlsplit(url).port)
            try:
                writer.write(request)
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            finally:
                writer.close()
    except (TimeoutError, OSError, asyncio.IncompleteReadError):
        return 0, time.perf_counter() - started
    return int(head.split(" ", 2)[1]), time.perf_counter() - started


def form_request(url: str, form: dict[str, str], token: str | None = None) -> bytes:
    """A POST of a form, signed as Twilio signs if a token is given."""
    parts, body = urlsplit(url), urlencode(form).encode()
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
    }
    if token:
        headers["X-Twilio-Signature"] = RequestValidator(token).compute_signature(url, form)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def at_rate(jobs: Sequence[Callable[[], Awaitable[Result]]], per_second: float) -> list[Result]:
    """Start the jobs at a steady rate, whether or not the earlier ones have ended; returns their results."""
    started = time.perf_counter()
    running: list[asyncio.Future[Result]] = []
    for number, job in enumerate(jobs):
        await asyncio.sleep(max(0.0, started + number / per_second - time.perf_counter()))
        running.append(asyncio.ensure_future(job()))
    return list(await asyncio.gather(*running))


async def until(done: Callable[[], bool], seconds: float) -> bool:
    """Wait for a condition, at most so long."""
    end = time.perf_counter() + seconds
    while not done() and time.perf_counter() < end:
        await asyncio.sleep(0.02)
    return done()


def _length(head: str) -> int:
    for line in head.lower().split("\r\n"):
        if line.startswith("content-length:"):
            return int(line.split(":", 1)[1])
    return 0


def response(answer: dict[str, object], status: str = "201 Created", *headers: str) -> bytes:
    """An answer in JSON, with some more lines of its head."""
    body = json.dumps(answer).encode()
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
