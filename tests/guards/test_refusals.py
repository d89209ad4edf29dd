"""A refusal is said in every language of the console, whoever refuses: the API, or a service or rule that it asks.

What only a program can meet stays English and stands in untold.txt: headers and keys, the shapes of bodies that no page
sends, lists of ids. What a form, a sheet or a stale page can lead to has no place there.
"""

from __future__ import annotations

import pytest

from bot.locales.refusals import SLOT, list_refusals, retell
from bot.locales.staff import ENGLISH, STAFF_LOCALES, list_sentences
from bot.running import ROOT
from tests.guards import refusals

UNTOLD = ROOT / "tests" / "guards" / "untold.txt"
OTHERS = [locale for locale in STAFF_LOCALES if locale != ENGLISH]


@pytest.mark.parametrize("locale", OTHERS)
def test_what_is_refused_is_said_in_every_language(locale: str) -> None:
    known = list_refusals(locale).keys() | list_sentences(locale).keys()
    said, untold = refusals.list_refusals(), set(UNTOLD.read_text(encoding="utf-8").splitlines())
    new = said - known - untold
    assert not new, f"write them into bot/locales/{locale}/LC_MESSAGES/refusals.po: {sorted(new)}"
    assert not untold - (said - known), "these are said in every language, or not any more: take them out"


@pytest.mark.parametrize("locale", OTHERS)
def test_a_refusal_keeps_its_values(locale: str) -> None:
    wrong = [
        english
        for english, words in list_refusals(locale).items()
        if not set(SLOT.findall(words)) <= set(SLOT.findall(english)) or not words.strip()
    ]
    assert wrong == []


def test_it_is_told_with_its_values() -> None:
    assert retell("hi", "{nmae} is no field of this sentence") == "{nmae} इस वाक्य की जगह नहीं है"
    assert retell("gu", "2 fields in 2 words") == "2 શબ્દોમાં 2 જગ્યાઓ છે"
    assert retell("gu", "values: name: the text is one line of 1 to 9 letters").startswith(
        "values: name: લખાણ એક લીટીમાં, 1થી 9 "
    )
    assert retell("hi", "use 5 or more") == "5 या ज़्यादा लिखें"
    assert retell("bn", "nobody has words for this") == "nobody has words for this"
    assert retell("en", "is missing") == retell("fr", "is missing") == "is missing"
    assert retell("hi", "\\1 has {1} letters" * 200).startswith("\\1")


def test_it_finds_what_is_written() -> None:
    said = refusals.list_refusals()
    assert {"{{1}} is no field of this sentence", "Nobody by this id", "use {1} or more", "it is empty"} <= said
