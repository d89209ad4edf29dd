"""One process of the table by itself: become it, or tell whether it is well; what units and containers call."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bot.config import Settings
from bot.running import ROOT, CannotRun, preflight, processes, ready
from bot.running.processes import HOST, Process
from bot.signs import seconds_silent


def become(settings: Settings, name: str, model: Path, host: str = HOST) -> None:
    """Replace ourselves by a process of the table, with what it has to know in its environment.

    Raises:
        CannotRun: its program is not there, or its port is taken.
    """
    process = find(settings, name, model, host)
    preflight.ports_free(settings.port, [process], host)
    environment = {**processes.shared_environment(settings), **process.environment}
    os.chdir(ROOT)
    try:
        os.execvpe(process.command[0], process.command, environment)
    except OSError as error:
        raise CannotRun(f"{name}: {process.command[0]} cannot be started: {error.strerror}.") from error


def find(settings: Settings, name: str, model: Path, host: str = HOST) -> Process:
    """The process of this name."""
    return next(each for each in processes.lasting(settings, model, ROOT, host) if each.name == name)


def is_alive(settings: Settings, name: str) -> bool:
    """Whether a process still answers, or still beats, as seen from its own host or container."""
    process = find(settings, name, Path())
    if process.port is not None:
        return ready.status(process.port, process.alive or process.health or "/") == 200
    silent = seconds_silent(settings.run_dir, name, time.time())
    return silent is not None and silent < process.hung_after


def list_names(settings: Settings) -> list[str]:
    """The names there are."""
    return [process.name for process in processes.lasting(settings, Path(), ROOT)]
