"""Who sends a request too slowly is cut, however often a byte comes."""

from __future__ import annotations

import socket
import time

import pytest
from waitress.server import create_server

from bot.running.serving import CROWDED_SECONDS, IDLE_SECONDS, LIMITS, REQUEST_SECONDS, Inflow, cut_slow
from tests.running.answering import app

HALF_HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nConte"
HALF_BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nBody="


@pytest.mark.parametrize(
    ("sent", "crowded", "patience"),
    [
        (HALF_HEAD, False, REQUEST_SECONDS),
        (HALF_BODY, False, REQUEST_SECONDS),
        (b"", False, IDLE_SECONDS),
        (HALF_HEAD, True, CROWDED_SECONDS),
        (b"", True, CROWDED_SECONDS),
    ],
)
def test_it_cuts_who_sends_too_slowly(sent: bytes, crowded: bool, patience: float) -> None:
    """However often a byte comes: the time runs from the first one of a request."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = create_server(app, sockets=[listening], **LIMITS)
        server.channel_class = Inflow
        with socket.create_connection(listening.getsockname()) as client:
            client.sendall(sent)
            while not (lines := list(server.active_channels.values())) or (sent and lines[0].request is None):
                server.asyncore.loop(timeout=0.01, map=server._map, use_poll=True, count=1)
            [line] = lines
            now, server.in_connection_overflow = time.time(), crowded
            line.last_activity = now + patience if sent else now  # a byte came just now
            cut_slow(server, now + patience - 1)
            assert not line.will_close
            cut_slow(server, now + patience + 1)
            assert line.will_close
        server.task_dispatcher.shutdown()
