"""What dies comes back, and what is stopped leaves nothing."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.running import ROOT, CannotRun, family, ready
from bot.running.processes import Process
from bot.running.supervisor import Supervisor
from tests.patience import PATIENCE
from tests.servers import free_port

pytestmark = pytest.mark.integration
SLEEP = "import time; time.sleep(600)"
WITH_CHILD = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', '{SLEEP}']); {SLEEP}"


def eventually(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Supervisor]:
    port = free_port()
    table = [
        Process("store", (sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"), port, first=True),
        Process("parent", (sys.executable, "-c", WITH_CHILD)),
        Process("lone", (sys.executable, "-c", SLEEP)),
    ]
    # A blank and a per cent sign, since people have such directories.
    with Supervisor(tmp_path / "var 100%", ROOT, table, dict(os.environ)) as supervisor:
        ready.wait(supervisor, lambda _line: None)
        eventually(lambda: len(family.members(str(supervisor.var_dir), "parent")) == 2)
        yield supervisor


def pid_of(supervisor: Supervisor, name: str) -> int:
    return supervisor.states()[name].pid


@pytest.mark.parametrize("name", ["store", "lone"])
def test_it_starts_a_killed_process_again(running: Supervisor, name: str) -> None:
    before = pid_of(running, name)
    os.kill(before, signal.SIGKILL)
    eventually(lambda: pid_of(running, name) not in (0, before))


def test_it_ends_the_orphans_of_a_killed_process(running: Supervisor) -> None:
    before = {each.pid for each in family.members(str(running.var_dir), "parent")}
    os.kill(pid_of(running, "parent"), signal.SIGKILL)
    eventually(lambda: not before & {each.pid for each in family.members(str(running.var_dir), "parent")})
    eventually(lambda: len(family.members(str(running.var_dir), "parent")) == 2)


def test_it_leaves_no_process_behind(running: Supervisor) -> None:
    running.stop()
    assert family.members(str(running.var_dir)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next start ends them")
def test_it_stops_all_when_the_manager_is_killed(running: Supervisor) -> None:
    assert running._daemon is not None
    running._daemon.kill()
    running._daemon.wait()
    eventually(lambda: not family.members(str(running.var_dir), "lone"))
    running.stop()
    assert family.members(str(running.var_dir)) == []


def test_what_needs_the_database_waits_until_it_is_ready(tmp_path: Path) -> None:
    table = [
        Process("early", (sys.executable, "-c", SLEEP), early=True),
        Process("late", (sys.executable, "-c", SLEEP)),
    ]
    with Supervisor(tmp_path, ROOT, table, dict(os.environ), in_two=True) as supervisor:
        eventually(lambda: supervisor.states()["early"].state == "RUNNING")
        assert supervisor.states()["late"].state == "STOPPED"
        supervisor.go_on()
        ready.wait(supervisor, lambda _line: None)
        # As all others it comes back.
        test_it_starts_a_killed_process_again(supervisor, "late")


def test_it_names_what_does_not_come_up(tmp_path: Path) -> None:
    table = [Process("silent", (sys.executable, "-c", f"print('I cannot', flush=True); {SLEEP}"), free_port(), "/")]
    with (
        Supervisor(tmp_path, ROOT, table, dict(os.environ)) as supervisor,
        pytest.raises(CannotRun, match=r"(?s)Not ready after \d+ s: silent\..*I cannot"),
    ):
        ready.wait(supervisor, lambda _line: None, timeout=3)
