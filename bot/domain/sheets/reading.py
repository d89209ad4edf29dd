"""What people write into single cells: whole numbers, amounts, yes and no, lists; None for what cannot be read."""

from __future__ import annotations

import re
from decimal import Decimal

_YES = frozenset({"yes", "y", "true", "1", "हाँ", "हां", "હા", "হ্যাঁ"})
_NO = frozenset({"no", "n", "false", "0", "नहीं", "ના", "না"})
_AMOUNT = re.compile(r"(?:₹|rs\.?|inr)?\s*(\d{1,9}(?:\.\d{1,2})?)", re.IGNORECASE)


def read_whole(cell: str) -> int | None:
    """Return a whole number from 0; "4.0" is what a spreadsheet makes of 4."""
    found = re.fullmatch(r"([0-9]{1,9})(?:\.0+)?", cell)
    return int(found[1]) if found else None


def read_yes(cell: str) -> bool | None:
    """Return yes or no."""
    word = cell.casefold()
    return True if word in _YES else False if word in _NO else None


def read_amount(cell: str) -> Decimal | None:
    """Return an amount of money as people write it: 1299, 1,299.50, ₹499."""
    found = _AMOUNT.fullmatch(re.sub(r"(?<=\d),(?=\d)", "", cell))
    return Decimal(found[1]) if found else None


def read_list(cell: str) -> list[str]:
    """Return the words of a cell that stand between commas, semicolons, bars or on lines of their own, each once."""
    return list(dict.fromkeys(filter(None, (one.strip() for one in re.split(r"[,;|\n]", cell)))))
