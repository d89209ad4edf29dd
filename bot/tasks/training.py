"""Has trainings done: by a process of its own beside everything, begun here and found again when it is gone."""

from __future__ import annotations

import subprocess
import sys

from bot.bootstrap import Bot
from bot.services.teaching import trainings

_under_way: list[subprocess.Popen[bytes]] = []


def begin_trainings(bot: Bot) -> int:
    """Start the process of a training that nobody is at; returns its number in the database, 0 where none waits."""
    while _under_way and _under_way[0].poll() is not None:
        _under_way.pop()
    if _under_way:
        return 0
    with bot.database.reading.begin() as db:
        waiting = trainings.find_waiting(db, bot.now())
    if waiting is None:
        return 0
    folder = bot.settings.var_dir / "log"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bot.cli", "train", "--job", str(waiting)]
    with (folder / "teaching.log").open("ab") as out:
        _under_way.append(
            subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)  # its settings are ours
        )
    return waiting
