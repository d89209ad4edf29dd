"""Tells a customer who will think it over, or send a picture later, from one who wants something now."""

from __future__ import annotations

from actions.words.questions import is_marked
from bot.domain.clauses import CANCEL_VERBS
from lexicon.folding import fold, unquoted_words
from lexicon.meanings import pattern_meaning

_THINKS, _PICTURE_LATER = pattern_meaning("thinks it over"), pattern_meaning("sends a picture later")
_MOST_WORDS = 10  # more tell something besides


def puts_off(text: str) -> bool:
    """Whether a short text says that something will be thought over first, and asks and wishes nothing."""
    words = unquoted_words(text)
    if len(words) > _MOST_WORDS or _is_more(text) or not CANCEL_VERBS.isdisjoint(words):
        return False
    return _THINKS.search(fold(text)) is not None


def sends_picture_later(text: str) -> bool:
    """Whether a short text says that a picture of the customer's will come later."""
    return len(text.split()) <= _MOST_WORDS and not _is_more(text) and _PICTURE_LATER.search(fold(text)) is not None


def _is_more(text: str) -> bool:
    return is_marked(text) or any(map(str.isdigit, text))
