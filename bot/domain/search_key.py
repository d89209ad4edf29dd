"""The words of a text as the search compares them: one key for what is one word, whatever script it is written in.

Hindi, Gujarati and Bengali letters stand in parallel blocks of Unicode, so that a key is a word moved to the block of
Hindi: ઓર્ડર and ओर्डर are one. How a word sounds, which brings Latin letters in, is bot.domain.search_sound.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lexicon.folding import fold

LONGEST = 64  # characters of a word that count; nobody types a longer one


class Script(StrEnum):
    """In which letters a word is written, as one letter; LATIN stands for every script that has no block here."""

    LATIN = "l"
    DEVANAGARI = "d"
    GUJARATI = "g"
    BENGALI = "b"


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a text: as it was written, its key, its script, and where it stands (from, to) in the text."""

    written: str
    key: str
    script: Script
    start: int
    end: int


_BLOCKS = {Script.DEVANAGARI: 0x0900, Script.BENGALI: 0x0980, Script.GUJARATI: 0x0A80}
_BLOCK = 0x80
# Letters of Bengali that have no parallel in the block of Hindi.
_ALONE = str.maketrans({"ৎ": "ত্", "ৰ": "র", "ৱ": "ব"})
_CHANDRABINDU, _ANUSVARA = "\u0901", "\u0902"
_NASAL_BEFORE_CONSONANT = re.compile("[ङञणनम]\u094d(?=[क-ह])")
_DIGIT = "digit"


def find_words(text: str) -> list[TextWord]:
    """Return the words of a text in their order.

    A word ends where the script does ("orderનો" is two), and where Indic letters meet digits; Latin letters and digits
    are one word ("rk1042"). What has no letter and no digit is no word.
    """
    return [word for start, end in _runs(text) if (word := _word(text, start, end)) is not None]


def key_of(written: str) -> str:
    """Return the key of a word: what two spellings of it share, in the letters of Hindi where it is Indic.

    One form of each letter (NFKC), one case, digits 0-9; joiners and nuktas away; chandrabindu, and a nasal that is
    joined to the next consonant, as anusvara.
    """
    moved = shifted(fold(written)).replace(_CHANDRABINDU, _ANUSVARA)
    joined = _NASAL_BEFORE_CONSONANT.sub(_ANUSVARA, moved)[:LONGEST]
    # One form of a letter may bring signs with it: the stroke of ½.
    return "".join(one for one in joined if unicodedata.category(one)[0] in "LMN")


def shifted(text: str) -> str:
    """Return a text in which Gujarati and Bengali letters are moved to the block of Hindi, others as they are."""
    return "".join(map(_shifted, text.translate(_ALONE)))


def script_of(character: str) -> Script:
    """Return the script of a character, LATIN where it is of no block of ours."""
    code = ord(character)
    return next((script for script, first in _BLOCKS.items() if first <= code < first + _BLOCK), Script.LATIN)


def _shifted(character: str) -> str:
    script = script_of(character)
    return character if script is Script.LATIN else chr(ord(character) - _BLOCKS[script] + 0x0900)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """From and to of each run of characters that make one word."""
    start, kind = 0, ""
    for place, character in enumerate(text):
        its = _kind(character, kind)
        if _goes_on(kind, its):
            kind = its if kind == _DIGIT else kind
            continue
        if kind:
            yield start, place
        start, kind = place, its
    if kind:
        yield start, len(text)


def _kind(character: str, before: str) -> str:
    """Return what a character is part of: a script's word, a number, nothing (""); marks go with what is before."""
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf":
        return before or (script_of(character) if category[0] == "M" else "")
    if category == "Nd":
        return _DIGIT
    return script_of(character) if category[0] in "LN" else ""


def _goes_on(kind: str, following: str) -> bool:
    return kind == following or {kind, following} == {Script.LATIN, _DIGIT}


def _word(text: str, start: int, end: int) -> TextWord | None:
    written = text[start:end]
    key = key_of(written)
    if not any(character.isalnum() for character in key):
        return None
    script = next((found for one in written if one.isalpha() and (found := script_of(one))), Script.LATIN)
    return TextWord(written, key, script, start, end)
