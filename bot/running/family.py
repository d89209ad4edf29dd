"""Which processes of this machine belong to this copy of the system, also when nobody remembers them.

Each is started with its copy (VAR_DIR) and its name in the environment, and its children inherit both. After a
`kill -9` of a parent the children can still be found, so that a second worker never runs beside a forgotten one.

Some write their title over their environment (Valkey, PostgreSQL, what bot/running/nursery.py forks). Those are known
by their process group: each process leads one of its own, whose number is kept in VAR_DIR/run, and nobody else gets it
while the group has members.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psutil

COPY, NAME = "DASTAK_COPY", "DASTAK_PROCESS"
GRACE_SECONDS = 3.0
SAME_MOMENT = 1.0  # seconds by which two readings of when a process began may differ


def join(copy: str, name: str) -> None:
    """Keep the number of the group that this process leads, and when it began, for `members` to find."""
    if os.getpgrp() != os.getpid():
        return
    folder = Path(copy) / "run"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.group").write_text(f"{os.getpid()} {psutil.Process().create_time()}")


def leaders(copy: str) -> dict[int, str]:
    """The names of this copy's processes by their numbers, as each has written down."""
    return {number: name for name, number, _ in _kept(copy)}


def members(copy: str, name: str | None = None) -> list[psutil.Process]:
    """Live processes of this copy (of one name, if given), without ourselves and whoever started us."""
    ours = psutil.Process()
    excluded = {ours.pid, *(parent.pid for parent in ours.parents())}
    groups = _groups(copy, name)
    return [each for each in psutil.process_iter() if each.pid not in excluded and _belongs(each, copy, name, groups)]


def end(copy: str, name: str | None = None) -> int:
    """Terminate, then kill, what `members` finds; the number of processes that were there."""
    found = members(copy, name)
    for each in found:
        _signal(each, kill=False)
    _, stubborn = psutil.wait_procs(found, timeout=GRACE_SECONDS)
    for each in stubborn:
        _signal(each, kill=True)
    psutil.wait_procs(stubborn, timeout=GRACE_SECONDS)
    return len(found)


def _belongs(process: psutil.Process, copy: str, name: str | None, groups: dict[int, float]) -> bool:
    try:
        environment = process.environ()
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        if not environment:
            return _in_group(process, groups)
    except (psutil.Error, OSError):  # gone already, or somebody else's
        return False
    return environment.get(COPY) == copy and (name is None or environment.get(NAME) == name)


def _groups(copy: str, name: str | None) -> dict[int, float]:
    """The groups of this copy (of one name, if given), by number: when their leader began."""
    return {number: began for of, number, began in _kept(copy) if name in (None, of)}


def _kept(copy: str) -> Iterator[tuple[str, int, float]]:
    for path in (Path(copy) / "run").glob("*.group"):
        try:
            number, began = path.read_text().split()
            yield path.stem, int(number), float(began)
        except (OSError, ValueError):  # half written, as its process ended
            continue


def _in_group(process: psutil.Process, groups: dict[int, float]) -> bool:
    """Whether it is in one of the groups, and that group is still the one that was meant."""
    group = os.getpgid(process.pid)
    if group not in groups or process.create_time() < groups[group] - SAME_MOMENT:
        return False
    try:
        return abs(psutil.Process(group).create_time() - groups[group]) <= SAME_MOMENT
    except psutil.NoSuchProcess:  # its leader ended, and its number stays taken as long as somebody is in the group
        return True


def _signal(process: psutil.Process, *, kill: bool) -> None:
    try:
        if kill:
            process.kill()
        else:
            process.terminate()
    except psutil.NoSuchProcess:
        return
