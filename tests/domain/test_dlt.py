"""SMS to India: what is registered, held against what is written, to the letter and in no time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.dlt import DltText, find_mismatch, list_faults
from bot.domain.urgency import list_claims
from tests.effort import least_effort

DAY = date(2026, 11, 29)
SMS = "Dear {{name}}, save Rs 100 with {{code}}. {{link}} -Rangoli"
TEXT = "Dear {#alphanumeric#}, save Rs 100 with {#alphanumeric#}. {#url#} -Rangoli"
DLT = DltText("1101234567890123456", "RANGLI", "1107161234567890123", "promotional", TEXT)


def test_what_is_registered_leaves() -> None:
    assert list_faults(DLT, SMS, DAY) == []
    assert find_mismatch(DLT, "Dear Asha, save Rs 100 with AA-1. https://a.in/l/x -Rangoli", DAY) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Dear Asha, save Rs. 100 with AA-1. https://a.in/l/x -Rangoli",
        "Dear Asha, save Rs 100 with AA-1. no address -Rangoli",
        f"Dear {'A' * 41}, save Rs 100 with AA-1. https://a.in/l/x -Rangoli",
        "Dear Asha, save Rs 100 with AA-1. https://a.in/l/x -Rangoli ",
        "",
    ],
)
def test_what_is_not_does_not(text: str) -> None:
    assert find_mismatch(DLT, text, DAY) != ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pe_id", "12"),
        ("template_id", "1' OR 1=1"),
        ("header", "RANGOLI HANDLOOMS"),
        ("kind", "transactional"),
        ("text", ""),
        ("text", TEXT.replace("url", "link")),
        ("text", TEXT.replace("save", "get")),
        ("text", "{#var#}{#var#}"),
    ],
)
def test_a_registration_that_is_none_names_its_field(field: str, value: str) -> None:
    assert field in {name for name, _, _ in list_faults(replace(DLT, **{field: value}), SMS, DAY)}


@pytest.mark.parametrize("words", ["{#var#} " * 20, "a " + "{#var#}" * 20, "{#var#}a" * 19])
def test_no_text_takes_long(words: str) -> None:
    def read() -> None:
        find_mismatch(replace(DLT, text=words), "a " * 800, DAY)
        list_claims("9" * 4000)

    assert least_effort(read, 1) < 1
