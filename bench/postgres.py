"""A PostgreSQL of our own (the `pg0` wheel) that waits for the disk as it does in earnest; or one that is given."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from pg0 import _find_pg0
from sqlalchemy import make_url

from bench.systems import free_ports

NAME = "bench"
# Two processes of the web, two workers and the scheduler, each with its pool; and pg0 switches fsync off by itself.
OPTIONS = ("-c", "max_connections=200", "-c", "fsync=on")
# Has it count what it is asked (`asked`).
COUNTING = ("-c", "shared_preload_libraries=pg_stat_statements", "-c", "pg_stat_statements.track_utility=off")


@contextmanager
def server(given: str = "", *options: str) -> Iterator[str]:
    """An address for SQLAlchemy of a database from which others can be made; the server is gone afterwards.

    `options` are words more for a server of our own.
    """
    if given:
        yield given
        return
    with started(*options) as (port, _):
        yield f"postgresql+psycopg://postgres:postgres@127.0.0.1:{port}/postgres"


@contextmanager
def started(*options: str) -> Iterator[tuple[int, Path]]:
    """A server of our own: its port, and the folder below which its programs and its data are."""
    # Not below our own folder: root runs it as nobody, since PostgreSQL refuses to run as root.
    home = Path(tempfile.mkdtemp(prefix="dastak-bench-postgres-"))
    program = Path(shutil.copy2(_find_pg0(), home / "pg0"))
    if os.geteuid() == 0:
        os.chown(home, pwd.getpwnam("nobody").pw_uid, -1)
    port = free_ports()
    try:
        _pg0(program, ("start", "--name", NAME, "--port", str(port), *OPTIONS, *options))
        yield port, home
    finally:
        _pg0(program, ("drop", "--name", NAME, "--force"))
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def database(server_url: str, name: str) -> Iterator[str]:
    """A fresh, empty database of this server, dropped afterwards: its address."""
    url = make_url(server_url)
    with _connected(server_url) as asking:
        asking.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        asking.execute(f'CREATE DATABASE "{name}"')
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with _connected(server_url) as asking:
            asking.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def version(server_url: str) -> str:
    """PostgreSQL's own word for itself."""
    with _connected(server_url) as asking:
        row = asking.execute("SHOW server_version").fetchone()
    return str(row[0]) if row else "?"


def cpu(name: str) -> float:
    """Seconds of processor time so far of the server's processes that serve this database and live now."""
    titled = (each for each in psutil.process_iter(["cmdline"]) if f" {name} " in " ".join(each.info["cmdline"] or ()))
    return sum(_cpu(each) for each in titled)


def asked(database_url: str) -> dict[str, float]:
    """How many statements and transactions there were so far in this database; {} where nobody counts."""
    if not database_url:
        return {}
    with _connected(database_url) as asking:
        asking.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        of_database = "FROM pg_database WHERE datname = current_database()"
        statements = asking.execute(
            f"SELECT sum(calls) FROM pg_stat_statements WHERE dbid = (SELECT oid {of_database})"
        ).fetchone()
        commits = asking.execute(
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    assert statements is not None
    assert commits is not None
    return {"statements": float(str(statements[0] or 0)), "transactions": float(str(commits[0]))}


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def _connected(url: str) -> psycopg.Connection[tuple[object, ...]]:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def _pg0(program: Path, words: Sequence[str]) -> None:
    home = program.parent
    user = "nobody" if os.geteuid() == 0 else None
    with (home / "pg0.log").open("ab") as log:
        subprocess.run(
            [program, *words],
            cwd=home,
            env={"HOME": str(home), "TMPDIR": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
            user=user,
            extra_groups=[] if user else None,
            # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
            stdout=log,
            stderr=log,
            check=words[0] == "start",
        )
