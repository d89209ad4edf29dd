"""How people's writing is compared: digits, codes, words that are nearly the same."""

from __future__ import annotations

import re

from lexicon.folding import fold, words_of


def digits_of(text: str) -> str:
    """The digits in a text, of any script, as 0-9."""
    return "".join(character for character in fold(text) if "0" <= character <= "9")


def code_of(text: str) -> str:
    """An order or tracking number without its separators: Latin letters in capitals and digits as 0-9."""
    return re.sub(r"[^0-9A-Z]", "", fold(text).upper())


def trigrams(text: str) -> frozenset[str]:
    """Every three neighbouring characters of every word, with the word's edges marked."""
    found: set[str] = set()
    for word in words_of(text):
        edged = f"^{word}$"
        found.update(edged[start : start + 3] for start in range(max(1, len(edged) - 2)))
    return frozenset(found)
