"""`dastak run`: from the checks to the addresses, then until Ctrl-C."""

from __future__ import annotations

import fcntl
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import psutil

from bot.config import Settings
from bot.private import tighten
from bot.running import ROOT, CannotRun, preflight, processes, ready, training
from bot.running.hanging import Hanging
from bot.running.supervisor import Supervisor
from bot.signs import Restarts, forget_beats

Say = Callable[[str], None]
LOOK_EVERY = 10.0  # seconds between two looks for what hangs


def run(settings: Settings, prepare: Callable[[], str], say: Say = print, root: Path = ROOT) -> None:
    """Run the system until Ctrl-C or SIGTERM. `prepare` makes the database ready before anything is started that needs
    it, and returns what else is to be said once all is well.

    Raises:
        CannotRun: something is in the way; nothing is left running.
    """
    # SIGINT as well: a shell that starts us in the background has it ignored.
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _interrupt)
    preflight.var_dir_writable(settings.var_dir)
    _close_to_others(settings, say)
    try:
        with _only_one(settings.var_dir):
            _run(settings, prepare, say, root)
    except KeyboardInterrupt:
        say("Stopped.")


def _run(settings: Settings, prepare: Callable[[], str], say: Say, root: Path) -> None:
    table = processes.table(settings, training.archive(root), root)
    preflight.check(settings, root, table)
    if any(process.name == "rasa" for process in table):
        training.ensure_model(root, settings.var_dir / "log" / "train.log", say)
        _note_model(settings, training.archive(root))
    say("Starting.")
    environment = processes.shared_environment(settings)
    with Supervisor(settings.var_dir, root, table, environment, in_two=True) as supervisor:
        try:
            # Beside Rasa's start, which takes longest.
            more = prepare()
            supervisor.go_on()
            ready.wait(supervisor, say)
            say(addresses(settings))
            if more:
                say(f"\n{more}")
            watch(supervisor, say)
        except KeyboardInterrupt:
            say("\nStopping.")
            raise


def _note_model(settings: Settings, model: Path) -> None:
    """For whoever puts it back in the place of one that was taught (bot/tasks/models.py)."""
    settings.run_dir.mkdir(parents=True, exist_ok=True)
    (settings.run_dir / "model").write_text(str(model), encoding="utf-8")


def _close_to_others(settings: Settings, say: Say) -> None:
    """What an earlier version wrote for everybody's eyes is the owner's alone; what cannot be closed is said."""
    kind, _, file = settings.database_url.partition(":///")
    database = [Path(f"{file}{suffix}") for suffix in ("", "-wal", "-shm")] if kind == "sqlite" else []
    still_open = tighten(settings.var_dir, *database)
    if still_open:
        say(f"Others of this machine can open {still_open[0]} ({len(still_open)} in all): give it to your user.")


def addresses(settings: Settings) -> str:
    """What to open, for a person."""
    rows = [
        ("Phone", f"{settings.simulator_url}/phone" if settings.simulated else ""),
        ("Console", f"http://127.0.0.1:{settings.port}/console"),
        ("Health", f"http://127.0.0.1:{settings.port}/readyz"),
        ("Logs", str(settings.var_dir / "log")),
    ]
    lines = [f"  {name:<8} {where}" for name, where in rows if where]
    return "\n".join(["", *lines, "", "Ctrl-C stops everything."])


def watch(supervisor: Supervisor, say: Say) -> None:
    """Kill what hangs, and say it when a process had to be started again; return only by an exception."""
    run_dir = supervisor.var_dir / "run"
    hanging, restarts = Hanging(tuple(supervisor.processes), run_dir), Restarts(run_dir)
    restarts.write()
    now = known = supervisor.states()
    look_at = 0.0
    while supervisor.alive():
        time.sleep(1)
        looking = time.monotonic() >= look_at
        # The manager is asked when it has something to tell: each answer costs more than all the rest of a round.
        if looking or not now or not all(runs(state.pid) for state in now.values()):
            now = supervisor.states()
        for name, state in now.items():
            if state.pid and known.get(name) and known[name].pid not in (0, state.pid):
                say(f"  {name} had ended and was started again (see {supervisor.var_dir / 'log' / name}.log)")
                restarts.note(name, time.time())
        known = {**known, **{name: state for name, state in now.items() if state.pid}}
        if looking:
            for name, why in hanging.find(now).items():
                say(f"  {name} {why} and is killed")
                forget_beats(run_dir, name)
                supervisor.kill(now[name])
            look_at = time.monotonic() + LOOK_EVERY
    raise CannotRun("The process manager ended by itself, and everything with it: see supervisord.log.")


def runs(pid: int) -> bool:
    """Whether there is a process of this number; there is none of 0, which stands for one that is being started."""
    return pid > 0 and psutil.pid_exists(pid)


@contextmanager
def _only_one(var_dir: Path) -> Iterator[None]:
    """Two runs in one VAR_DIR would share a database, a Redis and each other's end."""
    with (var_dir / "run.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotRun(
                f"The system is already running with VAR_DIR={var_dir}: stop it, "
                "or run a second copy beside it, as in `PORT=8100 VAR_DIR=var2 make run`."
            ) from error
        yield


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
