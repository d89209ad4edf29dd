"""Several tracking numbers in one field are several parcels."""

from __future__ import annotations

import pytest

from bot.domain.tracking_numbers import split_numbers


@pytest.mark.parametrize("between", [", ", ",", "; ", " / ", " & ", "&", "|", "\n", " and ", " + ", ",,"], ids=ascii)
def test_two_numbers_in_one_field_are_two(between: str) -> None:
    assert split_numbers(f"JD01460000{between}JD01460001") == ("JD01460000", "JD01460001")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("149 022 000 11", "14902200011"), (" jd0146000011 ", "jd0146000011"), ("JD0146-11", "JD0146-11")),
        *(
            ("AB12345678, 2", "AB12345678,2"),
            (" by hand, Surat ", "by hand, Surat"),
            ("INV/26-27/0042", "INV/26-27/0042"),
        ),
    ],
)
def test_what_is_one_number_stays_one(typed: str, number: str) -> None:
    assert split_numbers(typed) == (number,)


def test_the_same_number_twice_is_one_and_none_is_none() -> None:
    assert split_numbers("JD01460000, jd01460000") == ("jd01460000",)
    assert split_numbers(" ") == ()
    assert len(split_numbers(", ".join(f"JD{n:08}" for n in range(50)))) == 20
