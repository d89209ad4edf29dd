"""A PostgreSQL that fails over: a primary, and a replica of it that can be cut off and made the primary."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import postgres
from bench.outages import list_serving
from bench.systems import free_port

LOCAL, DATABASE = "127.0.0.1", "postgres"
LOGIN = f"user={DATABASE} password={DATABASE} host={LOCAL}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Both servers; `url` names them as DATABASE_URL does. The replica's programs are those of `programs`."""

    programs: Path
    folder: Path
    ports: tuple[int, int]

    @property
    def url(self) -> str:
        """The address by which Dastak finds whichever takes writes."""
        return f"postgresql://{DATABASE}:{DATABASE}@{LOCAL}:{self.ports[0]},{LOCAL}:{self.ports[1]}/{DATABASE}"

    def make_synchronous(self) -> None:
        """Have each commit wait until the replica has it on its disk. After the copy was made: a primary that was one
        before has nobody to wait for.
        """
        self._tell(0, "ALTER SYSTEM SET synchronous_standby_names = '*'")

    def cut_off(self) -> None:
        """Let the replica hear nothing more, as when the line between them is too slow."""
        self._tell(1, "ALTER SYSTEM SET primary_conninfo = ''")

    def kill_primary(self) -> None:
        """Kill the primary with all its processes, with no time to say goodbye."""
        for process in list_serving(self.ports[0]):
            process.send_signal(signal.SIGKILL)

    def promote(self) -> None:
        """Make the replica the primary."""
        run_as_server([self.programs / "pg_ctl", "-D", self.folder, "-w", "promote"], self.folder.parent)

    def _tell(self, which: int, statement: str) -> None:
        with psycopg.connect(f"{LOGIN} port={self.ports[which]}", autocommit=True) as asking:
            asking.execute(statement)
            asking.execute("SELECT pg_reload_conf()")


@contextmanager
def replicated() -> Iterator[Pair]:
    """Start a primary and its replica; both are gone afterwards."""
    with postgres.started() as (port, home):
        programs, folder, second = next((home / ".pg0/installation").glob("*/bin")), home / "replica", free_port()
        copied: list[str | Path] = [
            programs / "pg_basebackup",
            "-d",
            f"{LOGIN} port={port}",
            "-D",
            folder,
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
        ]
        run_as_server(copied, home)
        control: list[str | Path] = [programs / "pg_ctl", "-D", folder, "-w"]
        run_as_server(
            [*control, "-l", home / "replica.log", "-o", f"-p {second} -c max_connections=200", "start"], home
        )
        try:
            yield Pair(programs, folder, (port, second))
        finally:
            run_as_server([*control, "-m", "immediate", "stop"], home, check=False)


def run_as_server(command: Sequence[str | Path], home: Path, *, check: bool = True) -> None:
    """Run one of PostgreSQL's programs as the user of its server, which is never root."""
    root = os.geteuid() == 0
    libraries = Path(command[0]).parent.parent / "lib"
    with (home / "programs.log").open("ab") as log:
        subprocess.run(
            command,
            cwd=home,
            env={"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "LD_LIBRARY_PATH": str(libraries)},
            user="nobody" if root else None,
            extra_groups=[] if root else None,
            # A file, not a pipe: the server inherits it.
            stdout=log,
            stderr=log,
            check=check,
        )
