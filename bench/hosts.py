"""A host of several: processes, a disk (VAR_DIR) and lines of its own, to a database, a Redis and a Twilio of all."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psutil

from bench.lines import Line
from bot.config import Settings
from bot.running import ROOT, family, processes, ready
from bot.running.supervisor import Supervisor

STARTING = 400.0  # seconds, of a machine that does more than this


class Host:
    """All that one machine runs; it may be killed, stopped, cut off, and lose its disk."""

    def __init__(self, name: str, environ: Mapping[str, str], model: Path, lines: tuple[Line, ...]) -> None:
        """`environ` is what its processes are told besides their table, with PORT and VAR_DIR."""
        self.name, self.up = name, False
        self._environ, self._model, self._lines = dict(environ), model, lines
        self._supervisor: Supervisor | None = None

    @property
    def url(self) -> str:
        """Return where its web server takes webhooks."""
        return f"http://127.0.0.1:{self._environ['PORT']}"

    @property
    def var_dir(self) -> Path:
        """Return where the disk of this host is."""
        return Path(self._environ["VAR_DIR"])

    def start(self) -> None:
        """Start everything, and return once all of it is well."""
        settings = Settings.from_env(self._environ)
        table = processes.table(settings, self._model, ROOT)
        shared = {**processes.shared_environment(settings), **self._environ}
        self._supervisor = Supervisor(self.var_dir, ROOT, table, shared)
        self._supervisor.start()
        ready.wait(self._supervisor, lambda _line: None, STARTING)
        self.up = True

    def kill(self) -> None:
        """End every process at once, as when its power goes."""
        self.up = False
        self._signal(signal.SIGSTOP)  # or those that die last would be told to end, and begin to
        self._signal(signal.SIGKILL)

    def freeze(self) -> None:
        """Let every process stand still in the middle of whatever it does, as when a virtual machine is paused."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let them go on as if nothing had been."""
        self._signal(signal.SIGCONT)

    def cut_off(self) -> None:
        """Let nothing pass between it and the database, Redis and Twilio; whoever calls it still reaches it."""
        for line in self._lines:
            line.cut()

    def connect(self) -> None:
        """Mend its lines."""
        for line in self._lines:
            line.mend()

    def lose_disk(self) -> int:
        """Empty VAR_DIR; returns how many requests waited there for the database."""
        waiting = sum(1 for _ in (self.var_dir / "spool").glob("*.json"))
        shutil.rmtree(self.var_dir)
        self.var_dir.mkdir()
        return waiting

    def stop(self) -> None:
        """End it in order, whatever was done to it."""
        if self._supervisor is not None:
            self.thaw()
            self._supervisor.stop()

    def _signal(self, number: int) -> None:
        # The process manager, which was there first, before all others: it starts again what it sees ending.
        for process in sorted(family.members(str(self.var_dir)), key=lambda one: one.pid):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
