"""What happened, told at once to every open page and every long poll."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]
LISTENERS = 16
BACKLOG = 2000


class Full(Exception):
    """Too many open streams: each holds a server thread."""


class Hub:
    """Publish and subscribe inside one process; the raw log of what the simulator did is kept here too."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._listeners: dict[queue.SimpleQueue[Event], str] = {}
        self._log: deque[Event] = deque(maxlen=300)
        self._entries = 0
        self.closed = False

    def publish(self, phone: str, kind: str, **fields: Any) -> None:
        """Tell everyone who listens to this phone or to all; news of no phone concerns everyone."""
        event: Event = {"type": kind, "phone": phone, **fields}
        with self._lock:
            for listener, wanted in self._listeners.items():
                if (not phone or wanted in ("", phone)) and listener.qsize() < BACKLOG:
                    listener.put(event)
            self._lock.notify_all()

    def note(self, phone: str, kind: str, title: str, status: int, **detail: Any) -> None:
        """Keep a line of "what Twilio did", newest last."""
        self._entries += 1
        entry: Event = {"id": self._entries, "kind": kind, "phone": phone, "title": title, "status": status, **detail}
        self._log.append(entry)
        if self._listeners:
            self.publish(phone, "log", entry=entry)

    def notes(self) -> list[Event]:
        """The kept lines, oldest first."""
        return list(self._log)

    def close(self) -> None:
        """End every stream and long poll, so that the server can stop. Safe inside a signal handler."""
        self.closed = True
        self.publish("", "closed")

    def clear(self) -> None:
        """Forget the log."""
        self._log.clear()

    @contextmanager
    def listen(self, phone: str = "") -> Iterator[queue.SimpleQueue[Event]]:
        """Events of one phone, or of all.

        Raises:
            Full: when too many streams are open already.
        """
        listener: queue.SimpleQueue[Event] = queue.SimpleQueue()
        with self._lock:
            if len(self._listeners) >= LISTENERS:
                raise Full
            self._listeners[listener] = phone
        try:
            yield listener
        finally:
            with self._lock:
                del self._listeners[listener]

    def wait_for(self, condition: Callable[[], Any], timeout: float) -> None:
        """Return when the condition is true after some event, or when time is up."""
        with self._lock:
            self._lock.wait_for(lambda: self.closed or condition(), timeout)
