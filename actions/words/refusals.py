"""Tells "don't cancel it", "don't stop the messages" from the wish itself: the no stands in the clause of the verb."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.clauses import CANCEL_VERBS, NEGATIONS, NEXT_CLAUSE
from lexicon.folding import fold, words_of
from lexicon.meanings import by_key

_STOPS = frozenset(by_key("ends messages")["words"])
# "I don't want", "nahi chahiye", "જોઈતા નથી": that no is about the thing itself.
_WANTS = tuple(word.removesuffix("*") for word in by_key("wanting")["words"])


def wants_no_cancel(text: str) -> bool:
    """Whether a text says not to cancel, and nowhere to cancel or that the thing is not wanted."""
    return _refuses(text, CANCEL_VERBS)


def wants_no_stop(text: str) -> bool:
    """Whether a text says not to stop messages, and nowhere to stop them or that they are not wanted."""
    return _refuses(text, _STOPS)


def _refuses(text: str, verbs: Collection[str]) -> bool:
    refused = False
    for clause in NEXT_CLAUSE.split(fold(text).replace("'", "")):
        words = words_of(clause)
        negated = bool(NEGATIONS.difference(verbs).intersection(words))
        if negated and any(word.startswith(_WANTS) for word in words):
            return False
        if any(word in verbs for word in words):
            if not negated:
                return False
            refused = True
    return refused
