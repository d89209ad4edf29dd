"""A program that is forked of its manager is what one started by a Python of its own would be."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from bot.running import ROOT, family
from bot.running.processes import Process
from bot.running.supervisor import Supervisor
from tests.patience import PATIENCE

pytestmark = [pytest.mark.integration, pytest.mark.skipif(sys.platform != "linux", reason="elsewhere none is forked")]


def test_a_forked_program_is_as_if_started_by_itself(tmp_path: Path) -> None:
    file, copy = tmp_path / "told.json", tmp_path / "var"
    command = (sys.executable, "-m", "tests.running.telling", str(file), "two words")
    program = Process("teller", command, environment={"TOLD_LIMIT": "inner"})
    with Supervisor(copy, ROOT, [program], {**os.environ, "TOLD_LIMIT": "outer"}) as supervisor:
        told = _read(file)
        process = psutil.Process(supervisor.states()["teller"].pid)
        assert told["pid"] == process.pid
        assert (told["name"], told["words"]) == ("__main__", [str(file), "two words"])
        assert (told["limit"], told["said_to_children"], told["handled"]) == ("inner", "inner", [])
        assert [word for word in process.cmdline() if word] == [*command]
        assert [each.pid for each in family.members(str(copy), "teller")] == [process.pid]
        manager = psutil.Process(process.ppid())
        assert [each.pid for each in family.members(str(copy), "supervisord")] == [manager.pid]
        # What is shared was imported before, and had begun nothing that a fork would have cut off.
        assert told["shared"] is True
        assert manager.num_threads() == 1

        file.unlink()
        os.kill(process.pid, signal.SIGKILL)
        again = _read(file)
        assert again["pid"] != told["pid"]
        assert again["random"] != told["random"]


def _read(file: Path) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    while not file.exists():
        assert time.monotonic() < deadline, "the program does not tell anything"
        time.sleep(0.1)
    return dict(json.loads(file.read_text()))
