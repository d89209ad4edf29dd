"""`dastak run` kills what hangs, counts what is started again, and writes that down for the others."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.running import ROOT, CannotRun, hanging, ready, start
from bot.running.processes import Process
from bot.running.supervisor import Supervisor
from bot.signs import read_restarts
from tests.running.test_supervisor import SLEEP, eventually, pid_of

pytestmark = pytest.mark.integration


def test_it_starts_what_stands_still_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "LOOK_EVERY", 0.2)
    monkeypatch.setattr(hanging, "STARTING", 0.5)
    said: list[str] = []
    run_dir = tmp_path / "run"
    beat = run_dir / "worker.beat"
    worker = Process("worker", (sys.executable, "-c", SLEEP), beats=True, hung_after=0.5)
    other = Process("other", (sys.executable, "-c", SLEEP))

    def watch(supervisor: Supervisor) -> None:
        with pytest.raises(CannotRun):  # when it is stopped
            start.watch(supervisor, said.append)

    with Supervisor(tmp_path, ROOT, [worker, other], dict(os.environ)) as supervisor:
        ready.wait(supervisor, lambda _line: None)
        beat.touch()
        before, others = pid_of(supervisor, "worker"), pid_of(supervisor, "other")
        watching = threading.Thread(target=watch, args=(supervisor,))
        watching.start()
        eventually(lambda: (run_dir / "restarts.json").exists())
        time_of_long_ago = time.time() - 600
        os.utime(beat, (time_of_long_ago, time_of_long_ago))
        eventually(lambda: pid_of(supervisor, "worker") not in (0, before))
        eventually(lambda: read_restarts(run_dir)[0] == {"worker": 1})
        assert pid_of(supervisor, "other") == others
        assert not beat.exists(), "the next one is given its time"
    watching.join()
    assert any(line.startswith("  worker gave no sign of life") for line in said)
