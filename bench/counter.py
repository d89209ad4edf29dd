"""A stand-in for Twilio that costs next to nothing: takes messages after a while, counts them, lists them."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlsplit

from bench.wire import response

TAKES = 0.1  # seconds, about what Twilio takes for a message
_HEAD = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_TO = re.compile(rb"(?:^|&)To=([^&]*)")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class CountingTwilio:
    """How often each receiver was sent something, and when the first message came (time.perf_counter)."""

    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()
        self.first: dict[str, float] = {}
        self.port = 0
        self._sids: dict[str, list[tuple[str, float]]] = {}
        self._numbers = 0

    async def start(self) -> None:
        """Listen on a free port of the loopback."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    def take(self, receiver: str) -> bytes:
        """Take a message; returns the answer."""
        self._numbers += 1
        sid = f"SM{self._numbers:032x}"
        self.sent[receiver] += 1
        self.first.setdefault(receiver, time.perf_counter())
        self._sids.setdefault(receiver, []).append((sid, time.time()))
        body = b'{"sid": "%s", "status": "queued"}' % sid.encode()
        return (
            b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        )

    def show(self, target: str) -> bytes:
        """The answer to any other question: the list of a receiver's messages, or something that does no harm."""
        receiver = parse_qs(urlsplit(target).query).get("To", [""])[0]
        listed: list[dict[str, Any]] = [
            {
                **{"sid": sid, "status": "sent", "body": None, "direction": "outbound-api", "error_code": None},
                **{"from": "whatsapp:+917900000000", "to": receiver, "date_created": formatdate(at, usegmt=True)},
            }
            for sid, at in reversed(self._sids.get(receiver, []))
        ]
        if not receiver:
            return response({"success": True, "sid": f"HX{0:032x}"})
        return response({"messages": listed, "next_page_uri": None}, "200 OK")


class _Connection(asyncio.Protocol):
    def __init__(self, twilio: CountingTwilio) -> None:
        self._twilio, self._read = twilio, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = self._read[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._read) < whole:
                return
            body, self._read = self._read[end + 4 : whole], self._read[whole:]
            self._answer(head, body)

    def _answer(self, head: bytes, body: bytes) -> None:
        method, target = head.split(b" ", 2)[:2]
        found = _TO.search(body)
        if method != b"POST" or found is None:
            self._transport.write(self._twilio.show(target.decode()))
            return
        answer = self._twilio.take(unquote_plus(found[1].decode()))
        asyncio.get_running_loop().call_later(TAKES, self._transport.write, answer)


def count_twice(sent: Counter[str]) -> int:
    """How many messages were more than one to a receiver."""
    return sum(count - 1 for count in sent.values() if count > 1)
