"""What customers write below our questions, by locale: `words/<locale>.txt`, one message a line under a [heading].

[no yes] answers any question that acts and agrees to none; [no yes: cancel], [no yes: cash], [no yes: stop] and [no
yes: offers] answer one of them. [open] decides nothing at any of them and is nothing else. [yes] and its like are
plain yeses. [take back: …] undoes what was just done, [no take back: …] leaves it. [another day] moves a delivery
noted for tomorrow to the day after. [cold] refuses where nothing is asked. [two numbers] wants {b} cancelled and {a}
kept. {a} and {b} are numbers of their orders.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bot.domain.locale import CODES

ASKED = ("cancel", "cash", "offers", "stop")
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


def answers_to(locale: str, heading: str, question: str, *, others: bool | None = None) -> list[str]:
    """Messages of a heading that fit a question: its own, and of those for any the ones whose turn it is (by_turns).

    `others`: those for any whose turn it is not, instead; where it is None, all there are.
    """
    found = messages(locale)
    own, general = found[f"{heading}: {question}"], found[heading]
    if others is None:
        return [*general, *own]
    return [*by_turns(general, locale, question, others=others), *(() if others else own)]


def by_turns(said: Sequence[str], locale: str, question: str, *, others: bool) -> list[str]:
    """Those of a locale's messages whose turn this question is, or all the others.

    Each has its turn at one of the four questions, and the turns begin at another one in each language: every message
    is tried, and every question with a quarter of what is said in each language.
    """
    first = CODES.index(locale) + ASKED.index(question)
    return [message for place, message in enumerate(said, first) if bool(place % len(ASKED)) is others]
