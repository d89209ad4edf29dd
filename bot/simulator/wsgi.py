"""The simulator for gunicorn: one process, threads, loopback only."""

from __future__ import annotations

import signal
from types import FrameType

from bot.config import Settings
from bot.simulator.app import create_simulator

app = create_simulator(Settings.from_env())


def _stop_streams_on(number: int) -> None:
    """Gunicorn waits half a minute for open streams before it stops; end them when it is told to."""
    before = signal.getsignal(number)

    def stop(signum: int, frame: FrameType | None) -> None:
        app.extensions["simulator"].hub.close()
        if callable(before):
            before(signum, frame)

    if callable(before):
        signal.signal(number, stop)


for _signal in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
    _stop_streams_on(_signal)
