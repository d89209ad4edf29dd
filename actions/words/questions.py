"""Tells a question from an answer of the customer's own words."""

from __future__ import annotations

from lexicon.folding import fold, words_of
from lexicon.meanings import PhraseList, pattern_meaning, words_meaning

_MARK = pattern_meaning("asks")
_WORDS = PhraseList(map(words_of, words_meaning("asks")))
# A longer text tells a story, whatever it asks at its end ("… what do I do now?").
_A_STORY = 12


def asks(text: str) -> bool:
    """Whether a short text asks something: by its mark, or by a word that only questions have."""
    words = words_of(text)
    if len(words) > _A_STORY:
        return False
    return _MARK.search(fold(text)) is not None or _WORDS.is_in(words)


def is_marked(text: str) -> bool:
    """Whether a short text has a question mark."""
    return len(words_of(text)) <= _A_STORY and _MARK.search(fold(text)) is not None
