"""The model: trained when its sources changed, and only then, by one process at a time."""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.places import find_models
from bot.running import CannotRun
from bot.running.fingerprints import fingerprint
from bot.running.processes import RASA_QUIET, lean_rasa
from bot.running.ready import tail

KEPT_ARCHIVES = 2
# What Rasa and our own components log, as far as it tells a person how far they are.
PHASES = re.compile(r"(?:Starting to train component '(\w+)'|rasa_addons\.\w+ +- (.{1,60})|(Validating \w+))")
# While it is trained nothing else runs, and every core may help.
ENVIRONMENT = {key: value for key, value in RASA_QUIET.items() if key != "OMP_NUM_THREADS"}


def archive(root: Path) -> Path:
    """Where the model of the present sources is, or will be."""
    return find_models(root) / f"{fingerprint(root)}.tar.gz"


def ensure_model(root: Path, log: Path, say: Callable[[str], None] = print) -> Path:
    """The archive of the present sources, trained now if it is missing.

    Raises:
        CannotRun: the training failed; shows the end of its log.
    """
    model = archive(root)
    if model.exists():
        return model
    model.parent.mkdir(parents=True, exist_ok=True)
    with _alone(model.parent / ".lock", say):
        if not model.exists():  # whoever was here before us may have trained it
            train(root, model, log, say)
        prune(model.parent)
    return model


def train(root: Path, model: Path, log: Path, say: Callable[[str], None] = print) -> None:
    """Run Rasa's training; the archive appears under its name only when it is whole."""
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    if not sys.stdout.isatty():
        say("Training the model: a few minutes.")
    with TemporaryDirectory(dir=model.parent, prefix=".training-") as out, log.open("w") as output:
        # Rasa's validation takes as long as the rest; tests/rasa_side does it, where a mistake can be mended.
        command = [*lean_rasa(root), "train", "--out", out, "--fixed-model-name", "model", "--skip-validation"]
        environment = {**os.environ, **ENVIRONMENT, "LOG_LEVEL": "INFO"}  # the phases are read from its log
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _follow(process, log, began)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        trained = Path(out) / "model.tar.gz"
        if process.returncode or not trained.exists():
            raise CannotRun(f"The model could not be trained. The end of {log}:\n{tail(log)}")
        trained.chmod(0o644)  # no secret, and trained perhaps by another user than it is read by
        trained.replace(model)
    say(f"Model trained in {time.monotonic() - began:.0f} s ({model.name}, {model.stat().st_size / 1e6:.1f} MB).")


def prune(models: Path, keep: int = KEPT_ARCHIVES) -> None:
    """Old archives go, except the last few: switching back to another branch needs no training."""
    archives = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in archives[keep:]:
        path.unlink(missing_ok=True)


@contextmanager
def _alone(lock: Path, say: Callable[[str], None]) -> Iterator[None]:
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another process is training the model: waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _follow(process: subprocess.Popen[bytes], log: Path, began: float) -> None:
    """One line that changes, on a terminal; elsewhere silence until the end."""
    with log.open(errors="replace") as lines:
        phase = "loading Rasa"
        while True:
            ended = process.poll() is not None
            for line in lines:
                found = PHASES.search(line)
                phase = found[1] or found[2] or found[3] if found else phase
            if sys.stdout.isatty():
                clear = "" if ended else f"Training the model: {phase} ({time.monotonic() - began:.0f} s)"
                print(f"\r\x1b[2K{clear}", end="", flush=True)
            if ended:
                return
            time.sleep(0.5)
