"""Tells anger, and praise that is meant bitterly, whatever the classifier made of the words."""

from __future__ import annotations

import re
from functools import lru_cache

from actions.words.contradictions import says_not_got
from bot.domain.clauses import NEGATIONS, clauses_of
from bot.domain.locale import DEFAULT, Locale
from lexicon.folding import fold
from lexicon.meanings import WordList, by_key

_SIGNS = by_key("anger")["signs"]


def is_angry(text: str, locale: str | None) -> bool:
    """Whether a text is abuse or a curse, in words or in signs alone; "no fraud" is none."""
    return any(sign in text for sign in _SIGNS) or _says(text, _words("anger", locale or DEFAULT))


def spoils_praise(text: str, locale: str | None) -> bool:
    """Whether a text tells beside praise or thanks what went wrong: it is bitter, or a complaint politely put.

    "Not torn at all, thank you" tells of nothing.
    """
    code = locale or DEFAULT
    if is_angry(text, locale) or any(_says(text, _words(meaning, code)) for meaning in ("spoils praise", "fault")):
        return True
    return _pattern(code).search(fold(text)) is not None or says_not_got(text)


def _says(text: str, listed: WordList) -> bool:
    """Whether a clause that holds no "not" has one of these words."""
    told = (clause.words for clause in clauses_of(text))
    return any(listed.is_among(words) and not _denies(words, listed) for words in told)


def _denies(words: tuple[str, ...], listed: WordList) -> bool:
    """Whether a no stands in the clause that is not itself what is complained of ("wrong")."""
    return any(word in NEGATIONS and not listed.is_among([word]) for word in words)


@lru_cache(maxsize=32)
def _words(meaning: str, locale: str) -> WordList:
    return WordList(_entries(meaning, locale)["words"])


@lru_cache(maxsize=16)
def _pattern(locale: str) -> re.Pattern[str]:
    return re.compile("|".join(_entries("spoils praise", locale)["pattern"]))


def _entries(meaning: str, locale: str) -> dict[str, tuple[str, ...]]:
    return dict(by_key(meaning, Locale.of(locale).falls_back_to))
