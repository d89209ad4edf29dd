"""Whether each part of the system does its work, found out by letting it do some.

A process that runs may be stopped, stuck, or without what it needs. So the database is written and the disk as well, a
turn that belongs to nobody goes through Rasa and the action server, and the worker and the scheduler are judged by what
they wrote and by the rows they should have taken.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillAtIt
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import requests

from bot.bootstrap import Bot
from bot.config import LIVE_OFFSET
from bot.db.engine import DatabaseError
from bot.db.versions import describe_misfit, read_code_version, read_schema_version
from bot.services.insights import overdue, signs
from bot.signs import EVERY, seconds_silent
from bot.tasks.signs import WORKER

# A readout serves everybody who asks within so many seconds, and takes at most so many.
FRESH, DEADLINE = 5.0, 8.0
# The scheduler writes a sign, and has a worker write one, every SIGN_EVERY seconds.
SIGN_EVERY, SILENT = 15.0, timedelta(seconds=75)
STILL = 4 * EVERY  # seconds without a beat
LEAST_FREE = 100_000_000  # bytes
SPOOLED_TOO_LONG = 180.0  # seconds
ACTIONS_TIMEOUT = 2.0  # seconds
ROLL_OUT = 900.0  # seconds
SCHEDULER = "scheduler"

Check = Callable[[Bot], str]  # why it does not work, "" when it does


@dataclass(frozen=True, slots=True)
class Checked:
    """A part of the system; `why` says what is wrong with one that does not work, in words that hold no secret."""

    name: str
    works: bool
    why: str = ""


class Health:
    """Reads how the parts are, seldom enough to be asked often. Safe to share between threads."""

    def __init__(self, bot: Bot, seconds: Callable[[], float] = time.monotonic) -> None:
        self._bot, self._seconds = bot, seconds
        self._reading = threading.Lock()
        self._parts: tuple[Checked, ...] = ()
        self._read_at = float("-inf")
        self._pool: ThreadPoolExecutor | None = None  # made late: a server may fork after loading the application
        self._under_way: dict[str, Future[str]] = {}

    def read(self) -> tuple[Checked, ...]:
        """Every part and whether it works, at most FRESH seconds old; waits DEADLINE seconds at most."""
        with self._reading:
            if self._seconds() - self._read_at >= FRESH:
                self._parts = self._read_now()
                self._read_at = self._seconds()
            return self._parts

    def _read_now(self) -> tuple[Checked, ...]:
        self._pool = self._pool or ThreadPoolExecutor(len(CHECKS), thread_name_prefix="health")
        for name, check in CHECKS.items():
            # One that hangs is not begun again: it would take one thread after the other.
            if name not in self._under_way:
                self._under_way[name] = self._pool.submit(check, self._bot)
        end = time.monotonic() + DEADLINE
        return tuple(self._part(name, end) for name in CHECKS)

    def _part(self, name: str, end: float) -> Checked:
        try:
            why = self._under_way[name].result(timeout=max(0.0, end - time.monotonic()))
        except StillAtIt:
            return Checked(name, works=False, why=f"no answer within {DEADLINE:.0f} s")
        except Exception as error:
            why = type(error).__name__  # its words may quote an address with a password
        del self._under_way[name]
        return Checked(name, works=not why, why=why)


class Fit:
    """Whether the schema and this process are made for each other: one of this state for each process.

    A process that has worked with the schema before it was brought up is still sent to for a while: its successors
    are being started, and a migration takes nothing away that the release before needs.
    """

    def __init__(self, bot: Bot, seconds: Callable[[], float] = time.monotonic) -> None:
        self._bot, self._seconds = bot, seconds
        self._fitted_at = float("-inf")

    def find_misfit(self) -> str:
        """Why nothing may be sent here, with both versions; "" where it may, or where the database is away."""
        try:
            misfit = _schema(self._bot)
        except DatabaseError:
            return ""
        if not misfit:
            self._fitted_at = self._seconds()
        return misfit if self._seconds() - self._fitted_at > ROLL_OUT else ""


def write_sign(bot: Bot, name: str) -> None:
    """Write that this process works."""
    with bot.database.writing.begin() as db:
        signs.write_sign(db, name, bot.now())


def _database(bot: Bot) -> str:
    write_sign(bot, "health")
    return ""


def _schema(bot: Bot) -> str:
    with bot.database.reading.begin() as db:
        return describe_misfit(read_schema_version(db), read_code_version())


def _disk(bot: Bot) -> str:
    folder = bot.settings.var_dir
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return f"{free / 1e6:.0f} MB are free where {LEAST_FREE / 1e6:.0f} are needed"
    return _cannot_write(folder / f".health-{os.getpid()}")


def _cannot_write(file: Path) -> str:
    try:
        file.write_bytes(b"\0" * 4096)
        file.unlink()
    except OSError as error:
        return f"VAR_DIR cannot be written: {error.strerror}"
    return ""


def _redis(bot: Bot) -> str:
    return "" if bot.bells.is_up() else "no answer"


def _rasa(bot: Bot) -> str:
    return "" if bot.dialogue.answers() else "a turn does not go through"


def _actions(bot: Bot) -> str:
    session = requests.Session()
    session.trust_env = False  # a neighbour, never behind a proxy
    url = bot.settings.action_endpoint_url.rsplit("/", 1)[0] + "/health"
    status = session.get(url, timeout=ACTIONS_TIMEOUT).status_code
    return "" if status == 200 else f"answers {status}"


def _live(bot: Bot) -> str:
    session = requests.Session()
    session.trust_env = False
    port = bot.settings.port + LIVE_OFFSET
    status = session.get(f"http://127.0.0.1:{port}/healthz", timeout=ACTIONS_TIMEOUT).status_code
    return "" if status == 200 else f"answers {status}"


def _worker(bot: Bot) -> str:
    return _silent(bot, WORKER)


def _scheduler(bot: Bot) -> str:
    return _silent(bot, SCHEDULER)


def _backlog(bot: Bot) -> str:
    """Rows and files that nobody takes, though every process may be there."""
    with bot.database.reading.begin() as db:
        late = [kind for kind in overdue.list_overdue(db, bot.now()) if kind.is_too_long]
    told = [f"{kind.what} have waited for {kind.waited.total_seconds():.0f} s" for kind in late]
    spooled = bot.spool.waited(time.time())
    if spooled > SPOOLED_TOO_LONG:
        told.append(f"spooled requests have waited for {spooled:.0f} s")
    return "; ".join(told)


def _silent(bot: Bot, name: str) -> str:
    # The beats tell sooner, where the process is of this machine; the sign tells that it does work.
    still = seconds_silent(bot.settings.run_dir, name, time.time())
    if still is not None and still > STILL:
        return f"has stood still for {still:.0f} s"
    with bot.database.reading.begin() as db:
        at = signs.read_sign(db, name)
    if at is None:
        return "no sign of life yet"
    silent = bot.now() - at
    return f"no sign of life for {silent.total_seconds():.0f} s" if silent > SILENT else ""


CHECKS: Mapping[str, Check] = {
    "database": _database,
    "schema": _schema,
    "disk": _disk,
    "redis": _redis,
    "actions": _actions,
    "rasa": _rasa,
    WORKER: _worker,
    SCHEDULER: _scheduler,
    "live": _live,
    "backlog": _backlog,
}


def takes_messages(bot: Bot) -> bool:
    """Whether a webhook would be kept, in the database or on disk: what a load balancer has to know."""
    try:
        return not _database(bot)
    except DatabaseError:
        return not _cannot_write(bot.settings.var_dir / f".health-{os.getpid()}")
