"""GST numbers as customers type them."""

from __future__ import annotations

import pytest

from actions.words.gstin import gstin_in, without_gstin


@pytest.mark.parametrize(
    "text",
    [
        "GST bill chahiye 07AAAAA0000A1Z5",
        "07aaaaa0000a1z5",
        "जीएसटी बिल ०७AAAAA००००A1Z5",
        "gst no 07 AAAAA 0000 A 1 Z 5 pls",
        "GSTIN:07AAAAA0000A1Z5.",
    ],
)
def test_a_gst_number_is_read_whole(text: str) -> None:
    assert gstin_in(text) == "07AAAAA0000A1Z5"


@pytest.mark.parametrize("text", ["", "1042", "order 1045 kahan hai", "X07AAAAA0000A1Z5", "07AAAAA0000A1Z55"])
def test_nothing_else_is_one(text: str) -> None:
    assert gstin_in(text) == ""


def test_what_stands_beside_it_stays() -> None:
    assert without_gstin("bill of 1045 with 07AAAAA0000A1Z5").split() == ["BILL", "OF", "1045", "WITH"]
