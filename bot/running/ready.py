"""Waiting until every process is well, and saying which one is not."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.running import CannotRun
from bot.running.processes import HOST, Process
from bot.running.supervisor import Supervisor

TIMEOUT_SECONDS = 120.0
# A process that keeps ending is not worth the whole wait: the others have tried again several times by then.
GIVE_UP_SECONDS = 40.0
TAIL_LINES = 25


def wait(supervisor: Supervisor, say: Callable[[str], None], timeout: float = TIMEOUT_SECONDS) -> None:
    """Return when all are well, with a line for each as it comes up.

    Raises:
        CannotRun: names the processes that are not and shows the end of the first one's log.
    """
    began = time.monotonic()
    waiting = list(supervisor.processes)
    failing: dict[str, float] = {}
    while waiting:
        states = supervisor.states()
        for process in list(waiting):
            state = states[process.name].state if process.name in states else ""
            if state == "BACKOFF":
                failing.setdefault(process.name, time.monotonic())
            # Those without a port come last: they had as long as the slowest other to fall over.
            if process.port is None and any(other.port for other in waiting):
                continue
            if well(process, state):
                waiting.remove(process)
                say(f"  {process.name:<10} ready after {time.monotonic() - began:4.1f} s")
        hopeless = [name for name, since in failing.items() if time.monotonic() - since > GIVE_UP_SECONDS]
        stuck = [each for each in waiting if each.name in hopeless]
        if stuck or not supervisor.alive() or time.monotonic() - began > timeout:
            raise CannotRun(_complaint(stuck or waiting, supervisor.var_dir, time.monotonic() - began))
        time.sleep(0.1)


def well(process: Process, state: str) -> bool:
    """Does it answer where it should? One without a port is well when it has stayed up."""
    if process.port is None:
        return state == "RUNNING"
    if process.health is None:
        return _open(process.port)
    return status(process.port, process.health) == 200


def status(port: int, path: str) -> int | None:
    """The status of a GET on this machine, None without an answer. No proxy is asked, whatever the environment says."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def tail(log: Path, lines: int = TAIL_LINES) -> str:
    """The end of a log, for an error message."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return "(nothing was logged)"


def _open(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except OSError:
        return False


def _complaint(waiting: Sequence[Process], var_dir: Path, seconds: float) -> str:
    first, names = waiting[0].name, ", ".join(process.name for process in waiting)
    log = var_dir / "log" / f"{first}.log"
    return f"Not ready after {seconds:.0f} s: {names}. The end of {log}:\n{tail(log)}"
