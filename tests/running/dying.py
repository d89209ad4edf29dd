"""An application that ends each process which is to serve it, as a crash would; it writes down when, into HELD."""

import os
import signal
import time
from pathlib import Path


def app() -> None:
    """Nobody gets as far as asking it."""


def _die() -> None:
    with Path(os.environ["HELD"]).open("a") as file:
        file.write(f"{time.monotonic()}\n")
    os.kill(os.getpid(), signal.SIGKILL)


os.register_at_fork(after_in_child=_die)
