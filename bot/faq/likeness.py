"""Puts messages together that ask the same, within and across languages, by their sentence vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from bot.domain.teaching.grouping import group_alike, likeness_of_letters
from bot.domain.writing import trigrams
from bot.faq.vectors import NoVectors, Vectors
from bot.logs import get_logger

log = get_logger(__name__)
# So many new texts are encoded while somebody waits (10 ms each); the rest is compared by its letters this time.
AT_ONCE = 150


def group_messages(texts: Sequence[str], file: Path) -> list[list[int]]:
    """Group the places of texts by likeness, the largest group first; vectors are kept in `file`."""
    if not texts:
        return []
    vectors = _vectors(file)
    if vectors is None or len(vectors.missing(texts)) > AT_ONCE:
        return group_alike(len(texts), likeness_of_letters([trigrams(text) for text in texts]))
    return group_alike(len(texts), _by_meaning(vectors, texts))


def _by_meaning(vectors: Vectors, texts: Sequence[str]) -> Callable[[int, int], float]:
    """Likeness seen from where all texts are together: e5 gives any two of them 0.7 and more."""
    matrix = vectors.matrix(texts)
    centre = matrix.mean(axis=0) if len(texts) > 2 else 0.0
    seen = matrix - centre * 0.9
    seen = seen / ((seen**2).sum(axis=1, keepdims=True) ** 0.5 + 1e-9)
    table = (seen @ seen.T).tolist()
    letters = likeness_of_letters([trigrams(text) for text in texts])
    return lambda one, other: max(float(table[one][other]), letters(one, other))


@lru_cache(maxsize=1)
def _vectors(file: Path) -> Vectors | None:
    try:
        return Vectors(file)
    except NoVectors as error:
        log.warning("messages are put together by their letters only", reason=str(error))
        return None
