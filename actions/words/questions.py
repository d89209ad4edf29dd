"""Tells a question from an answer of the customer's own words."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.locale import Locale
from lexicon.folding import fold, words_of
from lexicon.meanings import PhraseList, by_key, pattern_meaning, words_meaning

_MARK, _WHEN = pattern_meaning("asks"), pattern_meaning("when")
_WORDS = PhraseList(map(words_of, words_meaning("asks")))
# A longer text tells a story, whatever it asks at its end ("… what do I do now?").
_A_STORY = 12


def asks(text: str) -> bool:
    """Whether a short text asks something: by its mark, or by a word that only questions have."""
    return _asks(text, _WORDS)


def asks_in(text: str, locale: str) -> bool:
    """Whether a short text has a question mark, or a question's word of the customer's own language or English."""
    return _asks(text, _words_of(locale))


def _asks(text: str, by_words: PhraseList) -> bool:
    words = words_of(text)
    return is_marked(text) or (len(words) <= _A_STORY and by_words.is_in(words))


@lru_cache(maxsize=16)
def _words_of(locale: str) -> PhraseList:
    return PhraseList(map(words_of, by_key("asks", Locale.of(locale).falls_back_to)["words"]))


def asks_when(text: str) -> bool:
    """Whether a text asks when, or in how many days."""
    return _WHEN.search(fold(text)) is not None


def is_marked(text: str) -> bool:
    """Whether a short text has a question mark."""
    return len(words_of(text)) <= _A_STORY and _MARK.search(fold(text)) is not None
