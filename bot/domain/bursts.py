"""Tells a message that more will follow ("hi", "my lamp", "and") from one that can be answered at once."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.locale import Locale
from bot.domain.polarity import Act, Polarity, polarity
from bot.domain.wishes import is_courtesy, only_greets, speaks_of_something
from lexicon.folding import bare, unquoted_words
from lexicon.meanings import by_key

# Of more words something can be made, whatever they are.
_FEW_WORDS = 3
_WHOLE = ("?", "!", ".", "।", "؟")
_OPEN = ("..", "…", ",", ":", "-", "–", "&", "+", "/")


def is_unfinished(text: str, locale: str) -> bool:
    """Whether a message looks like the beginning of something: a greeting alone, an open end, a few words of no wish.

    A number, a yes or a no, and what ends like a sentence are whole; so is what holds no word at all.
    """
    words = unquoted_words(text)
    if only_greets(text, locale):
        return not text.rstrip().endswith("?")
    said = polarity(text, locale, Act.CONFIRM)
    if not words or said in (Polarity.YES, Polarity.NO):
        return False
    end = text.rstrip(" 🙏")
    if end.endswith(_OPEN):
        return True
    if end.endswith(_WHOLE):
        return False
    if _goes_on(words, locale):
        return True
    if any(character.isdigit() for character in text) or is_courtesy(text, locale):
        return False
    return len(words) <= _FEW_WORDS and said is Polarity.OTHER and not speaks_of_something(text)


def _goes_on(words: list[str], locale: str) -> bool:
    """Whether the last word, or the last phrase, cannot be an end."""
    told = " ".join(words)
    return any(told == phrase or told.endswith(f" {phrase}") for phrase in _open_ends(locale))


@lru_cache(maxsize=16)
def _open_ends(locale: str) -> tuple[str, ...]:
    phrases = by_key("goes on", Locale.of(locale).falls_back_to)["words"]
    return tuple(" ".join(unquoted_words(bare(phrase))) for phrase in phrases)
