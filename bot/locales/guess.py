"""Tells English, Hindi, Gujarati and Bengali in Latin letters apart, learnt from the training messages.

A naive Bayes model over the letters of words. It is counted afresh from data/nlu by each process that
asks (half a second), so it can never be older than the messages.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
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


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What the examples tell: where a feature's number stands in the row of every locale, and whose a word is."""

    places: Mapping[str, int]
    logs: Mapping[str, array[float]]
    tells: Mapping[str, str]


class LanguageGuesser:
    """Probability of each Latin-letter locale for a text, and how many of its words only one of them has.

    The examples are counted when it is first asked: most processes never ask.
    """

    def __init__(self, examples: Mapping[str, Iterable[str]]) -> None:
        self._examples = examples

    def guess(self, text: str) -> Guess:
        """Probabilities that sum to 1, all equal when nothing in the text is known; and the words that tell."""
        tells = self._learnt.tells
        telling = Counter(tells[word] for word in _WORD.findall(fold(text)) if word in tells)
        return Guess(self._odds(text), telling)

    def _odds(self, text: str) -> dict[str, float]:
        known = self._learnt.places
        features = (feature for word in _WORD.findall(fold(text)) for feature in _features(word))
        places = [known[feature] for feature in features if feature in known]
        scores = {locale: sum(logs[place] for place in places) * _FLATTEN for locale, logs in self._learnt.logs.items()}
        top = max(scores.values(), default=0.0)
        weights = {locale: math.exp(score - top) for locale, score in scores.items()}
        total = sum(weights.values())
        return {locale: weight / total for locale, weight in weights.items()}

    @cached_property
    def _learnt(self) -> _Learnt:
        words = {locale: _count_words(texts) for locale, texts in self._examples.items()}
        counts = {locale: _count_features(counter) for locale, counter in words.items()}
        places = {feature: place for place, feature in enumerate(dict.fromkeys(chain(*counts.values())))}
        logs: dict[str, array[float]] = {}
        for locale, counter in counts.items():
            total = counter.total() + _SMOOTHING * len(places)
            logs[locale] = array("d", (math.log((counter[feature] + _SMOOTHING) / total) for feature in places))
        return _Learnt(places, logs, _telling_words(words))


@lru_cache(maxsize=1)
def trained_guesser(folder: Path = TRAINING) -> LanguageGuesser:
    """The guesser counted from the training messages of the four Latin-letter locales."""
    return LanguageGuesser({locale: _examples(folder / locale) for locale in LATIN_CODES})


def _examples(folder: Path) -> Iterable[str]:
    for path in sorted(folder.glob("*.yml")):
        yield from _EXAMPLE.findall(path.read_text(encoding="utf-8"))


def _count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word was said."""
    return Counter(word for text in texts for word in _WORD.findall(fold(text)))


def _count_features(words: Mapping[str, int]) -> Counter[str]:
    """How often each feature came in these words: a word that was said often is taken apart once."""
    counts: Counter[str] = Counter()
    for word, seen in words.items():
        for feature in _features(word):
            counts[feature] += seen
    return counts


def _telling_words(counts: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The locale of each word that is at home in one alone."""
    shares = {locale: {w: n / counter.total() for w, n in counter.items()} for locale, counter in counts.items()}
    found = {}
    for locale, counter in counts.items():
        for word, seen in counter.items():
            everywhere = sum(share.get(word, 0.0) for share in shares.values())
            if seen >= _SEEN and shares[locale][word] >= _ITS_SHARE * everywhere:
                found[word] = locale
    return found


def _features(word: str) -> Iterable[str]:
    yield word
    padded = f"<{word}>"
    for size in (2, 3, 4):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]
