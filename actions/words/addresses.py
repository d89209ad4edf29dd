"""Addresses as customers type them: one a courier finds, and the question whether ours is right."""

from __future__ import annotations

import re

from actions.words.questions import asks, is_marked
from lexicon.folding import fold, words_of
from lexicon.meanings import WordList, by_key, pattern_meaning, words_meaning

_PIN = re.compile(r"(?<![0-9])[1-9][0-9]{2}[ -]?[0-9]{3}(?![0-9])")
_HOUSE = WordList(words_meaning("house"))
_RIGHT, _DELIVERS = pattern_meaning("address right"), pattern_meaning("delivers here")
_ANOTHER = WordList(by_key("address right")["change"])
_LEAST_WORDS = 2


def is_an_address(text: str) -> bool:
    """Whether a courier could find it: a house, a place and a PIN code, and no question on them."""
    return _PIN.search(fold(text)) is not None and names_a_house(_without_pin(text))


def names_a_house(text: str) -> bool:
    """Whether words name a house and a place, with or without a PIN code."""
    if is_marked(text) or (asks(text) and _DELIVERS.search(fold(text))):
        return False
    words = words_of(_without_pin(text))
    places = [word for word in words if not any(map(str.isdigit, word))]
    has_house = len(places) < len(words) or _HOUSE.is_among(words) or text.count(",") > 1
    return has_house and len(places) >= _LEAST_WORDS


def pin_alone(text: str) -> str:
    """The PIN code of a message that holds nothing else, "" where there is more or none."""
    found = _PIN.search(fold(text))
    return found.group() if found and not any(map(str.isalnum, _without_pin(text))) else ""


def asks_whether_right(text: str) -> bool:
    """Whether somebody asks what address we have, or whether it is right; a wish for another one doesn't."""
    told = fold(text)
    return _RIGHT.search(told) is not None and not _ANOTHER.is_among(words_of(told)) and _PIN.search(told) is None


def _without_pin(text: str) -> str:
    return _PIN.sub(" ", fold(text))
