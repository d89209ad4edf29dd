"""Numbers as people type them at a checkout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phones import e164, first_phone


@pytest.mark.parametrize(
    "typed",
    [
        "98123 45678",
        "098123 45678",
        "0091 98123 45678",
        "+91-98123-45678",
        "+91 098123 45678",
        "919812345678",
        "९८१२३ ४५६७८",
        "૯૮૧૨૩૪૫૬૭૮",
        "৯৮১২৩৪৫৬৭৮",
        "Mob: 98123.45678",
        "98123 45678 / 98765 43210",
        "022 2345 6789, 98123 45678",
    ],
)
def test_it_reads_an_indian_mobile_however_it_is_typed(typed: str) -> None:
    assert e164(typed, "IN") == "+919812345678"


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("(555) 555-5555", "US"),
        ("555-555-SHIP", "US"),
        ("98123-CALL-5", "IN"),
        ("022 2345 6789", "IN"),  # a landline
        ("12345 67890", "IN"),  # no mobile begins with 1
        ("98123 4567", "IN"),
        ("981234567890123", "IN"),
        ("98123 45678", "US"),
        ("98123 45678", "XX"),
        ("98123 45678", ""),
        ("", "IN"),
        ("none", "IN"),
        ("+", "IN"),
        ("9" * 5000, "IN"),
    ],
)
def test_it_takes_nothing_for_a_number_that_is_none(typed: str, country: str) -> None:
    assert e164(typed, country) is None


@pytest.mark.parametrize("typed", ["+91 98123 45678", "0091 98123 45678"])
@pytest.mark.parametrize("country", ["", "US", "GB", "in", "XX"])
def test_it_reads_international_forms_in_any_country(typed: str, country: str) -> None:
    assert e164(typed, country) == "+919812345678"


def test_it_reads_a_number_by_the_country_of_its_address() -> None:
    assert e164("(415) 555-2671", "US") == "+14155552671"
    assert e164("07911 123456", "GB") == "+447911123456"
    assert e164("07911 123456", "us") is None


def test_it_passes_over_numbers_no_message_reaches() -> None:
    assert first_phone(["", "022 2345 6789", "98123 45678", "98765 43210"], "IN") == "+919812345678"
    assert first_phone(["022 2345 6789"], "IN") is None
    assert first_phone([], "IN") is None


@given(st.text(max_size=60), st.sampled_from(["IN", "US", "", "XX", "निन"]))
def test_it_never_fails(typed: str, country: str) -> None:
    number = e164(typed, country)
    assert number is None or (number.startswith("+") and number[1:].isascii() and number[1:].isdigit())
