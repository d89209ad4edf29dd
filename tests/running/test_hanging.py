"""What hangs is found and killed, once it has had its time; what only starts, or lacks what it needs, is left alone."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from werkzeug import Response

from bot.running.hanging import BACKOFF, IDLE_AFTER, STARTING, Hanging, ask
from bot.running.processes import Process
from bot.running.supervisor import State
from tests.http_server import serving
from tests.running.test_supervisor import eventually
from tests.servers import free_port

WEB = Process("web", ("true",), health="/readyz/web", alive="/healthz")


@dataclass
class Look:
    """A look after some processes, with a clock that moves when told."""

    after: Hanging
    pids: dict[str, int]
    time: float = 1000.0

    def __call__(self, seconds: float = 0.0) -> set[str]:
        self.time += seconds
        self.after.seconds = lambda: self.time
        return set(self.after.find({name: State(name, "RUNNING", pid) for name, pid in self.pids.items()}))


@contextmanager
def server() -> Iterator[tuple[subprocess.Popen[bytes], Process]]:
    """A little HTTP server in a process of its own."""
    port = free_port()
    command = (sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1")
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield running, Process("rasa", command, port, "/")
    finally:
        running.kill()
        running.wait()


@pytest.mark.integration
def test_a_stopped_server_is_killed_after_its_time_and_seldom_twice(tmp_path: Path) -> None:
    with server() as (running, process):
        port = process.port
        assert port
        eventually(lambda: ask(port, "/", 1))
        look = Look(Hanging((process,), tmp_path, timeout=0.8), {"rasa": 1})
        assert look() == set()
        running.send_signal(signal.SIGSTOP)
        assert look(5) == set()
        assert look(process.hung_after - 1) == set()
        assert look(2) == {"rasa"}
        assert look(2) == set(), "the manager starts it again just now"
        look.pids["rasa"] = 2
        running.send_signal(signal.SIGCONT)
        eventually(lambda: ask(port, "/", 1))
        assert look(1) == set()
        running.send_signal(signal.SIGSTOP)
        assert look(1) == set()
        assert look(process.hung_after) == {"rasa"}
        look.pids["rasa"] = 3
        assert look(1) == set()
        assert look(STARTING - 1) == set()
        assert look(BACKOFF) == {"rasa"}, "it never came up"


def test_a_process_without_a_port_is_judged_by_its_beats(tmp_path: Path) -> None:
    worker = Process("worker", ("true",), beats=True)
    look = Look(Hanging((worker,), tmp_path, timeout=0.8), {"worker": 1})
    assert look() == set()
    (tmp_path / "worker.beat").touch()
    assert look(5) == set()
    (tmp_path / "worker.beat").unlink()
    assert look(5) == set()
    assert look(worker.hung_after) == {"worker"}


@pytest.mark.parametrize(
    ("parts", "killed"),
    [
        ({"rasa": False, "database": True, "redis": True, "actions": True}, {"rasa"}),
        ({"rasa": False, "database": True, "redis": True, "actions": False}, set()),
        ({"rasa": False, "database": False, "redis": True, "actions": True}, set()),
        ({"rasa": True, "database": True, "redis": True, "actions": True, "backlog": False}, set()),
        ({}, set()),
    ],
)
def test_one_that_answers_and_does_no_work_is_killed_unless_it_cannot(
    tmp_path: Path, parts: dict[str, bool], killed: set[str]
) -> None:
    told = json.dumps({"parts": {name: {"works": works} for name, works in parts.items()}})
    with serving(lambda asked: Response(told if asked.path == "/readyz" else "{}", 503)) as web:
        rasa = Process("rasa", ("true",), web.port, "/")
        look = Look(Hanging((replace(WEB, port=web.port), rasa), tmp_path, timeout=0.8), {"web": 1, "rasa": 2})
        assert look() == set()
        assert look(IDLE_AFTER - 1) == set()
        assert look(2) == killed
