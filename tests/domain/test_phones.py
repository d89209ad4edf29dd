"""Numbers as people type them at a checkout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phones import e164, first_phone, typed_in


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
        "079-26587412 / 98123 45678",  # town codes that pass for mobiles
        "080 2555 1234 (home) 98123 45678 (Papa)",
        "98123 45678 wife",
        "Call 98123 45678 after 6 pm",
        "98123 45678 or 98765 43210",
        "98123 45678 98765 43210",
        "9812345678-9876543210",
        "98123 45678\n98765 43210",
        "+91 (0) 98123-45678",
        "+91-91-9812345678",
        "091 98123 45678",
        "98123_45678",
        "98123*45678",
        "9812345678.0",
        "'9812345678",
        "https://wa.me/919812345678",
        "\u202a+91 98123\u00a045678\u202c",
        "98123\ufe0f45678",
        "98123\u200d45678",
        "\u206698123\u2069\u2060 45678\ufeff",
        "98123\u3164\u034f45678",
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
        ("12345 67890 12345", "IN"),  # the middle looks like one
        ("9812 3456 7890", "IN"),  # an Aadhaar number
        ("380015", "IN"),
        ("98l2345678", "IN"),
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


def test_it_writes_to_a_number_the_tables_call_a_landline_only_where_there_is_no_other() -> None:
    assert first_phone(["079-26587412", "98123 45678"], "IN") == "+919812345678"
    assert e164("07926587412", "IN") == "+917926587412"


@pytest.mark.parametrize(
    ("address_country", "typed", "country", "kept"),
    [
        ("IN", "98123 45678", "IN", "98123 45678"),
        ("", "98123 45678", "IN", "98123 45678"),
        ("US", "(972) 555-0142", "IN", "+19725550142"),
        ("IN", "78650 12345", "US", "+917865012345"),
        ("US", "98123 456", "IN", ""),
        ("US", "", "IN", ""),
        ("US", "+91 98123 45678", "IN", "+919812345678"),
    ],
)
def test_it_keeps_the_country_a_number_was_typed_in(address_country: str, typed: str, country: str, kept: str) -> None:
    assert typed_in(address_country, typed, country) == kept


@given(st.text(max_size=60), st.sampled_from(["IN", "US", "", "XX", "निन"]))
def test_it_never_fails(typed: str, country: str) -> None:
    number = e164(typed, country)
    assert number is None or (number.startswith("+") and number[1:].isascii() and number[1:].isdigit())
