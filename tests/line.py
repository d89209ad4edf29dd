"""A line to a server that can be cut and mended, or stand still: what an outage looks like from the other end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.engine import make_url

_CHUNK = 65536


class Line:
    """Passes bytes on to a server of this machine, from a port of its own that stays the same when it is cut."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        # Cleared, the server seems to be stopped: connections stay, and nothing comes.
        self.flowing = threading.Event()
        self.flowing.set()
        self.port = 0
        self.mend()

    def leads_to(self, database_url: str) -> str:
        """The address of the database at the other end, by this line."""
        return make_url(database_url).set(port=self.port).render_as_string(hide_password=False)

    def cut(self) -> None:
        """End every connection and refuse new ones."""
        _close(self._door)
        self._accepting.join()
        with self._lock:
            ending, self._open = self._open, set()
        for end in ending:
            _close(end)

    def mend(self) -> None:
        """Take connections (again)."""
        self._door = socket.create_server(("127.0.0.1", self.port))
        self.port = self._door.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, args=(self._door,), daemon=True)
        self._accepting.start()

    def _accept(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near = door.accept()[0]
                far = socket.create_connection(("127.0.0.1", self._target))
                with self._lock:
                    self._open |= {near, far}
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(_CHUNK):
                self.flowing.wait()
                target.sendall(chunk)
        _close(source)
        _close(target)


@contextmanager
def line_to(database_url: str) -> Iterator[Line]:
    """A line to a database for the length of a with-block, cut at its end."""
    port = make_url(database_url).port
    assert port
    line = Line(port)
    try:
        yield line
    finally:
        line.flowing.set()
        line.cut()


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
