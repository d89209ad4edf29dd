"""What has to be true before anything is started; each failure is one sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Sequence
from pathlib import Path

import psutil

from bot.config import PORTS, Settings
from bot.running import CannotRun
from bot.running.processes import HOST, Process, rasa_command
from bot.server_addresses import list_hosts

NEEDED_BYTES = 500_000_000


def check(settings: Settings, root: Path, processes: Sequence[Process]) -> None:
    """Raises:
    CannotRun: for the first thing that is not as it must be.
    """
    var_dir_writable(settings.var_dir)
    disk_has_room(settings.var_dir)
    rasa_installed(root)
    ports_free(settings.port, processes)
    if not settings.embedded_redis:
        reachable("REDIS_URL", settings.redis_url)
    reachable("DATABASE_URL", settings.database_url)


def var_dir_writable(var_dir: Path) -> None:
    """VAR_DIR exists (or can be made) and takes a file."""
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
        probe = var_dir / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotRun(
            f"VAR_DIR: {var_dir} cannot be written ({error.strerror}): set VAR_DIR to a directory of yours."
        ) from error


def disk_has_room(var_dir: Path, needed: int = NEEDED_BYTES) -> None:
    """Enough space for databases, logs and pictures to begin with."""
    free = shutil.disk_usage(var_dir).free
    if free < needed:
        raise CannotRun(
            f"The disk of {var_dir} has {free / 1e6:.0f} MB left and {needed / 1e6:.0f} MB are needed: "
            "free some, or set VAR_DIR to another disk."
        )


def rasa_installed(root: Path) -> None:
    """The Python 3.10 environment with Rasa is there."""
    if not os.access(rasa_command(root), os.X_OK):
        raise CannotRun("Rasa's Python 3.10 environment is missing: run `make setup`.")


def ports_free(port: int, processes: Sequence[Process], host: str = HOST) -> None:
    """Check that nobody listens on the ports that are going to be used."""
    for process in processes:
        if process.port is not None and not _free(process.port, host):
            where = "PORT" if process.port == port else f"PORT+{process.port - port}, for {process.name}"
            raise CannotRun(
                f"Port {process.port} ({where}) is in use{_owner(process.port)}: stop what uses it, "
                f"or choose another, as in `PORT={_free_block(port)} make run`."
            )


def reachable(name: str, url: str) -> None:
    """A server that somebody else runs accepts connections, one of several is enough; a file always does."""
    refused: list[str] = []
    for host, port in list_hosts(url):
        try:
            socket.create_connection((host, port), timeout=5).close()
        except OSError as error:
            refused.append(f"{host}:{port} ({error})")
        else:
            return
    if refused:
        raise CannotRun(f"{name}: nothing answers at {' or '.join(refused)}: start that server or correct {name}.")


def _free(port: int, host: str = HOST) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the servers do it: a connection that is only fading away does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _free_block(port: int) -> int:
    """The next hundred whose ports are all free."""
    for candidate in range(port + 100, 65000, 100):
        if all(_free(candidate + offset) for offset in range(PORTS)):
            return candidate
    return port


def _owner(port: int) -> str:
    """Who listens there, if this user may know."""
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr[1:] == (port,) and connection.pid:
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    except (psutil.Error, OSError):
        pass
    return ""
