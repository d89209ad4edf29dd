"""A browser that listens to the live process: opens streams at its application and reads what comes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette

from bot.bootstrap import Bot
from bot.db.changes import ChangeKind, note_change
from bot.domain.access import StaffRole
from bot.live.app import create_app
from bot.live.forwarding import Forwarder
from tests.api.people import COOKIE, browser_of
from tests.patience import PATIENCE


@dataclass
class Listener:
    """One open stream: its status, its headers, and what came that was not looked at yet."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    reads: asyncio.Event = field(default_factory=asyncio.Event)  # cleared: the browser reads nothing more
    over: asyncio.Event = field(default_factory=asyncio.Event)
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _given: int = 0

    async def take(self, message: Any) -> None:
        """Take what the server sends."""
        await self.reads.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                self.over.set()
        self._came.set()

    @property
    def events(self) -> list[dict[str, Any]]:
        """Everything told so far, each with the number it was sent under as `sent`."""
        blocks = [
            dict(line.split(": ", 1) for line in block.split("\n"))
            for block in self.body.decode().split("\n\n")
            if block
        ]
        return [json.loads(block["data"]) | {"sent": block.get("id")} for block in blocks if "data" in block]

    async def hear(self, count: int = 1) -> list[dict[str, Any]]:
        """Wait for the next events, and return them."""
        async with asyncio.timeout(PATIENCE):
            while len(self.events) < self._given + count:
                self._came.clear()
                await self._came.wait()
        self._given += count
        return self.events[self._given - count : self._given]


@asynccontextmanager
async def listening(app: Starlette, token: str, path: str = "/live", **headers: str) -> AsyncIterator[Listener]:
    """Open a stream with the cookie of a session and these headers; gone afterwards."""
    path, _, query = path.partition("?")
    sent = {"cookie": f"{COOKIE}={token}"} | {name.replace("_", "-").lower(): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items() if value],
    }
    listener, gone = Listener(), asyncio.Event()
    listener.reads.set()

    async def receive() -> dict[str, str]:
        await gone.wait()
        return {"type": "http.disconnect"}

    asked = asyncio.create_task(app(scope, receive, listener.take))
    try:
        async with asyncio.timeout(PATIENCE):
            while not listener.status:
                listener._came.clear()
                await listener._came.wait()
        yield listener
    finally:
        gone.set()
        listener.reads.set()
        await asyncio.wait([asked], timeout=PATIENCE)


def opened(bot: Bot) -> tuple[Starlette, Forwarder]:
    """The application of a bot, and its forwarder, which looks for changes when told (`Forwarder.forward`)."""
    forwarder = Forwarder(bot)
    return create_app(bot, forwarder), forwarder


def token_of(bot: Bot, shop: int, role: StaffRole = StaffRole.OWNER) -> str:
    """The token of somebody new who is logged in."""
    cookie = browser_of(bot, shop, role).client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def note(bot: Bot, shop: int, thing_id: int = 7, kind: ChangeKind = ChangeKind.CUSTOMER) -> None:
    """Note a change, in a transaction of its own."""
    with bot.database.writing.begin() as db:
        note_change(db, shop, kind, thing_id, bot.now())
