"""A line to a neighbour that can be cut: what is on it is lost, and nobody on either side is told."""

from __future__ import annotations

import asyncio
from contextlib import suppress

PIECE = 64 * 1024
Ends = tuple[asyncio.StreamWriter, asyncio.StreamWriter]


class Line:
    """Passes on what comes to `port` of the loopback, to another port and back, until it is cut."""

    def __init__(self, to: int) -> None:
        self.port = 0
        self._to = to
        self._whole = asyncio.Event()
        self._whole.set()
        self._ends: set[Ends] = set()

    async def start(self) -> None:
        """Listen on a free port."""
        server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """From now on nothing arrives, in either direction; a new caller is let in and hears nothing."""
        self._whole.clear()

    def mend(self) -> None:
        """Pass on again. Who was connected is cut off now: something of what they said is missing."""
        if not self._whole.is_set():
            for end in (end for ends in self._ends for end in ends):
                end.transport.abort()
            self._whole.set()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._whole.is_set():
            await self._whole.wait()
            writer.transport.abort()
            return
        try:
            there, to = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            writer.transport.abort()
            return
        ends = (writer, to)
        self._ends.add(ends)
        try:
            await asyncio.gather(self._pass(reader, to), self._pass(there, writer))
        except asyncio.CancelledError:  # all is over
            writer.transport.abort()
        finally:
            self._ends.discard(ends)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(PIECE):
                if self._whole.is_set():
                    writer.write(piece)
                    await writer.drain()
        # That somebody hung up is not heard through a line that is cut either.
        await self._whole.wait()
        writer.close()
