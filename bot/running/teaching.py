"""The process that trains a model with what was taught and compares it: in a folder of its own, behind all others."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bot.running import CannotRun
from bot.running.launch import follow_parent
from bot.running.processes import RASA_QUIET, rasa_command
from bot.running.ready import tail

NICE = 10
EVERY = 1.0  # seconds between two looks at how far it is
KEPT_FOLDERS = 4  # of trainings: the model in force, the former one, and two that were held back
_PROGRESS = re.compile(r"^([01]\.\d\d) (.+)$")
Tell = Callable[[float, str], bool]


class Interrupted(Exception):
    """Whoever asked for it does not want it any more."""


def train_taught(root: Path, folder: Path, order: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Train and compare as the order says; returns what was found. `folder`/model.tar.gz is the new model then.

    Args:
        tell: is told how far it is; False ends it.

    Raises:
        CannotRun: it failed; shows the end of its log.
        Interrupted: `tell` ended it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "order.json").write_text(json.dumps(order, ensure_ascii=False), encoding="utf-8")
    python = Path(rasa_command(root)).with_name("python")
    log = folder / "log"
    command = [str(python), "-W", "ignore", "-m", "rasa_addons.teach", str(folder)]
    environment = {**os.environ, **RASA_QUIET, "PYTHONPATH": str(root)}
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, preexec_fn=go_behind
        )
        try:
            _follow(process, log, tell)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    found = folder / "compared.json"
    if process.returncode or not found.exists():
        raise CannotRun(f"The training failed. The end of {log}:\n{tail(log)}")
    told: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return told


def prune_folders(folder: Path, keep: frozenset[str], most: int = KEPT_FOLDERS) -> None:
    """Old trainings go from the disk, but for the models that are named."""
    found = sorted((path for path in folder.glob("*/") if path.name.isdigit()), key=lambda path: int(path.name))
    for path in found[:-most]:
        if str(path / "model.tar.gz") not in keep:
            shutil.rmtree(path, ignore_errors=True)


def go_behind() -> None:
    """In the new process: everybody else goes first, and it ends with whoever started it."""
    os.nice(NICE)
    follow_parent()


def _follow(process: subprocess.Popen[bytes], log: Path, tell: Tell) -> None:
    share, phase = 0.0, "begun"
    with log.open(errors="replace") as lines:
        while True:
            ended = process.poll() is not None
            for line in lines:
                found = _PROGRESS.match(line.strip())
                share, phase = (float(found[1]), found[2]) if found else (share, phase)
            if ended:
                return
            if not tell(share, phase):
                raise Interrupted
            time.sleep(EVERY)
