"""Tells "don't cancel it", "don't stop the messages" from the wish itself: the no stands in the clause of the verb."""

from __future__ import annotations

from collections.abc import Collection

from lexicon.folding import fold, words_of
from lexicon.meanings import by_key, pattern_meaning

_BOUNDARY = pattern_meaning("next clause")
_ANSWER = by_key("answer")
_CANCELS = frozenset(word for word in _ANSWER["of cancel"] if " " not in word)
_STOPS = frozenset(by_key("ends messages")["words"])
_NEGATIONS = frozenset(word for word in (*_ANSWER["negation"], *_ANSWER["no"]) if " " not in word)
# "I don't want", "nahi chahiye", "જોઈતા નથી": that no is about the thing itself.
_WANTS = tuple(word.removesuffix("*") for word in by_key("wanting")["words"])


def wants_no_cancel(text: str) -> bool:
    """Whether a text says not to cancel, and nowhere to cancel or that the thing is not wanted."""
    return _refuses(text, _CANCELS)


def wants_no_stop(text: str) -> bool:
    """Whether a text says not to stop messages, and nowhere to stop them or that they are not wanted."""
    return _refuses(text, _STOPS)


def _refuses(text: str, verbs: Collection[str]) -> bool:
    refused = False
    for clause in _BOUNDARY.split(fold(text).replace("'", "")):
        words = words_of(clause)
        negated = bool(_NEGATIONS.difference(verbs).intersection(words))
        if negated and any(word.startswith(_WANTS) for word in words):
            return False
        if any(word in verbs for word in words):
            if not negated:
                return False
            refused = True
    return refused
