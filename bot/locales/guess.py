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

from bot.domain.languages import Guess
from bot.domain.locale import LATIN_CODES
from bot.places import ROOT
from lexicon.folding import fold

TRAINING = ROOT / "data" / "nlu"
_EXAMPLE = re.compile(r"^\s{4,}- (.+)$", re.MULTILINE)
_WORD = re.compile(r"[a-z']+")
# Trained on a shop's vocabulary, the model must not be surer than it can know.
_SMOOTHING = 0.4
_FLATTEN = 0.55


# A word tells its locale when it was seen this often there, and hardly anywhere else.
_SEEN, _ITS_SHARE = 3, 0.85


class LanguageGuesser:
    """Probability of each Latin-letter locale for a text, and how many of its words only one of them has."""

    def __init__(self, examples: Mapping[str, Iterable[str]]) -> None:
        listed = {locale: list(texts) for locale, texts in examples.items()}
        self._tells = _telling_words(listed)
        counts = {locale: Counter(f for text in texts for f in _features(text)) for locale, texts in listed.items()}
        known = set().union(*counts.values()) if counts else set()
        self._unseen: dict[str, float] = {}
        self._logs: dict[str, dict[str, float]] = {}
        for locale, counter in counts.items():
            total = counter.total() + _SMOOTHING * len(known)
            self._unseen[locale] = math.log(_SMOOTHING / total)
            self._logs[locale] = {f: math.log((n + _SMOOTHING) / total) for f, n in counter.items()}
        self._known = known

    def guess(self, text: str) -> Guess:
        """Probabilities that sum to 1, all equal when nothing in the text is known; and the words that tell."""
        telling = Counter(self._tells[word] for word in _WORD.findall(fold(text)) if word in self._tells)
        return Guess(self._odds(text), telling)

    def _odds(self, text: str) -> dict[str, float]:
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


def _telling_words(examples: Mapping[str, list[str]]) -> dict[str, str]:
    """The locale of each word that is at home in one alone."""
    counts = {
        locale: Counter(w for text in texts for w in _WORD.findall(fold(text))) for locale, texts in examples.items()
    }
    shares = {locale: {w: n / counter.total() for w, n in counter.items()} for locale, counter in counts.items()}
    found = {}
    for locale, counter in counts.items():
        for word, seen in counter.items():
            everywhere = sum(share.get(word, 0.0) for share in shares.values())
            if seen >= _SEEN and shares[locale][word] >= _ITS_SHARE * everywhere:
                found[word] = locale
    return found


def _features(text: str) -> Iterable[str]:
    for word in _WORD.findall(fold(text)):
        yield word
        padded = f"<{word}>"
        for size in (2, 3, 4):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
