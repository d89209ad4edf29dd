"""Faults on request: what goes wrong, how often, and for how long."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass

API_FAULTS = ("429", "500", "503", "delay", "timeout_after_accept", "drop_connection")
CALLBACK_FAULTS = ("duplicate_callbacks", "reorder_callbacks", "drop_callbacks", "duplicate_inbound")
LIST_FAULTS = ("late_list", "null_bodies", "slow_clock")
KINDS = API_FAULTS + CALLBACK_FAULTS + LIST_FAULTS
LONGEST = 120.0


@dataclass(slots=True)
class StagedFault:
    """One thing that goes wrong: `count` times, or each time with a probability."""

    kind: str
    count: int | None = None
    probability: float | None = None
    seconds: float = 0.0
    everywhere: bool = False


class Faults:
    """The faults in force. Empty costs one look at a list."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[StagedFault] = []

    def add(self, fault: StagedFault) -> None:
        """Put a fault in force, instead of an earlier one of its kind."""
        with self._lock:
            self._faults = [other for other in self._faults if other.kind != fault.kind] + [fault]

    def clear(self) -> None:
        """All well again."""
        with self._lock:
            self._faults = []

    def listed(self) -> list[StagedFault]:
        """The faults in force."""
        return list(self._faults)

    def seconds_of(self, kind: str) -> float:
        """How many seconds the fault of this kind is about, while it is in force; 0 where none is."""
        return next((fault.seconds for fault in self._faults if fault.kind == kind), 0.0)

    def take(self, kind: str, sending: bool = True) -> StagedFault | None:
        """The fault of this kind if it strikes now; a counted one is used up by it.

        `sending` is False for API calls other than the creation of a message, which only a fault
        put "on": "all" touches.
        """
        if not self._faults:
            return None
        with self._lock:
            for fault in self._faults:
                if fault.kind == kind and (sending or fault.everywhere) and self._strikes(fault):
                    return fault
        return None

    def _strikes(self, fault: StagedFault) -> bool:
        if fault.probability is not None:
            return random.random() < fault.probability
        if fault.count is None:
            return True
        fault.count -= 1
        if fault.count <= 0:
            self._faults = [other for other in self._faults if other is not fault]
        return True
