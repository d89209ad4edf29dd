"""Countries as shops, sheets and people name them -> their two letters."""

from __future__ import annotations

from functools import cache

from babel import Locale

# What is written besides the two letters and the English name.
_ALSO = {
    "IN": ("ind", "bharat", "republic of india", "भारत", "ભારત", "ভারত"),
    "US": ("usa", "u s a", "u s", "america", "united states of america"),
    "GB": ("uk", "u k", "gbr", "great britain", "britain", "england", "scotland", "wales"),
    "AE": ("uae", "u a e", "are", "emirates", "dubai", "abu dhabi", "sharjah"),
    "BD": ("bgd", "বাংলাদেশ"),
    "NP": ("npl",),
    "LK": ("lka",),
    "PK": ("pak",),
    "CA": ("can",),
    "AU": ("aus",),
    "SG": ("sgp",),
    "SA": ("ksa", "sau"),
}


# A country that was told and is none we know: numbers beside it are read in their international form alone.
UNKNOWN = "ZZ"


def country_of(name: str) -> str:
    """Return the ISO 3166 letters of a country by its letters or a name of it, "" for what is none: "in", "U.S.A."."""
    word = _folded(name.partition("(")[0])  # "United States (US)"
    if len(word) == 2 and word.upper() in _names().values():
        return word.upper()
    return _names().get(word, "")


def country_told(name: str) -> str:
    """Return the letters of the country an address tells, UNKNOWN where nobody can say which it means; "" for none."""
    return country_of(name) or (UNKNOWN if name.strip() else "")


def first_known(*codes: str) -> str:
    """Return the first of these that is a country, "" where none is."""
    return next((code for code in codes if code not in ("", UNKNOWN)), "")


@cache
def _names() -> dict[str, str]:
    territories = Locale("en").territories
    names = {_folded(name): code for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return names | {also: code for code, others in _ALSO.items() for also in others}


def _folded(name: str) -> str:
    # Above ASCII all stays: vowel signs of Indic letters are no letters by themselves.
    kept = (letter if letter.isalpha() or not letter.isascii() else " " for letter in name)
    return " ".join("".join(kept).casefold().split())
