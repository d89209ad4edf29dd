"""The forwarder: reads what changed once for everybody, and has each open stream told what its viewer may know."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import lru_cache, partial

from bot.bootstrap import Bot
from bot.chimes import CHANGES, Silent, listen
from bot.db.changes import ChangeKind
from bot.db.engine import DatabaseError
from bot.domain.access import Viewer
from bot.live.entry import Refused, find_viewers
from bot.live.faces import Faces
from bot.live.rounds import write_out
from bot.live.stream import BEAT, OPEN, Stream, write, write_changes, write_presence, write_refetch
from bot.live.tail import Tail
from bot.logs import get_logger
from bot.presence import PRESENCE, read_presence
from bot.services.desk import changes
from bot.services.desk.changes import Changed

log = get_logger(__name__)
# Without a chime the table is looked at so often: while Valkey is away everything is told, a little later.
LOOK_EVERY = 2.0  # seconds
# What changes within a beat is told together, of a thing that changed twice once; what follows on quiet goes at once.
BEAT_SECONDS, PAUSE = 0.2, 0.05  # from one look to the next; at least between the end of one and the next
LISTEN_AGAIN = 1.0  # seconds until Valkey is tried again
CHECK_EVERY = 15.0  # seconds between two looks whether those who listen still may
MOST, MOST_EACH = 5000, 6  # streams in all, and of one session or key
COME_BACK_MS = 30_000  # for one that had to make room: else the pages of one browser would push each other out
RESTARTED_MS = (200, 3000)  # whoever is sent away by a restart comes back within this, not all at once
_OF_ACCESS = (ChangeKind.STAFF, ChangeKind.SETTINGS)  # after these somebody may see more, less or nothing


class Forwarder:
    """Every open stream of this process."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._streams: dict[int, list[Stream]] = defaultdict(list)  # by shop, the oldest first
        self._tail, self._faces = Tail(), Faces()
        self._reading = asyncio.Lock()
        self._wake = asyncio.Event()
        self._closed = False
        self._hears = True

    def count(self) -> int:
        """Return how many streams are open."""
        return sum(map(len, self._streams.values()))

    async def join(self, stream: Stream, after: int | None) -> bytes:
        """Take a stream in; returns what it is told first: what came after a number, or where the stream stands.

        Raises:
            Refused: too many are open, or all are being closed.
        """
        if self._closed or self.count() >= MOST:
            raise Refused(503, "Try again later", "Too many streams are open.", {"Retry-After": "10"})
        self._make_room(stream)
        async with self._reading:
            if not self.count():
                self._tail = Tail()
                await asyncio.to_thread(self._read)
            self._streams[stream.viewer.merchant_id].append(stream)
        try:
            return await asyncio.to_thread(self._read_first, stream, after)
        except BaseException:
            self.leave(stream)
            raise

    def leave(self, stream: Stream) -> None:
        """Tell a stream nothing any more."""
        stream.end()
        theirs = self._streams[stream.viewer.merchant_id]
        if stream in theirs:
            theirs.remove(stream)
        if not theirs:
            del self._streams[stream.viewer.merchant_id]

    def close(self) -> None:
        """End every stream, for the end of the process, and let no new one in."""
        self._closed = True
        for stream in self._all():
            stream.end(random.randint(*RESTARTED_MS))

    async def run(self) -> None:
        """Forward what changes, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for step in (self._forward, self._beat, self._check, self._hear):
                tasks.create_task(_again(step))

    async def forward(self) -> None:
        """Read what is new and have everybody told whom it concerns."""
        async with self._reading:
            found = await asyncio.to_thread(self._read) if self.count() else []
        await self.check({noted.merchant_id for noted in found if noted.kind in _OF_ACCESS})
        self._tell_all(changes.keep_last(found))
        for gone in self._faces.take_gone(time.monotonic()):
            self._tell(gone.merchant_id, partial(write_presence, gone))
        await write_out(self._all())

    def hear(self, channel: str, text: str) -> None:
        """Take what Redis says: whose screens have something to show, or who is where."""
        if channel == PRESENCE:
            one = read_presence(text)
            if self._faces.note(one, time.monotonic()):
                self._tell(one.merchant_id, partial(write_presence, one))
                self._wake.set()
        elif not channel or any(int(merchant_id) in self._streams for merchant_id in text.split()):
            self._wake.set()  # without a channel: from now on all is heard, and before something may have been missed

    async def check(self, merchants: Iterable[int]) -> None:
        """Look whether those who listen for these shops still may, and with whose eyes; the others are sent away."""
        streams = [stream for merchant_id in merchants for stream in self._streams.get(merchant_id, ())]
        found = await asyncio.to_thread(find_viewers, self._bot, streams) if streams else {}
        for stream, viewer in found.items():
            if viewer is None:
                self.leave(stream)
            else:
                stream.viewer = viewer

    async def _forward(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY):
                await self._wake.wait()
        except TimeoutError:
            pass
        self._wake.clear()
        began = time.monotonic()
        await self.forward()
        await asyncio.sleep(max(PAUSE, began + BEAT_SECONDS - time.monotonic()))

    async def _beat(self) -> None:
        await asyncio.sleep(LOOK_EVERY)
        now = time.monotonic()
        quiet = [stream for stream in self._all() if stream.is_quiet(now)]
        for stream in quiet:
            stream.tell(BEAT)
        await write_out(quiet)

    async def _check(self) -> None:
        await asyncio.sleep(CHECK_EVERY)
        await self.check(list(self._streams))

    async def _hear(self) -> None:
        try:
            async for channel, text in listen(self._bot.settings.redis_url, CHANGES, PRESENCE):
                self._hears = True
                self.hear(channel, text)
        except Silent as error:
            if self._hears:  # once for each time that it is away
                log.warning("changes are read from the table alone", error=str(error))
            self._hears = False
            await asyncio.sleep(LISTEN_AGAIN)

    def _read(self) -> list[Changed]:
        with self._bot.database.reading.begin() as db:
            return self._tail.read(db, time.monotonic())

    def _read_first(self, stream: Stream, after: int | None) -> bytes:
        """What a stream is told first. It was taken in before: nothing can happen between."""
        viewer = stream.viewer
        with self._bot.database.reading.begin() as db:
            missed = None if after is None else changes.list_missed(db, viewer.merchant_id, after)
            if missed is not None:
                return write_changes(missed, viewer)
            stands = changes.find_last(db, viewer.merchant_id)
            return write(OPEN, 0, stands) if after is None else write_refetch(stands, viewer)

    def _tell_all(self, noted: Sequence[Changed]) -> None:
        """Have each shop told its changes; so many at once that a screen would fetch everything are told as that."""
        theirs: defaultdict[int, list[Changed]] = defaultdict(list)
        for one in noted:
            theirs[one.merchant_id].append(one)
        for merchant_id, several in theirs.items():
            if len(several) > changes.MOST_MISSED:
                self._tell(merchant_id, partial(write_refetch, several[-1].seq))
            else:
                self._tell(merchant_id, partial(write_changes, several), len(several))

    def _tell(self, merchant_id: int, write_for: Callable[[Viewer], bytes], blocks: int = 1) -> None:
        """Have a shop's streams told with the next round; what many see with the same eyes is written down once."""
        written_for = lru_cache(None)(write_for)
        for stream in list(self._streams.get(merchant_id, ())):
            stream.tell(written_for(stream.viewer), blocks)
            if stream.is_over:
                log.info("a stream is let go: it was read too slowly", merchant_id=merchant_id)
                self.leave(stream)

    def _make_room(self, stream: Stream) -> None:
        """Send the oldest of a session away where there are enough of them: it may be dead without our knowing."""
        theirs = [one for one in self._all() if one.token == stream.token]
        for one in theirs[: max(0, len(theirs) - MOST_EACH + 1)]:
            one.end(COME_BACK_MS)
            self.leave(one)

    def _all(self) -> list[Stream]:
        return [stream for theirs in self._streams.values() for stream in theirs]


async def _again(step: Callable[[], Awaitable[None]]) -> None:
    """Do a step again and again, whatever comes of it."""
    while True:
        try:
            await step()
        except DatabaseError as error:
            log.warning("the database does not answer", error=type(error).__name__)
            await asyncio.sleep(LISTEN_AGAIN)
        except Exception:
            log.exception("a round failed")
            await asyncio.sleep(LISTEN_AGAIN)
