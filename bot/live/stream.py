"""One open stream: blocks of text that wait for one browser, and what is written of a change (Server-Sent Events)."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache, partial

from starlette.types import Receive, Send

from bot.domain.access import Viewer
from bot.domain.presence import Presence
from bot.live.at_once import begin
from bot.services.desk.changes import MOST_MISSED, Changed, show_to

HEARTBEAT = 15.0  # seconds without anything to tell
BODY = "http.response.body"
BEAT = b"event: beat\ndata:\n\n"  # an event: of a comment a page hears nothing
# Blocks: as many as are told at once, and some more. Who reads slower is let go, and comes back for what it missed.
MOST_WAITING = MOST_MISSED + 200
OPEN, REFETCH, PRESENT = "open", "refetch", "presence"


@dataclass(eq=False)
class Stream:
    """What one browser, or program, is told. `token` is what it was let in by."""

    viewer: Viewer
    token: str
    by_key: bool = False
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _send: Send | None = None
    _waiting: list[bytes] = field(default_factory=list)
    _unread: int = 0  # blocks that wait, or are on their way to a browser that does not read them
    _on_its_way: asyncio.Future[None] | None = None
    _wrote_at: float = 0.0

    @property
    def is_over(self) -> bool:
        """Whether nothing more is told here."""
        return self._over.is_set()

    @property
    def has_news(self) -> bool:
        """Whether there is something to write, and the browser took what was written before."""
        return bool(self._waiting and self._send and not self._on_its_way)

    def is_quiet(self, now: float) -> bool:
        """Whether a browser has heard nothing for so long that it needs a sign of life; `now` in seconds."""
        return bool(self._send) and not self._unread and now >= self._wrote_at + HEARTBEAT

    def tell(self, text: bytes, blocks: int = 1) -> None:
        """Have so many blocks written with the next round; who has not read the last MOST_WAITING is let go."""
        if self.is_over or not text:
            return
        self._waiting.append(text)
        self._unread += blocks
        if self._unread > MOST_WAITING:
            self.end()

    def end(self, wait_ms: int | None = None) -> None:
        """End the stream at once; `wait_ms`: after which time the browser is to come back."""
        if self.is_over:
            return
        self._waiting = [] if wait_ms is None else [f"retry: {wait_ms}\n\n".encode()]
        self._over.set()

    def write(self, now: float) -> None:
        """Write what waits, if the browser takes it: without waiting for it, so that one task writes to all."""
        if not self.has_news or self._send is None:
            return
        text, self._waiting, self._wrote_at = b"".join(self._waiting), [], now
        blocks, self._unread = self._unread, 0
        self._on_its_way = begin(self._send({"type": BODY, "body": text, "more_body": True}))
        if self._on_its_way:
            self._unread = blocks
            self._on_its_way.add_done_callback(partial(self._taken, blocks))

    async def serve(self, first: bytes, receive: Receive, send: Send) -> None:
        """Serve a browser until the stream ends or the browser is gone; `first` is what it is told first."""
        await send({"type": BODY, "body": first, "more_body": True})
        self._send, self._wrote_at = send, time.monotonic()
        self.write(self._wrote_at)
        gone, over = asyncio.ensure_future(_leaving(receive)), asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait((gone, over), return_when=asyncio.FIRST_COMPLETED)
            if not gone.done():
                if self._on_its_way:
                    await self._on_its_way
                await send({"type": BODY, "body": b"".join(self._waiting), "more_body": False})
        finally:
            for one in (gone, over, self._on_its_way):
                if one:
                    one.cancel()

    def _taken(self, blocks: int, _written: asyncio.Future[None]) -> None:
        self._unread -= blocks
        self._on_its_way = None


async def _leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def write_change(changed: Changed, viewer: Viewer) -> bytes:
    """Return a change as the viewer is told it."""
    kind, thing_id, version = show_to(viewer, changed)
    return write(kind, thing_id, changed.seq, version)


def write_changes(several: Iterable[Changed], viewer: Viewer) -> bytes:
    """Return changes, one after the other, as the viewer is told them."""
    return b"".join(write_change(one, viewer) for one in several)


def write_refetch(seq: int, _viewer: Viewer) -> bytes:
    """Return that more has changed, up to a number, than is told one by one."""
    return write(REFETCH, 0, seq)


def write_presence(one: Presence, viewer: Viewer) -> bytes:
    """Return that somebody came to a conversation or left it; nothing for whoever may not see that."""
    seen = viewer.sees_all or one.assignee_id in (None, viewer.staff_id)
    return write(PRESENT, one.conversation_id) if seen else b""


@lru_cache(MOST_WAITING)  # many are told the same
def write(kind: str, thing_id: int, seq: int | None = None, version: int | None = None) -> bytes:
    """Return one event; without a number a browser that comes back is told from the one before on."""
    told = {"seq": seq, "kind": kind, "id": thing_id} | ({} if version is None else {"version": version})
    return (f"id: {seq}\n" if seq is not None else "").encode() + f"data: {json.dumps(told)}\n\n".encode()
