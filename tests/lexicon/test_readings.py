"""What each reader of customers' words takes and leaves: a table of real wordings in all locales."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from actions.words.contradictions import names_who_takes_it, says_at_home, says_not_got
from actions.words.offers_refused import refuses_offers
from actions.words.review_words import finds_fault, is_shrug
from bot.domain.words import is_start, is_stop
from lexicon.folding import fold
from lexicon.meanings import pattern_meaning

CASES = json.loads((Path(__file__).parent / "readings.json").read_text(encoding="utf-8"))


def tells(meaning: str) -> Callable[[str], bool]:
    """A reader that has nothing but its pattern."""
    return lambda text: pattern_meaning(meaning).search(fold(text)) is not None


READERS: dict[str, Callable[[str], bool]] = {
    "hasn't come": says_not_got,
    "was at home": says_at_home,
    "who takes it": names_who_takes_it,
    "no offers": refuses_offers,
    "shrug": is_shrug,
    "fault": finds_fault,
    "stop": is_stop,
    "start": is_start,
    "no idea": tells("no idea"),
    "paid back": tells("paid back"),
    "sent again": tells("sent again"),
    "delivers here": tells("delivers here"),
    "gives a detail": tells("gives a detail"),
    "way to pay": tells("way to pay"),
}


@pytest.mark.parametrize("name", READERS)
def test_it_takes_what_says_so(name: str) -> None:
    assert [text for text in CASES[name]["yes"] if not READERS[name](text)] == []


@pytest.mark.parametrize("name", READERS)
def test_it_leaves_the_rest(name: str) -> None:
    assert [text for text in CASES[name]["no"] if READERS[name](text)] == []
