"""The process manager: supervisord with a generated configuration, restarting what dies and stopping all of it."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from bot.running import CannotRun, family
from bot.running.processes import FEW_ARENAS, Process

LAUNCH = (sys.executable, "-m", "bot.running.launch")
# Only Linux lets a forked process say who it is.
MANAGER = "bot.running.nursery" if sys.platform == "linux" else "supervisor.supervisord"
START_SECONDS = 10.0
TOGETHER = "dastak"  # the group of all that is not first
# A unix socket's path may have about 104 bytes (macOS) and nobody may expect that of VAR_DIR.
LONGEST_SOCKET = 100


@dataclass(frozen=True, slots=True)
class State:
    """What the manager knows of a process: RUNNING, STARTING, BACKOFF… and its pid (0 when it has none)."""

    name: str
    state: str
    pid: int


class Supervisor:
    """Runs the processes of one copy; a context manager that leaves none of them.

    With `in_two`, it starts by itself what is early alone, and the others when it is told to go on.
    """

    def __init__(
        self,
        var_dir: Path,
        root: Path,
        processes: Sequence[Process],
        environment: Mapping[str, str],
        *,
        in_two: bool = False,
    ) -> None:
        self.var_dir, self.root, self.processes, self._in_two = var_dir, root, processes, in_two
        # The arenas of what it forks are its own.
        self.environment = {**FEW_ARENAS, **environment, family.COPY: str(var_dir), family.NAME: "supervisord"}
        self.socket = _socket(var_dir)
        self._daemon: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Supervisor:
        try:
            self.start()
        except BaseException:  # Ctrl-C as well: __exit__ is not called when __enter__ fails
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Start the manager, which starts everything; returns once it can be asked.

        Raises:
            CannotRun: the manager itself did not come up.
        """
        family.end(str(self.var_dir))  # what a killed run of this copy left
        for part in ("log", "run", "valkey"):
            (self.var_dir / part).mkdir(parents=True, exist_ok=True)
        for path, text in (file for process in self.processes for file in process.files.items()):
            path.touch(mode=0o600)
            path.write_text(text)
        config = self.var_dir / "supervisord.conf"
        config.write_text(configuration(self.var_dir, self.root, self.processes, self.socket, in_two=self._in_two))
        manager = (sys.executable, "-m", MANAGER, "--nodaemon", "--configuration", str(config))
        # A session of its own: Ctrl-C reaches us alone, and we stop the others in order.
        self._daemon = subprocess.Popen(
            [*LAUNCH, *manager],
            cwd=self.root,
            env=self.environment,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            umask=0o077,  # logs and Valkey's files are for the owner alone, whoever starts us
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.states():
            if not self.alive() or time.monotonic() > deadline:
                raise CannotRun(f"The process manager did not start: see {self.var_dir / 'log' / 'supervisord.log'}.")
            time.sleep(0.05)

    def alive(self) -> bool:
        """Is the manager itself there?"""
        return self._daemon is not None and self._daemon.poll() is None

    def go_on(self) -> None:
        """Start what has not been started yet.

        Raises:
            CannotRun: the manager is not there any more.
        """
        if all(process.first for process in self.processes):
            return
        try:
            self._ask("startProcessGroup", TOGETHER, False)
        except (OSError, Fault) as error:
            raise CannotRun(
                f"The process manager does not answer: see {self.var_dir / 'log' / 'supervisord.log'}."
            ) from error

    def states(self) -> dict[str, State]:
        """Each process by name; empty when the manager does not answer."""
        try:
            answer = self._ask("getAllProcessInfo")
        except (OSError, Fault):
            return {}
        return {each["name"]: State(each["name"], each["statename"], each["pid"]) for each in answer}

    def _ask(self, what: str, *values: object) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self.socket}")
        try:
            return getattr(ServerProxy("http://127.0.0.1", transport=transport).supervisor, what)(*values)
        finally:
            transport.close()

    @staticmethod
    def kill(state: State) -> None:
        """Kill a process and its children at once, however they hang; the manager starts it again."""
        with suppress(ProcessLookupError):
            os.killpg(state.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ask all to end, wait for them, kill what stays. A second Ctrl-C skips the waiting."""
        try:
            if self._daemon is not None and self.alive():
                self._daemon.terminate()
                self._daemon.wait(timeout=max(process.stop_seconds for process in self.processes) + 10)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            assert self._daemon is not None
            self._daemon.kill()
            self._daemon.wait()
        finally:
            family.end(str(self.var_dir))
            self.socket.unlink(missing_ok=True)


def configuration(
    var_dir: Path, root: Path, processes: Sequence[Process], socket: Path, *, in_two: bool = False
) -> str:
    """supervisord's file. It holds no secret: those come by inheritance or from VAR_DIR.

    Args:
        in_two: what is not early waits until the manager is told to start it.
    """
    sections = [
        _section(
            "supervisord",
            logfile=var_dir / "log" / "supervisord.log",
            pidfile=var_dir / "run" / "supervisord.pid",
            childlogdir=var_dir / "log",
            silent="true",
            **({"user": "root"} if os.geteuid() == 0 else {}),  # said aloud, or it warns at every start
        ),
        _section("unix_http_server", file=socket, chmod="0600"),
        _section(
            "rpcinterface:supervisor",
            **{"supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"},
        ),
        *(_program(process, var_dir, root, begins=process.early or not in_two) for process in processes),
    ]
    # Within a group all are stopped at once, one group after the other; a lone program is its own group.
    together = ",".join(process.name for process in processes if not process.first)
    if together:
        sections.append(_section(f"group:{TOGETHER}", programs=together, priority=10))
    return "\n".join(sections)


def _program(process: Process, var_dir: Path, root: Path, *, begins: bool) -> str:
    environment = {**process.environment, family.NAME: process.name}
    return _section(
        f"program:{process.name}",
        command=shlex.join([*LAUNCH, *process.command]),
        directory=root,
        environment=",".join(f'{key}="{value}"' for key, value in environment.items()),
        autostart=str(begins).lower(),
        autorestart="true",
        startsecs=2,
        startretries=1000000,  # never give up: a database that was away for an hour comes back
        stopwaitsecs=process.stop_seconds,
        killasgroup="true",
        redirect_stderr="true",
        # supervisord expands this option twice, so a % in VAR_DIR is doubled twice
        stdout_logfile=str(var_dir / "log" / f"{process.name}.log").replace("%", "%%"),
        stdout_logfile_maxbytes="10MB",
        stdout_logfile_backups=3,
        # What is started by a Python of its own comes before what waits for the imports of its neighbours.
        priority=1 if process.first else 10 if process.command[0] == sys.executable else 5,
    )


def _section(title: str, **options: object) -> str:
    lines = [f"{key} = {str(value).replace('%', '%%')}" for key, value in options.items()]
    return "\n".join([f"[{title}]", *lines, ""])


def _socket(var_dir: Path) -> Path:
    near = var_dir / "run" / "supervisor.sock"
    if len(os.fsencode(near)) <= LONGEST_SOCKET:
        return near
    return Path(tempfile.gettempdir()) / f"dastak-{os.getuid()}-{sha256(os.fsencode(var_dir)).hexdigest()[:12]}.sock"
