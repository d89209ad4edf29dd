"""What was measured before, by commit: bench/history.csv, which shows a step back."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.running import ROOT

# By name; what ends in "/s" is better when it is more, everything else when it is less.
Figures = dict[str, float]
HISTORY = ROOT / "bench" / "history.csv"
COLUMNS = ("commit", "date", "figure", "value")
# What is measured scatters by a tenth, more on a busy machine.
STEP_BACK = 1.2


def note(figures: Mapping[str, float], kept: Path = HISTORY) -> list[str]:
    """Append the figures of this commit; returns a line for each, with a mark where it is a step back."""
    if not figures:
        return []
    before = _newest(kept)
    commit, date = _commit(), datetime.now(UTC).date().isoformat()
    new = not kept.exists()
    with kept.open("a", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        if new:
            table.writerow(COLUMNS)
        table.writerows((commit, date, name, f"{value:.2f}") for name, value in figures.items())
    return [_line(name, value, before.get(name)) for name, value in figures.items()]


def _line(name: str, value: float, before: float | None) -> str:
    if before is None:
        return f"{name:52} {value:9.1f}"
    mark = "   << a step back" if is_step_back(name, value, before) else ""
    return f"{name:52} {value:9.1f}  was {before:9.1f}{mark}"


def is_step_back(name: str, value: float, before: float) -> bool:
    """Whether it is worse than before by more than what such figures scatter."""
    return value * STEP_BACK <= before if name.endswith("/s") else value >= before * STEP_BACK


def _newest(kept: Path) -> Figures:
    if not kept.exists():
        return {}
    with kept.open(newline="", encoding="utf-8") as file:
        return {line["figure"]: float(line["value"]) for line in csv.DictReader(file)}


def _commit() -> str:
    words = ["git", "-C", str(ROOT), "describe", "--always", "--dirty=+", "--exclude=*"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip() or "?"
