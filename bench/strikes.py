"""What befalls one of two hosts, by the dice of a seed: killed, stopped, cut off, its disk lost."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bench.hosts import Host

KILLED, LOST, STOPPED, CUT_OFF = "killed", "cut off, killed, its disk lost", "stopped", "cut off"
KINDS = (KILLED, STOPPED, CUT_OFF, LOST)
# Seconds: as short as a hiccup, and longer than anybody waits for a message whose sender has gone silent.
LASTING, SPOOLING = (4.0, 100.0), 6.0


@dataclass(frozen=True, slots=True)
class Strike:
    """One of them: from when to when (time.perf_counter) the host did nothing. `lost`: requests on the lost disk."""

    kind: str
    host: Host
    began: float
    ended: float
    lost: int = 0


class Strikes:
    """Strikes one host at a time, each kind once before any comes again; the other goes on meanwhile."""

    def __init__(self, hosts: Sequence[Host], seed: int, kinds: Sequence[str], lasting: tuple[float, float]) -> None:
        """`lasting`: the least and the most seconds of a strike."""
        self.done: list[Strike] = []
        self._hosts, self._dice, self._kinds, self._lasting = hosts, random.Random(seed), list(kinds), lasting
        self._ways: Mapping[str, Callable[[Host, float], Awaitable[Strike]]] = {
            **{KILLED: partial(self._keep_down, KILLED, Host.kill, Host.start), LOST: self._lose},
            **{STOPPED: partial(self._keep_down, STOPPED, Host.freeze, Host.thaw), CUT_OFF: self._cut},
        }

    async def go_on(self, end: float, gap: float) -> None:
        """Strike again and again until `end` (time.perf_counter), `gap` seconds apart on an average."""
        while True:
            for kind in self._dice.sample(self._kinds, len(self._kinds)):
                await asyncio.sleep(min(3 * gap, self._dice.expovariate(1 / gap)))
                if time.perf_counter() > end:
                    return
                host, seconds = self._dice.choice(self._hosts), self._dice.uniform(*self._lasting)
                self.done.append(await self._ways[kind](host, seconds))

    async def _keep_down(
        self, kind: str, down: Callable[[Host], object], up: Callable[[Host], object], host: Host, seconds: float
    ) -> Strike:
        await asyncio.to_thread(down, host)
        began = time.perf_counter()
        await asyncio.sleep(seconds)
        await asyncio.to_thread(up, host)
        return Strike(kind, host, began, time.perf_counter())

    async def _lose(self, host: Host, seconds: float) -> Strike:
        """What it takes while it is cut off is on its disk alone, and that is gone."""
        host.cut_off()
        await asyncio.sleep(SPOOLING)
        await asyncio.to_thread(host.kill)
        began = time.perf_counter()
        lost = await asyncio.to_thread(host.lose_disk)
        host.connect()
        await asyncio.sleep(seconds)
        await asyncio.to_thread(host.start)
        return Strike(LOST, host, began, time.perf_counter(), lost)

    async def _cut(self, host: Host, seconds: float) -> Strike:
        began = time.perf_counter()
        host.cut_off()
        await asyncio.sleep(seconds)
        host.connect()
        return Strike(CUT_OFF, host, began, time.perf_counter())
