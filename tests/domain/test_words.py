"""References, numbers, locales: the small rules without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lateness import days_late
from bot.domain.locale import Locale, in_locale
from bot.domain.money import Money
from bot.domain.orders import number_key, return_ends_on, same_number
from bot.domain.requests import ALPHABET, LENGTH, POSSIBLE, next_reference, reference
from lexicon.folding import fold


@given(st.integers(0, POSSIBLE - 1))
def test_it_makes_references_nobody_misreads(number: int) -> None:
    made = reference(number)
    assert made.startswith("RQ-")
    assert len(made) == len("RQ-") + LENGTH
    assert not set(made[3:]) & set("01258BILOSUVZ")


def test_it_makes_each_reference_once() -> None:
    assert len({reference(number) for number in range(0, POSSIBLE, 97)}) == len(range(0, POSSIBLE, 97))
    assert next_reference(reference(41)) == reference(42)
    assert next_reference(reference(POSSIBLE - 1)) == reference(0) == "RQ-" + ALPHABET[0] * LENGTH


@given(st.text())
def test_it_never_fails_on_a_number(text: str) -> None:
    assert same_number(text, text) == bool(number_key(text))
    assert fold(fold(text)) == fold(text) or not text.isascii()


@pytest.mark.parametrize(
    ("typed", "stored", "same"),
    [("1042", "#1042", True), ("IN-1042", "1042", True), ("IN1042", "EX1042", False), ("1042", "11042", False)],
)
def test_it_lets_letters_be_left_out_but_not_differ(typed: str, stored: str, same: bool) -> None:
    assert same_number(typed, stored) is same


def test_it_falls_back_to_the_other_script_and_then_to_english() -> None:
    assert Locale.of("gu").falls_back_to == ("gu", "gu-Latn", "en")
    assert Locale.of("gu_Latn").falls_back_to == ("gu-Latn", "gu", "en")
    assert Locale.of("en").falls_back_to == ("en",)
    assert in_locale({"hi": "", "en": "x"}, "hi", "y") == "x"
    assert in_locale({}, "hi", "y") == "y"


def test_it_counts_days() -> None:
    assert days_late(date(2026, 11, 18), date(2026, 11, 21)) == 3
    assert days_late(date(2026, 11, 22), date(2026, 11, 21)) == 0
    assert days_late(None, date(2026, 11, 21)) == 0
    assert return_ends_on(date(2026, 2, 26), 7) == date(2026, 3, 5)


def test_it_hands_money_to_a_sentence() -> None:
    assert Money(1899_00).as_value() == {"money": [189900, "INR"]}
