"""What the fields of a sentence are filled with, as docs/dialogue.md has it; written out by bot.locales.catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

# A text as it is, a number as the locale writes it, or one of the kinds that the functions below make.
Value = str | int | float | Mapping[str, Any]
Values = Mapping[str, Value]


def sentence(key: str, **values: Value) -> Value:
    """A sentence of the catalogue as a value inside another."""
    return {"key": key, "values": values}


def lines(parts: Iterable[Value | None]) -> Value:
    """Values one a line; None is left out."""
    return {"lines": [part for part in parts if part is not None]}


def listed(parts: Iterable[Value]) -> Value:
    """Values joined with commas and "and"."""
    return {"list": list(parts)}


def day(on: date, today: date) -> Value:
    """A day, with a word for yesterday, today and tomorrow."""
    return {"date": on.isoformat(), "today": today.isoformat()}


def counted(key: str, count: int) -> str:
    """The key for exactly one or for another number."""
    return f"{key}.one" if count == 1 else f"{key}.other"
