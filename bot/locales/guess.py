"""Tells English, Hindi, Gujarati and Bengali in Latin letters apart, learnt from the training messages.

A naive Bayes model over the letters of words. It is counted afresh from data/nlu at start (a fraction of a
second), so it can never be older than the messages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from bot.domain.locale import LATIN_CODES
from lexicon.folding import fold

TRAINING = Path(__file__).resolve().parents[2] / "data" / "nlu"
_EXAMPLE = re.compile(r"^\s{4,}- (.+)$", re.MULTILINE)
_WORD = re.compile(r"[a-z']+")
# Trained on a shop's vocabulary, the model must not be surer than it can know.
_SMOOTHING = 0.4
_FLATTEN = 0.55


class LanguageGuesser:
    """Probability of each Latin-letter locale for a text."""

    def __init__(self, examples: Mapping[str, Iterable[str]]) -> None:
        counts = {locale: Counter(f for text in texts for f in _features(text)) for locale, texts in examples.items()}
        known = set().union(*counts.values()) if counts else set()
        self._unseen: dict[str, float] = {}
        self._logs: dict[str, dict[str, float]] = {}
        for locale, counter in counts.items():
            total = counter.total() + _SMOOTHING * len(known)
            self._unseen[locale] = math.log(_SMOOTHING / total)
            self._logs[locale] = {f: math.log((n + _SMOOTHING) / total) for f, n in counter.items()}
        self._known = known

    def guess(self, text: str) -> dict[str, float]:
        """Probabilities that sum to 1; all equal when nothing in the text is known."""
        features = [f for f in _features(text) if f in self._known]
        scores = {
            locale: sum(logs.get(f, self._unseen[locale]) for f in features) * _FLATTEN
            for locale, logs in self._logs.items()
        }
        top = max(scores.values(), default=0.0)
        weights = {locale: math.exp(score - top) for locale, score in scores.items()}
        total = sum(weights.values())
        return {locale: weight / total for locale, weight in weights.items()}


@lru_cache(maxsize=1)
def trained_guesser(folder: Path = TRAINING) -> LanguageGuesser:
    """The guesser counted from the training messages of the four Latin-letter locales."""
    return LanguageGuesser({locale: list(_examples(folder / locale)) for locale in LATIN_CODES})


def _examples(folder: Path) -> Iterable[str]:
    for path in sorted(folder.glob("*.yml")):
        yield from _EXAMPLE.findall(path.read_text(encoding="utf-8"))


def _features(text: str) -> Iterable[str]:
    for word in _WORD.findall(fold(text)):
        yield word
        padded = f"<{word}>"
        for size in (2, 3, 4):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
