"""What was ordered, in few words: the first things by name, the others as a number."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.field_values import Value, counted, listed, sentence

MOST_ITEMS = 2  # more would hide what there is to say behind a shopping list


def piece(title: str, quantity: int) -> Value:
    """The title, with its number where there are several of it."""
    return title if quantity == 1 else sentence("word.pieces", count=quantity, title=title)


def in_few_words(pieces: Sequence[Value]) -> Value:
    """All of them by name while they are few, else the first and how many more there are."""
    named, more = listed(pieces[:MOST_ITEMS]), len(pieces) - MOST_ITEMS
    return sentence(counted("word.and_more", more), items=named, count=more) if more > 0 else named
