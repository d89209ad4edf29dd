"""When two messages are of the same words, and when they only sound alike."""

from __future__ import annotations

from lexicon.folding import normalise, tokens, words_of
from lexicon.sounding import sound


def key_of(text: str) -> str:
    """What two messages of the same words have in common, as rasa_addons/teach.py sees it."""
    heard = normalise(text)
    return " ".join(words_of(heard) or tokens(heard))


def sound_of(text: str) -> str:
    """What two messages have in common that are spoken alike, in whatever script and order."""
    return " ".join(sorted(sound(word) for word in words_of(normalise(text))))
