"""A round of writing: what waits for many streams, in small pieces over a part of the beat.

Written in one go, two hundred of them would hold a core for some milliseconds while a webhook waits for it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from bot.live.stream import Stream

PIECE = 40  # streams: some tenths of a millisecond; each piece more costs as much as ten of them
SPREAD = 0.15  # seconds: over which a round is spread, as long as its pieces leave it time


async def write_out(streams: Iterable[Stream]) -> None:
    """Write to each of the streams what waits for it; whoever does not read holds up nobody."""
    due = [stream for stream in streams if stream.has_news]
    for first in range(0, len(due), PIECE):
        if first:
            await asyncio.sleep(SPREAD * PIECE / len(due))
        now = time.monotonic()
        for stream in due[first : first + PIECE]:
            stream.write(now)
