"""Countries by their letters or a name."""

from __future__ import annotations

import pytest

from bot.domain.countries import country_of, country_told
from bot.domain.phones import e164, typed_in


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("IN", "IN"), ("in", "IN"), (" India ", "IN"), ("भारत", "IN"), ("USA", "US"), ("U.S.A.", "US"), ("uk", "GB")),
        *(("United States", "US"), ("United Kingdom", "GB"), ("UAE", "AE"), ("Dubai", "AE"), ("Bangladesh", "BD")),
        *(("United States (US)", "US"), ("India (Gujarat)", "IN")),
        *(("", ""), ("Narnia", ""), ("QQ", ""), ("91", ""), ("I", "")),
    ],
)
def test_a_country_is_known_by_its_letters_or_its_name(name: str, code: str) -> None:
    assert country_of(name) == code


def test_a_country_nobody_knows_reads_no_number_by_another_plan() -> None:
    assert [country_told(name) for name in ("India", "Narnia", " ", "")] == ["IN", "ZZ", "", ""]
    assert e164("(972) 555-0142", country_told("Narnia")) is None
    assert e164("+1 972-555-0142", country_told("Narnia")) == "+19725550142"
    assert typed_in("ZZ", "98250 12345", "IN") == ""
