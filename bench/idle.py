"""What the whole system takes of a core while nobody writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from bench.systems import free_ports
from bot.running import ROOT, family, ready, training

READY, SETTLED = 180.0, 60.0  # seconds: until all are well, and until what they do once at the start is done


def main(var_dir: Path, seconds: float) -> None:
    """Run everything as `dastak run` does, let it settle, and print each process's share of a core over so long."""
    training.ensure_model(ROOT, var_dir.parent / "train.log")
    environ = {**os.environ, "PORT": str(free_ports()), "VAR_DIR": str(var_dir)}
    with (var_dir.parent / "idle.log").open("wb") as log:
        run = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], env=environ, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait(int(environ["PORT"]))
        time.sleep(SETTLED)
        before, began = _spent(run.pid), time.monotonic()
        time.sleep(seconds)
        after, took = _spent(run.pid), time.monotonic() - began
    finally:
        run.send_signal(signal.SIGINT)
        run.wait(timeout=60)
    shares = {name: (after[name] - before[name]) / took * 100 for name in after}
    print(f"{f'idle for {took:.0f} s, of one core':44} {sum(shares.values()):8.2f} %")
    print("  " + ", ".join(f"{name} {share:.2f}" for name, share in sorted(shares.items())))


def _wait(port: int) -> None:
    end = time.monotonic() + READY
    while ready.status(port, "/readyz") != 200:
        if time.monotonic() > end:
            raise RuntimeError("the system did not start: see its logs")
        time.sleep(1)


def _spent(run: int) -> dict[str, float]:
    """Seconds of processor so far, by the name of the process, its children with it."""
    started = psutil.Process(run)
    [manager] = started.children()
    spent = {"run": _own(started), "supervisord": _own(manager)}
    leaders = family.leaders(manager.environ()[family.COPY])
    for process in manager.children():
        spent[leaders.get(process.pid) or process.name()] = sum(map(_own, (process, *process.children(recursive=True))))
    return spent


def _own(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
