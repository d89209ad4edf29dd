"""A Rasa server of one's own for a while, beside those that answer: its conversations are in its memory alone."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.running import CannotRun, ready
from bot.running.processes import HOST, RASA_QUIET, lean_rasa
from bot.running.teaching import Interrupted, go_behind

EVERY = 0.5  # seconds between two looks at whether it answers
STARTS_WITHIN = 300.0  # seconds: behind everybody else, on a busy machine
# No tracker store: nothing of what is played is written anywhere.
_ENDPOINTS = """action_endpoint:
  url: ${ACTION_ENDPOINT_URL}
  headers:
    Authorization: Bearer ${ACTION_TOKEN}
"""


@contextmanager
def rasa_alone(
    root: Path, folder: Path, model: Path, environment: Mapping[str, str], tell: Callable[[], bool]
) -> Iterator[str]:
    """Give the address of a Rasa server with this model that nobody else knows; it is gone afterwards.

    Args:
        environment: what the servers that answer are started with (processes.shared_environment).
        tell: is asked while it starts; False ends it.

    Raises:
        CannotRun: it does not answer in time; shows the end of its log.
        Interrupted: `tell` ended it.
    """
    endpoints, log, port = folder / "endpoints.yml", folder / "playing.log", _free_port()
    endpoints.write_text(_ENDPOINTS, encoding="utf-8")
    files = ("--model", str(model), "--endpoints", str(endpoints), "--credentials", "credentials.yml")
    command = [*lean_rasa(root), "run", *files, "--interface", HOST, "--port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, **environment, **RASA_QUIET},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            preexec_fn=go_behind,
        )
    try:
        _wait(process, port, log, tell)
        yield f"http://{HOST}:{port}"
    finally:
        process.kill()  # it has nothing to lose
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path, tell: Callable[[], bool]) -> None:
    began = time.monotonic()
    while ready.status(port, "/") != 200:
        if process.poll() is not None or time.monotonic() - began > STARTS_WITHIN:
            raise CannotRun(f"No Rasa to play kept conversations with. The end of {log}:\n{ready.tail(log)}")
        if not tell():
            raise Interrupted
        time.sleep(EVERY)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
