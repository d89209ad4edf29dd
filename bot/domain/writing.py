"""How people's writing is compared, and which locale stands in for another."""

from __future__ import annotations

import re
from collections.abc import Mapping

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


def fallbacks(locale: str) -> tuple[str, ...]:
    """The locales to try in order: this one, its language in the other script, English."""
    language, _, script = locale.replace("_", "-").partition("-")
    first = f"{language}-Latn" if script else language
    other = language if script else f"{language}-Latn"
    return tuple(dict.fromkeys((first, other, "en")))


def in_locale(texts: Mapping[str, str], locale: str, default: str = "") -> str:
    """The text for a locale, or for the nearest one there is."""
    return next((texts[name] for name in fallbacks(locale) if texts.get(name)), default)
