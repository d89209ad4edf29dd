"""Tracking numbers as they are typed into one field."""

from __future__ import annotations

import re

from bot.domain.writing import code_of

# Between two numbers in one field; what is shorter, or has no digits, is a part of one number.
_BETWEEN = re.compile(r"\s*[,;|\n]\s*|\s+(?:&|/|and|\+)\s+|\s*&\s*")
_NUMBER = re.compile(r"(?=(?:\D*\d){4})[A-Za-z0-9][A-Za-z0-9 -]{5,}")
_DIGITS = re.compile(r"(?:\D*\d){4}")
_MOST = 20  # more is no shipment of one order


def split_numbers(typed: str) -> tuple[str, ...]:
    """Return the tracking numbers that somebody typed into one field, each once: "AB123456, AB123457" are two.

    Without blanks, as couriers have them. A text that is not several numbers is one, and words stay as they are; () for
    none.
    """
    parts = [part.strip() for part in _BETWEEN.split(typed) if part.strip()]
    several = len(parts) > 1 and all(_NUMBER.fullmatch(part) for part in parts)
    numbers = (_written(part) for part in (parts if several else [typed]))
    each = {code_of(number) or number: number for number in numbers if number}
    return tuple(each.values())[:_MOST]


def spellings_of(number: str) -> frozenset[str]:
    """Return how a tracking number may be stored that somebody types: as it is, and without what stands between its
    signs, in capitals or small; empty for a blank one.
    """
    code = code_of(number)
    return frozenset({number.strip(), code, code.lower()} - {""})


def _written(number: str) -> str:
    return "".join(number.split()) if _DIGITS.match(number) else number.strip()
