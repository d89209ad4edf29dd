"""Which processes of this machine belong to this copy of the system, also when nobody remembers them.

Each is started with its copy (VAR_DIR) and its name in the environment, and its children inherit both. After a
`kill -9` of a parent the children can still be found, so that a second worker never runs beside a forgotten one.
"""

from __future__ import annotations

import psutil

COPY, NAME = "DASTAK_COPY", "DASTAK_PROCESS"
GRACE_SECONDS = 3.0


def members(copy: str, name: str | None = None) -> list[psutil.Process]:
    """Live processes of this copy (of one name, if given), without ourselves and whoever started us."""
    ours = psutil.Process()
    excluded = {ours.pid, *(parent.pid for parent in ours.parents())}
    return [each for each in psutil.process_iter() if each.pid not in excluded and _belongs(each, copy, name)]


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


def _belongs(process: psutil.Process, copy: str, name: str | None) -> bool:
    try:
        environment = process.environ()
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
    except (psutil.Error, OSError):  # gone already, or somebody else's
        return False
    return environment.get(COPY) == copy and (name is None or environment.get(NAME) == name)


def _signal(process: psutil.Process, *, kill: bool) -> None:
    try:
        if kill:
            process.kill()
        else:
            process.terminate()
    except psutil.NoSuchProcess:
        return
