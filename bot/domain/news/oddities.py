"""One odd detail never loses the news it came with: it is passed over, and named."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.domain.news import News, Odd, Unreadable

# More that is odd is no body of the kind it is said to be.
_MOST = 30
_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]{1,9})\]")
_MOST_ODD_IN_WORDS = 10


def read_past_oddities(values: dict[str, Any], read: Callable[[dict[str, Any]], tuple[News, ...]]) -> tuple[News, ...]:
    """Return what `read` makes of an object of JSON, and an Odd for each detail that had to be left out for it.

    A field that cannot be read counts as not sent; where it has to be there, what holds it counts as not sent. `values`
    is changed.

    Raises:
        Unreadable: what cannot be missing, as the sender wrote it.
    """
    odd: dict[str, Unreadable] = {}
    while True:
        try:
            told = (one for one in read(values) if not (isinstance(one, Odd) and one.field in odd))
            return (*told, *(Odd(one.field, one.problem) for one in odd.values()))
        except Unreadable as error:
            left_out = _leave_out(values, error.field)
            if not left_out or len(odd) >= _MOST:
                raise next((first for name, first in odd.items() if error.field == name), error) from error
            odd.setdefault(error.field, error)


def in_words(odd: list[Odd]) -> str:
    """Return what was passed over as a reason for the operator, "" for nothing; no value stands in it."""
    told = [f"{one.field[:100]}: {one.problem[:100]}" for one in odd[:_MOST_ODD_IN_WORDS]]
    more = f" and {len(odd) - len(told)} more" if len(odd) > len(told) else ""
    return f"passed over: {'; '.join(told)}{more}" if told else ""


def _leave_out(values: dict[str, Any], path: str) -> bool:
    """Take the field out, or the nearest object or item around it that is there; False when nothing is."""
    steps: list[str | int] = [name or int(place) for name, place in _STEP.findall(path)]
    around: list[tuple[Any, str | int]] = []
    inner: Any = values
    for step in steps:
        if not _has(inner, step):
            break
        around.append((inner, step))
        inner = inner[step]
    if not around:
        return False
    container, step = around[-1]
    if isinstance(container, list) or len(around) == len(steps) or isinstance(inner, dict | list):
        del container[step]
        return True
    return False


def _has(inner: Any, step: str | int) -> bool:
    if isinstance(step, int):
        return isinstance(inner, list) and step < len(inner)
    return isinstance(inner, dict) and step in inner
