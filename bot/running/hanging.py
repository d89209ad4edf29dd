"""Which processes hang: they run, and answer nothing, give no sign of life, or do none of their work."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bot.running.processes import HOST, Process
from bot.running.supervisor import State
from bot.signs import EVERY, seconds_silent

TIMEOUT = 5.0  # seconds for an answer
# A process that was never well since it began is still starting, for so long. Rasa takes its time on a busy machine.
STARTING = 240.0
# One that answers but does none of its work (as /readyz tells) is given longer.
IDLE_AFTER = 180.0
PARTS_EVERY = 30.0  # seconds; each look may send a turn through Rasa
# How soon one may be killed again: twice as long each time, until it was well for the longest of these times.
BACKOFF, LONGEST_BACKOFF = 30.0, 900.0
# Whose work /readyz judges, and what each needs to do any: without that a new process would do no better.
NEEDS = {
    "worker": ("database", "redis"),
    "scheduler": ("database",),
    "rasa": ("database", "redis", "actions"),
    "actions": ("database",),
}
ANY_COMMAND = b"PING\r\n"  # to Valkey, which answers even those who have not said the password


@dataclass
class Watched:
    """What is known of one process since it has this pid: times are seconds of a clock that only goes on."""

    pid: int
    was_well: bool = False
    ill_since: float | None = None
    idle_since: float | None = None


@dataclass
class Respite:
    """How long a process is left alone after it was killed."""

    wait: float = BACKOFF
    not_before: float = 0.0
    killed_at: float = 0.0


@dataclass
class Hanging:
    """Looks after the processes of a copy; `find` says which to kill, and remembers that it did."""

    processes: tuple[Process, ...]
    run_dir: Path
    seconds: Callable[[], float] = time.monotonic
    timeout: float = TIMEOUT
    _watched: dict[str, Watched] = field(default_factory=dict)
    _respites: dict[str, Respite] = field(default_factory=dict)
    _parts: Mapping[str, bool] = field(default_factory=dict)
    _asked_at: float = float("-inf")

    def find(self, states: Mapping[str, State]) -> dict[str, str]:
        """Look at every process that runs; returns why, by name, for those to be killed now."""
        running = [each for each in self.processes if each.name in states and states[each.name].state == "RUNNING"]
        with ThreadPoolExecutor(max(1, len(running) + 1)) as pool:
            asking = pool.submit(self._ask_parts) if self.seconds() - self._asked_at >= PARTS_EVERY else None
            answers = list(pool.map(self._answers, running))
        now = self.seconds()
        if asking is not None:
            self._parts, self._asked_at = asking.result(), now
        found = {}
        for process, well in zip(running, answers, strict=True):
            watched = self._known(process.name, states[process.name].pid)
            self._note(watched, well, self._is_idle(process.name), now)
            why = _why(process, watched, now)
            if why and self._may_be_killed(process.name, now):
                found[process.name] = why
        return found

    def _known(self, name: str, pid: int) -> Watched:
        if name not in self._watched or self._watched[name].pid != pid:
            self._watched[name] = Watched(pid)
        return self._watched[name]

    @staticmethod
    def _note(watched: Watched, well: bool, idle: bool, now: float) -> None:
        watched.was_well |= well
        watched.ill_since = None if well else watched.ill_since or now
        watched.idle_since = (watched.idle_since or now) if idle else None

    def _may_be_killed(self, name: str, now: float) -> bool:
        respite = self._respites.setdefault(name, Respite())
        if now < respite.not_before:
            return False
        if now - respite.killed_at > LONGEST_BACKOFF:
            respite.wait = BACKOFF
        respite.killed_at, respite.not_before = now, now + respite.wait
        respite.wait = min(2 * respite.wait, LONGEST_BACKOFF)
        return True

    def _answers(self, process: Process) -> bool:
        """Whether it answers anything, or has beaten lately."""
        if process.beats:
            silent = seconds_silent(self.run_dir, process.name, time.time())
            return silent is not None and silent < 2 * EVERY
        if process.port is None:
            return True
        path = process.alive or process.health
        if path is None:
            return _replies(process.port, self.timeout)
        return ask(process.port, path, self.timeout) is not None

    def _ask_parts(self) -> Mapping[str, bool]:
        """Which parts work, as the web process tells; empty when it does not."""
        web = next((each for each in self.processes if each.name == "web"), None)
        body = ask(web.port, "/readyz", 4 * self.timeout) if web and web.port else None
        try:
            return {name: bool(part["works"]) for name, part in json.loads(body or "{}")["parts"].items()}
        except (ValueError, LookupError, TypeError, AttributeError):
            return {}

    def _is_idle(self, name: str) -> bool:
        needed, parts = NEEDS.get(name), self._parts
        return needed is not None and not parts.get(name, True) and all(parts.get(part, False) for part in needed)


def ask(port: int, path: str, timeout: float) -> bytes | None:
    """The body of the answer to a GET on this machine, whatever its status; None without one."""
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _replies(port: int, timeout: float) -> bool:
    """Whether a server that speaks Redis's protocol says anything: a stopped one still takes connections."""
    try:
        with socket.create_connection((HOST, port), timeout=timeout) as line:
            line.sendall(ANY_COMMAND)
            return bool(line.recv(1))
    except OSError:
        return False


def _why(process: Process, watched: Watched, now: float) -> str:
    ill = 0.0 if watched.ill_since is None else now - watched.ill_since
    idle = 0.0 if watched.idle_since is None else now - watched.idle_since
    if ill >= (process.hung_after if watched.was_well else STARTING):
        return f"gave no sign of life for {ill:.0f} s"
    return f"did none of its work for {idle:.0f} s" if watched.was_well and idle >= IDLE_AFTER else ""
