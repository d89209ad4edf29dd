"""A shop's webhook at the edge of the network: keeps what Twilio posts, checks its signature, answers as told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

PATIENCE = 8.0


@dataclass
class Hit:
    """One request that the shop got."""

    path: str
    form: dict[str, str]
    headers: dict[str, str]
    signed: bool


@dataclass
class Shop:
    """A shop's webhook. `answer` may be changed: it gets a hit and returns (status, type, body)."""

    url: str = ""
    token: str = ""
    hits: list[Hit] = field(default_factory=list)
    answer: Callable[[Hit], tuple[int, str, str]] = lambda hit: (200, "text/xml", "<Response/>")
    changed: threading.Condition = field(default_factory=threading.Condition)

    def of(self, path: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.path.startswith(path)]

    def wait(self, path: str, count: int) -> list[Hit]:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.of(path)) >= count, PATIENCE), self.hits
        return self.of(path)

    def statuses(self, sid: str, *expected: str) -> list[str]:
        """The callback states of a message, once there are as many as expected."""

        def seen() -> list[str]:
            return [hit.form["MessageStatus"] for hit in self.of("/status") if hit.form["MessageSid"] == sid]

        with self.changed:
            self.changed.wait_for(lambda: len(seen()) >= len(expected), PATIENCE)
        return seen()


@contextmanager
def open_shop() -> Iterator[Shop]:
    """A shop that listens until the end of the block."""
    shop = Shop()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = dict(parse_qsl(raw, keep_blank_values=True))
            signature = self.headers.get("X-Twilio-Signature", "")
            signed = bool(RequestValidator(shop.token).validate(shop.url + self.path, form, signature))
            hit = Hit(self.path, form, dict(self.headers), signed)
            with shop.changed:
                shop.hits.append(hit)
                shop.changed.notify_all()
            self.reply(*shop.answer(hit))

        def do_GET(self) -> None:
            self.reply(200, "image/png", "not really a picture")

        def reply(self, status: int, kind: str, body: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield shop
    server.shutdown()
    server.server_close()
