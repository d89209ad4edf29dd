"""A shop's webhook at the edge of the network: keeps what Twilio posts, checks its signature, answers as told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from twilio.request_validator import RequestValidator
from werkzeug import Request, Response

from tests.http_server import serving
from tests.patience import PATIENCE


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

    def answer(asked: Request) -> Response:
        if asked.method == "GET":
            return Response("not really a picture", content_type="image/png")
        path, form = asked.environ["RAW_URI"], asked.form.to_dict()
        signature = asked.headers.get("X-Twilio-Signature", "")
        signed = bool(RequestValidator(shop.token).validate(shop.url + path, form, signature))
        hit = Hit(path, form, dict(asked.headers), signed)
        with shop.changed:
            shop.hits.append(hit)
            shop.changed.notify_all()
        status, kind, body = shop.answer(hit)
        return Response(body, status, content_type=kind)

    with serving(answer) as server:
        shop.url = server.url
        yield shop
