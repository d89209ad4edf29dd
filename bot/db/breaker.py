"""Whether it is worth asking for a lock that others have just waited for in vain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Breaker:
    """Shared by the threads of a process: after one failure the others are spared theirs for a while.

    Then one of them tries, and only when it succeeds the others do.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._until: float | None = None
        self._lock = threading.Lock()

    def may_try(self) -> bool:
        """Whether to try now."""
        with self._lock:
            if self._until is None:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._seconds  # for the others, while this one tries
            return True

    def note(self, *, succeeded: bool) -> None:
        """Note how a try ended."""
        with self._lock:
            self._until = None if succeeded else self._clock() + self._seconds
