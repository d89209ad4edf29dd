"""The web server: `python -m bot.running.serving APP --port PORT`, waitress in several processes.

APP is "module:name", or "module:maker()" for what a call makes.

A request is read whole before a thread sees it, so that half-sent ones take none; what does not come in time is cut.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pkgutil import resolve_name
from types import FrameType
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server

from bot.running.launch import follow_parent

HOST, BACKLOG = "127.0.0.1", 1024
PROCESSES, THREADS = 2, 8
IDLE_SECONDS, REQUEST_SECONDS = 75.0, 10.0  # between two requests; from the first byte of one to its last
# Where every place is taken, whoever keeps one for nothing has to go first.
CROWDED_SECONDS = 2.0
GRACE_SECONDS = 8.0  # for what is under way when told to stop
CANNOT_START = 3
OBJECTS_BETWEEN_LOOKS = 50_000  # while it starts; then the application has its own (bot/bootstrap.py)
# One that ends soon after it began is begun again later, twice as late each time: it would end again.
SOON_SECONDS, BACKOFF_SECONDS, LONGEST_BACKOFF_SECONDS = 10.0, 0.5, 30.0
ENDINGS = (signal.SIGTERM, signal.SIGINT)
LIMITS = {
    "threads": THREADS,
    "connection_limit": 400,
    "max_request_header_size": 32 * 1024,
    # Above the largest that any page takes (bot/domain/lists/states.py); each page has its own limit.
    "max_request_body_size": 13 * 1024 * 1024,
    # What a request has in memory while it comes; the rest of it is on disk.
    "inbuf_overflow": 128 * 1024,
    "channel_timeout": IDLE_SECONDS,
    "cleanup_interval": 1,
    "asyncore_use_poll": True,
    # PUBLIC_URL alone says where we are: nothing believes what a request says of proxies before us. But that it says
    # so has to be seen: by that the door of staff knows who does not come from this machine (bot/console/door.py).
    "clear_untrusted_proxy_headers": False,
    "ident": None,
}


class Inflow(HTTPChannel):  # type: ignore[misc]
    """One connection, which knows since when its present request comes."""

    began = 0.0

    def received(self, data: bytes) -> bool:
        """Take what came."""
        if self.request is None:
            self.began = time.time()
        return bool(super().received(data))


def main(app: str, port: int, processes: int, host: str = HOST) -> None:
    """Serve until told to stop; of several processes one that ends by itself is started again."""
    # Built before there are several: what it is made of lies in memory once instead of in each.
    application = _build(app)
    listening = socket.create_server((host, port), backlog=BACKLOG)
    listening.setblocking(False)
    if processes == 1:
        serve(application, listening)
        return
    children: dict[int, float] = {}  # when each began
    wait = 0.0

    def stop(_signal: int, _frame: FrameType | None) -> None:
        _stop(children)
        sys.exit(0)

    for ending in ENDINGS:
        signal.signal(ending, stop)
    while True:
        while len(children) < processes:
            children[_fork(lambda: serve(application, listening))] = time.monotonic()
        child, status = os.wait()
        began = children.pop(child)
        if os.waitstatus_to_exitcode(status) == CANNOT_START:
            _stop(children)
            sys.exit(CANNOT_START)
        wait = backoff(time.monotonic() - began, wait)
        time.sleep(wait)


def backoff(lived: float, waited: float) -> float:
    """Return the seconds to wait before a process is begun again that lived so long, and was waited for so long."""
    return 0.0 if lived > SOON_SECONDS else min(max(BACKOFF_SECONDS, 2 * waited), LONGEST_BACKOFF_SECONDS)


def _build(app: str) -> Callable[..., Any]:
    """The application of this name. It may hold no connection and no thread yet: each process makes its own."""
    # What a start makes stays, and would be looked through again and again for circles: a tenth of its time.
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    try:
        named: Callable[..., Any] = resolve_name(app.removesuffix("()"))
        return named() if app.endswith("()") else named
    except Exception:
        logging.getLogger(__name__).exception("the web server cannot start")
        sys.exit(CANNOT_START)


def serve(application: Callable[..., Any], listening: socket.socket) -> None:
    """Answer requests in this process until told to stop; then finish those under way."""
    server = create_server(application, sockets=[listening], **LIMITS)
    server.channel_class, server.maintenance = Inflow, lambda now: cut_slow(server, now)
    # Each request that waits for a thread would be a line of the log.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    told = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal told
        told = True

    for ending in ENDINGS:
        signal.signal(ending, stop)
    while not told:
        _turn(server)
    # The socket is the other processes' as well: it is not closed, only nobody is taken in.
    server.accepting = False
    end = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < end and any(_is_busy(line) for line in server.active_channels.values()):
        _turn(server)


def cut_slow(server: TcpWSGIServer, now: float) -> None:
    """Close what has been idle for too long, and what sends its request too slowly."""
    crowded = server.in_connection_overflow
    idle, sending = (CROWDED_SECONDS,) * 2 if crowded else (IDLE_SECONDS, REQUEST_SECONDS)
    for line in list(server.active_channels.values()):
        if line.requests:
            continue
        since, patience = (line.last_activity, idle) if line.request is None else (line.began, sending)
        if now - since > patience:
            line.will_close = True


def _stop(children: dict[int, float]) -> None:
    for child in children:
        os.kill(child, signal.SIGTERM)
    while children:
        children.pop(os.wait()[0], None)


def _turn(server: TcpWSGIServer) -> None:
    """Read, write and take in what there is, and wait for it at most a second."""
    server.asyncore.loop(timeout=1, map=server._map, use_poll=True, count=1)


def _is_busy(line: Any) -> bool:
    return bool(line.requests or line.total_outbufs_len)


def _fork(run: Callable[[], None]) -> int:
    """Run it in a process of its own, which ends with this one; returns its id."""
    # Until it has handlers of its own, it must not act on a signal as its parent would.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        follow_parent()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
    if child:
        return child
    code = CANNOT_START
    try:
        run()
        code = 0
    except Exception:
        logging.getLogger(__name__).exception("the web server cannot go on")
    finally:
        os._exit(code)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("app")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default=HOST, help="Another than this machine's own only behind a proxy.")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    given = parser.parse_args()
    main(given.app, given.port, given.processes, given.host)
