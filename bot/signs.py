"""Signs of life of the processes of one machine, in VAR_DIR/run: that each still runs, how often it was restarted."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

EVERY = 5.0  # seconds between two beats
RESTARTS = "restarts.json"
# Restarts that are remembered of each process; how many there were in all is counted besides.
REMEMBERED = 20


def start_beating(folder: Path, name: str) -> None:
    """Touch `<name>.beat` every few seconds for as long as the process runs: one that is stopped or stuck does not."""
    threading.Thread(target=_beat, args=(folder / f"{name}.beat",), name="beat", daemon=True).start()


def seconds_silent(folder: Path, name: str, now: float) -> float | None:
    """Seconds since the last beat of a process, at `now` (seconds since 1970); None when it has given none."""
    try:
        return now - (folder / f"{name}.beat").stat().st_mtime
    except OSError:
        return None


def forget_beats(folder: Path, name: str) -> None:
    """Take the beats of a process away that has ended: the next one is given its time to start."""
    (folder / f"{name}.beat").unlink(missing_ok=True)


class Restarts:
    """How often each process was begun again since the system was started, and when the last times were."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / RESTARTS
        self._times: dict[str, list[float]] = {}
        self._counts: dict[str, int] = {}

    def note(self, name: str, now: float) -> None:
        """Count one, at `now` (seconds since 1970)."""
        self._times[name] = [*self._times.get(name, []), now][-REMEMBERED:]
        self._counts[name] = self._counts.get(name, 0) + 1
        self.write()

    def write(self) -> None:
        """Write them down for the other processes; on a full disk they are read once there is room."""
        draft = self._file.with_suffix(".part")
        with suppress(OSError):
            draft.write_text(json.dumps({"counts": self._counts, "times": self._times}))
            draft.replace(self._file)


def read_restarts(folder: Path) -> tuple[Mapping[str, int], Mapping[str, list[float]]]:
    """The counts and the last times (seconds since 1970) of the restarts by process; empty where nothing supervises."""
    try:
        kept = json.loads((folder / RESTARTS).read_text())
        return kept["counts"], kept["times"]
    except (OSError, ValueError, LookupError, TypeError):
        return {}, {}


def _beat(file: Path) -> None:
    while True:
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
            _tell_systemd()
        time.sleep(EVERY)


def _tell_systemd() -> None:
    """Say that we live to a systemd that asked for it (WatchdogSec): it kills and starts again who says nothing."""
    place = os.environ.get("NOTIFY_SOCKET", "")
    if place:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(b"WATCHDOG=1", f"\0{place[1:]}" if place.startswith("@") else place)
