"""What a killed run left is found by its environment, or by its group where its title hides that; nothing else is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from bot.running import ROOT, family
from bot.running.supervisor import LAUNCH

pytestmark = [pytest.mark.integration, pytest.mark.skipif(sys.platform != "linux", reason="hides as Linux does it")]
SLEEP = "import time; time.sleep(600)"
# As Valkey does it: a title over the memory in which the environment was.
HIDE = f"""
import ctypes, os
start, end = (int(open('/proc/self/stat').read().rsplit(')')[1].split()[place]) for place in (47, 48))
ctypes.memset(start, 0, end - start)
{{then}}
os.write(1, b'hidden\\n')
{SLEEP}
"""


@contextmanager
def _launched(copy: Path, name: str, code: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, family.COPY: str(copy), family.NAME: name}
    command = [*LAUNCH, sys.executable, "-c", code]
    with _started(command, environment) as process:
        yield process


@contextmanager
def _started(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "hidden\n"
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _pids(copy: Path, name: str | None = None) -> set[int]:
    return {each.pid for each in family.members(str(copy), name)}


def test_it_finds_one_whose_title_hides_its_environment(tmp_path: Path) -> None:
    with _launched(tmp_path, "store", HIDE.format(then="")) as store:
        assert psutil.Process(store.pid).environ() == {}
        assert _pids(tmp_path) == _pids(tmp_path, "store") == {store.pid}
        assert _pids(tmp_path, "other") == _pids(tmp_path / "another") == set()
        assert family.end(str(tmp_path)) == 1
        assert not psutil.pid_exists(store.pid)


def test_it_finds_the_hidden_child_of_one_that_was_killed(tmp_path: Path) -> None:
    with _launched(tmp_path, "store", HIDE.format(then="os.fork()")) as store:
        [child] = psutil.Process(store.pid).children()
        os.kill(store.pid, signal.SIGKILL)
        store.wait()
        assert _pids(tmp_path, "store") == {child.pid}
        assert family.end(str(tmp_path), "store") == 1
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_it_leaves_a_stranger_that_has_the_number_now(tmp_path: Path) -> None:
    with _started([sys.executable, "-c", HIDE.format(then="")], dict(os.environ)) as stranger:
        (tmp_path / "run").mkdir()
        kept = tmp_path / "run" / "store.group"
        for began in (time.time() - 3600, time.time() + 3600):
            kept.write_text(f"{stranger.pid} {began}")
            assert _pids(tmp_path) == set()
        for unreadable in ("", "x y", f"{stranger.pid}"):
            kept.write_text(unreadable)
            assert _pids(tmp_path) == set()


def test_it_leaves_one_of_the_group_that_says_it_is_of_another_copy(tmp_path: Path) -> None:
    other = {**os.environ, family.COPY: "elsewhere"}
    with _started([sys.executable, "-c", f"print('hidden', flush=True); {SLEEP}"], other) as stranger:
        (tmp_path / "run").mkdir()
        began = psutil.Process(stranger.pid).create_time()
        (tmp_path / "run" / "store.group").write_text(f"{stranger.pid} {began}")
        assert _pids(tmp_path) == set()
