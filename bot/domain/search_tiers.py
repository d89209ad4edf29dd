"""How near a text comes to what was typed: in the same letters, in those of any script, or by how it sounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from bot.domain.search_query import Term
from bot.domain.search_words import Choice, by_sound, exactly, in_any_letters


class Nearness(IntEnum):
    """From the nearest on: each finds what the one before finds, and more."""

    SAME = 0
    LETTERS = 1
    SOUND = 2


@dataclass(frozen=True, slots=True)
class Tier:
    """What a text has to hold to come this near; `above` is what would bring it nearer."""

    nearness: Nearness
    wanted: tuple[Choice, ...]
    above: tuple[Choice, ...]


def list_tiers(merchant_id: int, terms: Iterable[Term]) -> list[Tier]:
    """List what is looked for at a shop, the nearest first; a tier that would find nothing more is left out."""
    wanted = [term for term in terms if term.wanted]
    tiers: list[Tier] = []
    for nearness in Nearness:
        choices = tuple(choice for term in wanted for choice in _choices(merchant_id, term, nearness))
        above = tiers[-1].wanted if tiers else ()
        if choices and choices != above:
            tiers.append(Tier(nearness, choices, above))
    return tiers


def list_unwanted(merchant_id: int, terms: Iterable[Term]) -> tuple[Choice, ...]:
    """List what must not be in a text: whole words, in any script."""
    return tuple(choice for term in terms if not term.wanted for choice in _unwanted(merchant_id, term))


def _choices(merchant_id: int, term: Term, nearness: Nearness) -> Iterator[Choice]:
    if term.exact:
        yield (exactly(merchant_id, term.words),)
        return
    for word in term.words:
        choice: Choice = (exactly(merchant_id, [word]),)
        if nearness >= Nearness.LETTERS:
            choice += tuple(one for one in in_any_letters(merchant_id, word) if one not in choice)
        if nearness == Nearness.SOUND:
            choice += by_sound(merchant_id, word)
        yield choice


def _unwanted(merchant_id: int, term: Term) -> Iterator[Choice]:
    if term.exact:
        yield (exactly(merchant_id, term.words),)
        return
    for word in term.words:
        yield tuple(replace(one, begins=False) for one in in_any_letters(merchant_id, word))
