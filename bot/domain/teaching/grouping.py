"""Messages put together by likeness: each to the group whose first one it is most like, or into one of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Of vectors seen from their common centre; chosen on the questions of tests/faq: below it two topics run together.
ALIKE = 0.55


def group_alike(size: int, likeness: Callable[[int, int], float], alike: float = ALIKE) -> list[list[int]]:
    """Group places 0 to size - 1; the first of each group comes first in the order given, the largest group first."""
    groups: list[list[int]] = []
    for place in range(size):
        best = max(groups, key=lambda group: likeness(group[0], place), default=None)
        if best is not None and likeness(best[0], place) >= alike:
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
