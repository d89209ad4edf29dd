"""Messages put together by likeness: each to the group that it is most like, or into one of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Of sentence vectors seen from where small talk is: the same question in two languages is at 0.39 to 0.69, two
# questions of one subject at 0.29 and below (14 messages in three languages, 2026-11-29). Of letters more is needed.
ALIKE, ALIKE_LETTERS = 0.36, 0.55
_LOOKED_AT = 5  # of a group: whoever is like one of its first is like it


def group_alike(size: int, likeness: Callable[[int, int], float], alike: float = ALIKE) -> list[list[int]]:
    """Group places 0 to size - 1; the first of each group comes first in the order given, the largest group first."""
    groups: list[list[int]] = []
    for place in range(size):
        found = [(max(likeness(one, place) for one in group[:_LOOKED_AT]), group) for group in groups]
        like, best = max(found, key=lambda one: one[0], default=(0.0, None))
        if best is not None and like >= alike:
            best.append(place)
        else:
            groups.append([place])
    return sorted(groups, key=len, reverse=True)


def likeness_of_letters(grams: Sequence[frozenset[str]]) -> Callable[[int, int], float]:
    """Return how alike two texts are by their trigrams, 0 to 1: where no vectors are."""

    def likeness(one: int, other: int) -> float:
        shared, both = len(grams[one] & grams[other]), len(grams[one]) + len(grams[other])
        return 2 * shared / both if both else 0.0

    return likeness
