"""Training goes on from a model that is there, with a few messages more: its weights move as far as these ask for."""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from rasa_addons.arrays import Floats, Places
from rasa_addons.embedding import Embedder
from rasa_addons.intents import IntentModel, Progress
from rasa_addons.linear import beside, fit, stacked
from rasa_addons.ngrams import MessageFeatures, see
from rasa_addons.vectors import KEPT, vectors_of

STEPS = 6
# A word of the new messages becomes a feature where so many of them have it.
LEAST_NEW = 2


def go_on(
    base: IntentModel,
    known: Sequence[tuple[str, str]],
    taught: Sequence[tuple[str, str]],
    embedder: Embedder | None,
    tell: Progress,
    kept: Sequence[Path] = KEPT,
    steps: int = STEPS,
) -> IntentModel:
    """A model of the messages that `base` knows and those that are taught, each (text, intent); `base` stays."""
    pairs = [*known, *taught]
    tell("reading the messages")
    seen = [see(text) for text, _ in pairs]
    model = _with_words(base, seen, [see(text) for text, _ in taught])
    wanted = np.array([model.labels.index(intent) for _, intent in pairs])
    rows = stacked([model.row(each) for each in seen], len(model.words))
    grown = len(model.words) - len(base.words)
    tell(f"{len(pairs)} messages, {len(taught)} of them taught, {grown} new words: fitting the n-grams")
    size, settings, arrays = len(model.labels), base.settings, base.arrays
    start, begun = _padded(arrays["quick"], len(base.words), grown), arrays["quick_bias"]
    quick, bias = fit(rows, wanted, size, settings.penalty, steps, start, begun)
    model.arrays.update(quick=quick, quick_bias=bias)
    if base.needs_embeddings and embedder is not None:
        tell("fitting n-grams and embeddings")
        both = _beside_vectors(model, rows, seen, embedder, tell, kept)
        start, begun = _padded(arrays["full"], len(base.words), grown), arrays["full_bias"]
        full, bias = fit(both, wanted, size, settings.penalty, steps, start, begun)
        model.arrays.update(full=full, full_bias=bias)
        model.embedder = embedder
    return model


def _with_words(base: IntentModel, seen: Sequence[MessageFeatures], taught: Sequence[MessageFeatures]) -> IntentModel:
    """An untrained model with the words of `base`, those that only the taught messages have behind them."""
    have = Counter(word for each in taught for word in each.features)
    there = set(base.words)
    new = sorted(word for word, times in have.items() if times >= LEAST_NEW and word not in there)
    rarity = [math.log((1 + len(seen)) / (1 + have[word])) + 1 for word in new]
    arrays: dict[str, Floats] = {name: base.arrays[name] for name in ("mean", "spread") if name in base.arrays}
    arrays["rarity"] = np.concatenate([base.arrays["rarity"], np.array(rarity, dtype=np.float32)])
    return IntentModel(base.settings, base.labels, [*base.words, *new], arrays)


def _padded(weights: Floats, words: int, grown: int) -> Floats:
    return np.insert(weights, [words] * grown, 0.0, axis=0)


def _beside_vectors(
    model: IntentModel,
    rows: csr_matrix,
    seen: Sequence[MessageFeatures],
    embedder: Embedder,
    tell: Progress,
    kept: Sequence[Path],
) -> csr_matrix:
    """The rows with the vectors of those that are embedded, seen from the mean that `base` was trained with."""
    places: Places = np.array([place for place, each in enumerate(seen) if each.embeddable is not None])
    known = vectors_of([seen[place].embeddable or "" for place in places], embedder, tell, kept)
    dense = np.zeros((len(seen), known.shape[1]), dtype=np.float32)
    arrays = model.arrays
    dense[places] = (known - arrays["mean"]) / arrays["spread"] * model.settings.embedding_scale
    return beside(rows, dense)
