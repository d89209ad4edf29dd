"""The process manager, which forks our own programs of itself instead of starting a Python for each.

What they all import is imported here once: it lies in memory once, and a program that is started again is soon there.
Nothing of it may have opened a connection or begun a thread; each process makes its own. What comes by a fork and not
by an exec looks like its manager to others: it writes its own command over what they see (`ps`, bot/running/family.py).
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import runpy
import signal
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from supervisor import supervisord
from supervisor.options import ServerOptions

from bot.running.launch import settle

# What is the same in web, worker, scheduler and actions.
SHARED = ("bot.bootstrap", "bot.tasks", "bot.db.tables", "flask", "pydantic", "requests", "twilio.rest")
OBJECTS_BETWEEN_LOOKS = 50_000
HANDLED = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGCHLD)  # by the manager
_LAUNCHED = (sys.executable, "-m", "bot.running.launch", sys.executable, "-m")
# Places in /proc/PID/stat after the name: where the arguments begin and end in memory, and the environment ends.
_BEGIN, _END, _ENVIRONMENT_END = 45, 46, 48


class Nursery(ServerOptions):  # type: ignore[misc]
    """The manager's hands: they fork what is a module of ours, and start anything else as before."""

    def check_execv_args(self, filename: str, argv: Sequence[str], st: Any) -> None:
        """Before a program is started: what it shares with others is imported by then, and never again."""
        super().check_execv_args(filename, argv, st)
        if _is_module(argv):
            _import_shared()

    def execve(self, filename: str, argv: Sequence[str], env: Mapping[str, str]) -> None:
        """Become the program, in a process that was just forked."""
        if not _is_module(argv):
            super().execve(filename, argv, env)
        _become(argv[len(_LAUNCHED) :], env)


def main() -> None:
    """As supervisord's own, with these hands."""
    supervisord.ServerOptions = Nursery
    supervisord.main()


def _is_module(argv: Sequence[str]) -> bool:
    return tuple(argv[: len(_LAUNCHED)]) == _LAUNCHED


def _import_shared() -> None:
    if SHARED[0] in sys.modules:
        return
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    for name in SHARED:
        importlib.import_module(name)
    # So that no process writes into it what its own looks for circles have found, which would make it its own.
    gc.collect()
    gc.freeze()


def _become(command: Sequence[str], env: Mapping[str, str]) -> NoReturn:
    """Run a module with its words as `python -m` does, and end with it."""
    code = 1
    try:
        for name in HANDLED:
            signal.signal(name, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(env)
        _show([sys.executable, "-m", *command])
        settle()
        sys.argv = list(command)
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        threading._shutdown()  # type: ignore[attr-defined]  # as at the end of any Python: its threads are waited for
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _show(command: Sequence[str]) -> None:
    """Write the command over the arguments and the environment that others see of this process.

    Its own environment lies elsewhere by now: each variable was set anew.
    """
    told = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, end, whole = (int(told[place]) for place in (_BEGIN, _END, _ENVIRONMENT_END))
    title = "\0".join(command).encode()[: end - start - 1]
    ctypes.memset(start, 0, whole - start)
    ctypes.memmove(start, title, len(title))


if __name__ == "__main__":
    main()
