"""A small pool of threads that runs steps later, and the steps of one key in order."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

log = logging.getLogger(__name__)
Step = Callable[[], None]


class _Turn(NamedTuple):
    """When a key's next step is due; turns of the same instant in the order they were put."""

    at: float
    number: int
    key: str


class Courier:
    """Runs `put` steps; two steps with the same key never overlap and never change places."""

    def __init__(self, name: str, threads: int) -> None:
        self._name, self._threads = name, threads
        self._ready = threading.Condition()
        self._heap: list[_Turn] = []
        self._pending: dict[str, deque[tuple[float, Step]]] = {}
        self._count = itertools.count()
        self._started = False

    def put(self, key: str, step: Step, delay: float = 0.0) -> None:
        """Run the step after `delay` seconds, and after every earlier step of its key."""
        self.put_row(key, [(step, delay)])

    def put_row(self, key: str, steps: Iterable[tuple[Step, float]]) -> None:
        """Run steps one after the other; none begins, nor puts one of its own, before all of them are in line."""
        now = time.monotonic()
        with self._ready:
            self._start()
            for step, delay in steps:
                waiting = self._pending.setdefault(key, deque())
                waiting.append((now + delay, step))
                if len(waiting) == 1:
                    heapq.heappush(self._heap, _Turn(now + delay, next(self._count), key))
            self._ready.notify()

    def drain(self, timeout: float) -> bool:
        """Wait until nothing is left to do; False when that took too long."""
        with self._ready:
            return self._ready.wait_for(lambda: not self._pending, timeout)

    def forget(self) -> None:
        """Drop every step that has not begun."""
        with self._ready:
            begun = {key for key in self._pending if all(key != turn.key for turn in self._heap)}
            self._heap.clear()
            self._pending = {key: deque([steps[0]]) for key, steps in self._pending.items() if key in begun}

    def _start(self) -> None:
        # Late, so that a server which forks after loading the app still gets its threads.
        if not self._started:
            self._started = True
            for number in range(self._threads):
                threading.Thread(target=self._work, name=f"{self._name}-{number}", daemon=True).start()

    def _work(self) -> None:
        while True:
            key, step = self._next()
            try:
                step()
            except Exception:
                log.exception("a step of %s failed", key)
            self._done(key)

    def _next(self) -> tuple[str, Step]:
        with self._ready:
            while True:
                wait = self._heap[0].at - time.monotonic() if self._heap else None
                if wait is not None and wait <= 0:
                    key = heapq.heappop(self._heap).key
                    return key, self._pending[key][0][1]
                self._ready.wait(wait)

    def _done(self, key: str) -> None:
        with self._ready:
            waiting = self._pending[key]
            waiting.popleft()
            if waiting:
                heapq.heappush(self._heap, _Turn(waiting[0][0], next(self._count), key))
                self._ready.notify()
            else:
                del self._pending[key]
                if not self._pending:
                    self._ready.notify_all()
