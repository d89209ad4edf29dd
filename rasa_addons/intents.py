"""The model of what a message wants: n-grams alone when they are sure, else a mean with what an embedding sees too.

Independent of Rasa. Stored as numpy arrays and JSON, so loading a model runs no code from it.
"""

import json
import math
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from rasa_addons.arrays import Floats, Places
from rasa_addons.embedding import Embedder, embed
from rasa_addons.linear import beside, fit, softmax, stacked
from rasa_addons.ngrams import MessageFeatures, see
from rasa_addons.vectors import KEPT, vectors_of

Progress = Callable[[str], None]
CACHED_TEXTS = 4096
_FEW_MESSAGES = 2000
_UNSURE = 0.7
# Acts that a customer can refuse, and the meaning (glosses.txt) that names each.
_REFUSED = {
    **{"cancel_order": "cancel", "confirm_order": "confirm", "stop_messages": "stop"},
    **{"return_item": "return", "request_refund": "refund", "exchange_item": "exchange"},
}


@dataclass(frozen=True)
class IntentSettings:
    """Chosen on the sums of the held-out, blind and hard messages (docs/nlu.md)."""

    penalty: float = 0.02
    embedding_scale: float = 0.1
    iterations: int = 20
    least_occurrences: int = 3
    sure: float = 0.8

    def suited_to(self, messages: int) -> "IntentSettings":
        """Return the settings for so many training messages.

        A shop with a few messages an intent sees most words once, and the embedding knows more than they do.
        """
        return replace(self, least_occurrences=1, embedding_scale=0.2) if messages < _FEW_MESSAGES else self


