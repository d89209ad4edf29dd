"""One open stream: blocks of text that wait for one browser, and what is written of a change (Server-Sent Events)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import lru_cache

from bot.domain.access import Viewer
from bot.domain.presence import Presence
from bot.services.desk.changes import MOST_MISSED, Changed, show_to

HEARTBEAT = 15.0  # seconds without anything to tell
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
    _waiting: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    _over: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more is told here."""
        return self._over

    def tell(self, block: bytes) -> None:
        """Have a block sent; who has not read the last MOST_WAITING of them is let go."""
        if self._over or not block:
            return
        try:
            self._waiting.put_nowait(block)
        except asyncio.QueueFull:
            self.end()

    def end(self, wait_ms: int | None = None) -> None:
        """End the stream at once; `wait_ms`: after which time the browser is to come back."""
        if self._over:
            return
        self._over = True
        while not self._waiting.empty():
            self._waiting.get_nowait()
        if wait_ms is not None:
            self._waiting.put_nowait(f"retry: {wait_ms}\n\n".encode())
        self._waiting.put_nowait(None)

    async def blocks(self) -> AsyncIterator[bytes]:
        """Yield what is to be sent until the stream ends; a sign of life where nothing happens."""
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    block = await self._waiting.get()
            except TimeoutError:
                block = BEAT
            if block is None:
                return
            yield block


def write_change(changed: Changed, viewer: Viewer) -> bytes:
    """Return a change as the viewer is told it."""
    kind, thing_id, version = show_to(viewer, changed)
    return write(kind, thing_id, changed.seq, version)


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
