"""`python -m bot.running.launch COMMAND…`: become the command, alone of its name and bound to the parent's life."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

from bot.running import family

PR_SET_PDEATHSIG = 1


def main(command: list[str]) -> None:
    """End what an earlier process of this name left behind, then replace ourselves by the command."""
    settle()
    os.execvp(command[0], command)


def settle() -> None:
    """Be the only one of our name, known as such, and bound to the parent's life."""
    copy, name = os.environ[family.COPY], os.environ[family.NAME]
    family.end(copy, name)
    family.join(copy, name)
    follow_parent()


def follow_parent() -> None:
    """Ask the kernel for SIGTERM when the parent dies, however it dies; survives exec. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
