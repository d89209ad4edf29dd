"""A day that a customer names becomes a date the courier can work with."""

from __future__ import annotations

from datetime import date

import pytest

from actions.words.addresses import is_an_address
from actions.words.days import day_meant
from actions.words.details import wished_day

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("value", "on", "part"),
    [
        ("+1d", date(2026, 11, 22), ""),
        ("+2d evening", date(2026, 11, 23), "evening"),
        ("weekday:1", date(2026, 11, 23), ""),
        ("weekday:6", date(2026, 11, 28), ""),
        ("2026-11-24", date(2026, 11, 24), ""),
        ("--11-24", date(2026, 11, 24), ""),
        ("---25 morning", date(2026, 11, 25), "morning"),
        ("---01", date(2026, 12, 1), ""),
        ("evening", date(2026, 11, 22), "evening"),
    ],
)
def test_it_counts_from_today(value: str, on: date, part: str) -> None:
    wished = wished_day(value, SATURDAY)
    assert wished
    assert (wished.on, wished.part) == (on, part)


@pytest.mark.parametrize("value", ["-1d", "+15d", "2020-01-01", "--02-30", "---31", "--01-05", "soon", "", "+9999d"])
def test_what_is_over_too_far_or_no_day_is_none(value: str) -> None:
    assert wished_day(value, SATURDAY) is None


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("12 MG Road, Bengaluru 560038", True),
        ("૧૨ સેટેલાઇટ રોડ, અમદાવાદ ૩૮૦૦૧૫", True),
        ("12 MG Road, Bengaluru", False),
        ("call me on 9876543210 please", False),
        ("560038", False),
    ],
)
def test_an_address_has_words_and_a_pin_code(text: str, good: bool) -> None:
    assert is_an_address(text) is good


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("not tomorrow, the day after", "+2d"),
        ("tomorrow", "+1d"),
        ("tomorrow, or day after tomorrow", "+1d"),
    ],
)
def test_the_day_after_is_of_tomorrow(text: str, value: str) -> None:
    assert day_meant(text, [{"value": "+1d", "start": text.find("t")}]) == value
