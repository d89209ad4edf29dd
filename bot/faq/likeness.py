"""Puts messages together that ask the same, within and across languages, by their sentence vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from bot.domain.teaching.grouping import ALIKE_LETTERS, group_alike, likeness_of_letters
from bot.domain.writing import trigrams
from bot.faq.search import DECOYS_FILE
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
        return group_alike(len(texts), likeness_of_letters([trigrams(text) for text in texts]), ALIKE_LETTERS)
    return group_alike(len(texts), _by_meaning(vectors, texts))


def _by_meaning(vectors: Vectors, texts: Sequence[str]) -> Callable[[int, int], float]:
    """Return how alike two of the texts are (-1 to 1), by their places in the list.

    Seen from where small talk is, since e5 gives any two texts 0.7 and more.
    """
    lines = DECOYS_FILE.read_text(encoding="utf-8").splitlines()
    small_talk = vectors.matrix([line for line in lines if line.strip() and not line.startswith("#")])
    seen = vectors.matrix(texts) - small_talk.mean(axis=0)
    seen = seen / ((seen**2).sum(axis=1, keepdims=True) ** 0.5 + 1e-9)
    table = (seen @ seen.T).tolist()
    return lambda one, other: float(table[one][other])


@lru_cache(maxsize=1)
def _vectors(file: Path) -> Vectors | None:
    try:
        return Vectors(file)
    except NoVectors as error:
        log.warning("messages are put together by their letters only", reason=str(error))
        return None
