"""Countries by their letters or a name."""

from __future__ import annotations

import pytest

from bot.domain.countries import country_of


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("IN", "IN"), ("in", "IN"), (" India ", "IN"), ("भारत", "IN"), ("USA", "US"), ("U.S.A.", "US"), ("uk", "GB")),
        *(("United States", "US"), ("United Kingdom", "GB"), ("UAE", "AE"), ("Dubai", "AE"), ("Bangladesh", "BD")),
        *(("", ""), ("Narnia", ""), ("QQ", ""), ("91", ""), ("I", "")),
    ],
)
def test_a_country_is_known_by_its_letters_or_its_name(name: str, code: str) -> None:
    assert country_of(name) == code
