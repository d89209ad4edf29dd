"""What customers write below our questions, by locale: `words/<locale>.txt`, one message a line under a [heading].

[no yes] answers any question that acts and agrees to none; [no yes: cancel], [no yes: cash], [no yes: stop] and [no
yes: offers] answer one of them. [open] decides nothing at any of them and is nothing else. [yes] and its like are
plain yeses. [take back: …] undoes what was just done, [no take back: …] leaves it. [another day] moves a delivery
noted for tomorrow to the day after. [cold] refuses where nothing is asked. [two numbers] wants {b} cancelled and {a}
kept. {a} and {b} are numbers of their orders.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"
_HEADING = re.compile(r"^\[(.+)\]$", re.MULTILINE)


@lru_cache(maxsize=16)
def messages(locale: str) -> Mapping[str, tuple[str, ...]]:
    """The messages of a locale by their heading."""
    _, *parts = _HEADING.split((_FOLDER / f"{locale}.txt").read_text(encoding="utf-8"))
    return {
        heading: tuple(line for line in lines.splitlines() if line.strip())
        for heading, lines in zip(parts[::2], parts[1::2], strict=True)
    }


def answers_to(locale: str, heading: str, question: str) -> list[str]:
    """Messages of a heading that fit a question ("cancel", "cash", "stop", "offers"): those for any, and its own."""
    found = messages(locale)
    return [*found[heading], *found[f"{heading}: {question}"]]