class IntentModel:
    """Learned weights. `quick` sees n-grams, `full` sees the embedding too and is absent where there is no embedder."""

    def __init__(
        self, settings: IntentSettings, labels: list[str], words: list[str], arrays: dict[str, Floats]
    ) -> None:
        """`arrays`: rarity, quick, quick_bias and, with embeddings, full, full_bias, mean, spread."""
        self.settings, self.labels, self.words, self.arrays = settings, labels, words, arrays
        self._columns = {word: column for column, word in enumerate(words)}
        self._known: OrderedDict[str, Floats] = OrderedDict()
        self.embedder: Embedder | None = None

    @property
    def needs_embeddings(self) -> bool:
        """Whether the model was trained with sentence embeddings."""
        return "full" in self.arrays

    def scores(self, text: str) -> Floats:
        """The probability of each label. Repeated messages ("hi", "ok") are remembered."""
        if text in self._known:
            self._known.move_to_end(text)
            return self._known[text]
        seen = see(text)
        found = self._obeying(self._scores(seen), seen)
        self._known[text] = found
        if len(self._known) > CACHED_TEXTS:
            self._known.popitem(last=False)
        return found

    def quick_scores(self, seen: MessageFeatures) -> Floats:
        """What the n-grams alone say."""
        columns, values = self.row(seen)
        return softmax(values @ self.arrays["quick"][columns] + self.arrays["quick_bias"])

    def full_scores(self, seen: MessageFeatures, vector: Floats) -> Floats:
        """What n-grams and embedding say together."""
        columns, values = self.row(seen)
        weights, width = self.arrays["full"], len(self.words)
        dense = (vector - self.arrays["mean"]) / self.arrays["spread"] * self.settings.embedding_scale
        return softmax(values @ weights[columns] + dense @ weights[width:] + self.arrays["full_bias"])

    def _scores(self, seen: MessageFeatures) -> Floats:
        quick = self.quick_scores(seen)
        if not self.needs_embeddings or seen.embeddable is None or quick.max() >= self.settings.sure:
            return quick
        assert self.embedder is not None  # whoever loads a model that needs one gives it one
        # Heard together they catch more of what is out of scope than the embedding alone (docs/nlu.md).
        return (quick + 2 * self.full_scores(seen, embed(self.embedder, seen.embeddable))) / 3

    def _obeying(self, scores: Floats, seen: MessageFeatures) -> Floats:
        """The scores, an act's kept to `_UNSURE` where its word stands in clauses that say no and in no other.

        What is learned of "not cancel" mends most of it; this keeps the rest below the confidence that acts unasked.
        """
        kept = scores.copy()
        for act, meaning in _REFUSED.items():
            if act in self.labels and f"n{meaning}" in seen.features and f"y{meaning}" not in seen.features:
                place = self.labels.index(act)
                kept[place] = min(kept[place], _UNSURE)
        return kept

    def row(self, seen: MessageFeatures) -> tuple[Places, Floats]:
        """The known features of a message and their weights, scaled to length 1 (TF-IDF with sublinear counts)."""
        known = [(self._columns[word], count) for word, count in seen.features.items() if word in self._columns]
        columns = np.fromiter((column for column, _ in known), dtype=np.int32, count=len(known))
        counts = np.fromiter((1 + math.log(count) for _, count in known), dtype=np.float32, count=len(known))
        values = counts * self.arrays["rarity"][columns]
        return columns, values / (float(np.sqrt(values @ values)) or 1.0)

    def save(self, folder: Path) -> None:
        """Into a folder: weights.npz and model.json. Half precision: the labels come out the same."""
        small = {name: array.astype(np.float16) if array.ndim == 2 else array for name, array in self.arrays.items()}
        np.savez(folder / "weights.npz", **small)
        model = {"settings": asdict(self.settings), "labels": self.labels, "words": self.words}
        (folder / "model.json").write_text(json.dumps(model, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """What `save` wrote."""
        model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in stored.files}
        return cls(IntentSettings(**model["settings"]), model["labels"], model["words"], arrays)


def train(
    texts: Sequence[str],
    intents: Sequence[str],
    embedder: Embedder | None,
    settings: IntentSettings,
    tell: Progress,
    kept: Sequence[Path] = KEPT,
) -> IntentModel:
    """A model of these messages; without an embedder it has n-grams only.

    `kept`: the files of vectors made before (see `vectors.vectors_of`).
    """
    settings = settings.suited_to(len(texts))
    labels = sorted(set(intents))
    wanted = np.array([labels.index(intent) for intent in intents])
    seen = [see(text) for text in texts]
    messages_with = Counter(word for each in seen for word in each.features)
    words = sorted(word for word, times in messages_with.items() if times >= settings.least_occurrences)
    rarity = np.array([math.log((1 + len(texts)) / (1 + messages_with[word])) + 1 for word in words], dtype=np.float32)
    model = IntentModel(settings, labels, words, {"rarity": rarity})
    rows = stacked([model.row(each) for each in seen], len(words))
    tell(f"{len(texts)} messages, {len(labels)} intents, {len(words)} features: fitting the n-grams")
    quick, bias = fit(rows, wanted, len(labels), settings.penalty, settings.iterations)
    model.arrays.update(quick=quick, quick_bias=bias)
    if embedder is not None:
        _add_embeddings(model, embedder, seen, rows, wanted, tell, kept)
    return model


def embeddable(texts: Sequence[str]) -> list[str]:
    """Of these messages, as they are embedded, those that a sentence embedding is of use for."""
    return [each.embeddable for each in map(see, texts) if each.embeddable is not None]


def _add_embeddings(
    model: IntentModel,
    embedder: Embedder,
    seen: Sequence[MessageFeatures],
    rows: csr_matrix,
    wanted: Places,
    tell: Progress,
    kept: Sequence[Path],
) -> None:
    """The weights for n-grams and embedding together; messages that are not embedded count with the mean vector."""
    places = [place for place, each in enumerate(seen) if each.embeddable is not None]
    known = vectors_of([seen[place].embeddable or "" for place in places], embedder, tell, kept)
    mean, spread = known.mean(axis=0), known.std(axis=0) + 1e-6
    dense = np.zeros((len(seen), known.shape[1]), dtype=np.float32)
    dense[places] = (known - mean) / spread * model.settings.embedding_scale
    tell("fitting n-grams and embeddings")
    start = np.vstack([model.arrays["quick"], np.zeros((known.shape[1], len(model.labels)), dtype=np.float32)])
    both, settings = beside(rows, dense), model.settings
    full, bias = fit(both, wanted, len(model.labels), settings.penalty, settings.iterations, start)
    model.arrays.update(full=full, full_bias=bias, mean=mean, spread=spread)
    model.embedder = embedder
