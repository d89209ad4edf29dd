"""What stands before several hosts: each request goes to one by the dice, and to the next where that one refuses."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence

from bench.hosts import Host
from bench.wire import post_once

# Twilio itself waits 15 s; so this gives each of two hosts its turn.
PATIENCE, PAUSE = 5.0, 1.0  # seconds for an answer, and between two rounds
TAKEN = range(200, 300)


class Balancer:
    """Passes requests on. `turned_away`: how often a host did not take one."""

    def __init__(self, hosts: Sequence[Host], seed: int) -> None:
        self.turned_away = 0
        self._hosts, self._dice = hosts, random.Random(seed)

    async def post(self, request: bytes, end: float) -> tuple[float, Host] | None:
        """Post until somebody has taken it, as senders do who try again; returns when and who.

        None: nobody has until `end` (time.perf_counter).
        """
        while time.perf_counter() < end:
            for host in self._dice.sample(self._hosts, len(self._hosts)):
                status, _ = await post_once(host.url, request, PATIENCE)
                if status in TAKEN:
                    return time.perf_counter(), host
                self.turned_away += 1
            await asyncio.sleep(PAUSE)
        return None
