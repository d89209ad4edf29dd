"""A shop's answers to common questions: a topic's texts, how they change, and what may be wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bot.domain.locale import CODES
from bot.domain.promises import Promised, find_faults

LONGEST_ANSWER = 1000  # characters: with what is filled in it is one message
LONGEST_QUESTION, MOST_ASKED_AS = 300, 40
TOPIC = re.compile(r"[a-z][a-z0-9_]{0,40}")


class FaqChange(StrEnum):
    """What changed a topic."""

    BEFORE = "before"  # how it was when changes began to be kept
    WRITTEN = "written"
    IMPORTED = "imported"
    STARTED = "started"  # out of the starter set
    DROPPED = "dropped"
    RESTORED = "restored"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class FaqWords:
    """A topic in one locale; `asked_as` are other wordings of the question."""

    question: str
    answer: str
    asked_as: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept and told."""
        return {**asdict(self), "asked_as": list(self.asked_as)}

    @staticmethod
    def of(kept: Mapping[str, Any]) -> FaqWords:
        """As it was kept."""
        return FaqWords(kept["question"], kept["answer"], tuple(kept["asked_as"]))


@dataclass(frozen=True, slots=True)
class FaqFault:
    """What is wrong with a topic: in which locale and field ("" for the topic itself), what, and the remedy."""

    slug: str
    locale: str
    field: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Say it on one line."""
        place = f"{self.slug} ({self.locale})" if self.locale else self.slug
        return f"{place}{f'.{self.field}' if self.field else ''}: {self.problem}: {self.remedy}"


class BadAnswer(ValueError):
    """Raised for answers that cannot be stored: has everything that is wrong with them."""

    def __init__(self, *faults: FaqFault | str) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(one for one in faults if isinstance(one, FaqFault))


def check_topics(topics: Mapping[str, Mapping[str, FaqWords]], kept: Promised) -> None:
    """Look whether topics can be stored.

    Raises:
        BadAnswer: no such locale, nothing to say, too much, or words that promise what the shop's settings don't keep.
    """
    faults = [fault for slug, texts in topics.items() for fault in _check_topic(slug, texts, kept)]
    if faults:
        raise BadAnswer(*faults)


def _check_topic(slug: str, texts: Mapping[str, FaqWords], kept: Promised) -> Iterator[FaqFault]:
    if not TOPIC.fullmatch(slug):
        yield FaqFault(slug, "", "", "is no name of a topic", "use small letters, digits and _, like return_policy")
    if not texts:
        yield FaqFault(slug, "", "", "has no text", "write it in one language at least")
    for locale, words in texts.items():
        if locale in CODES:
            yield from _check_words(slug, locale, words, kept)
        else:
            yield FaqFault(slug, locale, "", "there is no such locale", f"write one of {', '.join(CODES)}")


def _check_words(slug: str, locale: str, words: FaqWords, kept: Promised) -> Iterator[FaqFault]:
    for field in ("question", "answer"):
        if not getattr(words, field).strip():
            yield FaqFault(slug, locale, field, "is empty", "fill it in, or leave this language out")
    for field, text, most in _measured(words):
        if len(text) > most:
            yield FaqFault(slug, locale, field, f"has {len(text)} characters", f"write at most {most}")
    if len(words.asked_as) > MOST_ASKED_AS:
        yield FaqFault(slug, locale, "asked_as", "has too many wordings", f"keep the {MOST_ASKED_AS} that differ most")
    for fault in find_faults(words.answer, kept):
        problem, _, remedy = fault.partition(": ")
        yield FaqFault(slug, locale, "answer", problem, remedy or "say it otherwise")


def _measured(words: FaqWords) -> Iterable[tuple[str, str, int]]:
    yield "question", words.question, LONGEST_QUESTION
    yield from (("asked_as", one, LONGEST_QUESTION) for one in words.asked_as)
    yield "answer", words.answer, LONGEST_ANSWER
