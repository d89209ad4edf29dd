"""Rows of a list: phones read by country, every other cell kept as text, and what is wrong told in words."""

from __future__ import annotations

import pytest

from bot.domain.lists.faults import ListFault, list_names
from bot.domain.lists.opening import open_list
from bot.domain.lists.rows import ListPerson, find_phone_fault, read_people


def read(text: str, country: str = "IN") -> list[ListPerson | ListFault]:
    """The rows of a file."""
    return list(read_people(open_list(text.encode(), country), country))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("9812345678", ""),
        ("+91 98123 45678", ""),
        ("0091-9812345678", ""),
        ("०९८१२३४५६७८", ""),
        ("+14155552671", ""),
        ("", "no_phone"),
        ("9.19E+11", "rounded"),
        ("9,19e+11", "rounded"),
        ("98123", "too_short"),
        ("+91981234567", "no_mobile"),
        ("981234567890123456", "too_long"),
        ("98123 abc", "letters"),
        ("=cmd|' /C calc'!A0", "letters"),
        ("5551234567", "no_country"),
        ("079-26589999", "landline"),
        ("+912222658999", "landline"),
        ("+1 000 000 0000", "no_mobile"),
    ],
)
def test_a_phone_says_what_is_wrong_with_it(typed: str, wrong: str) -> None:
    assert find_phone_fault(typed, "IN") == wrong
    assert not wrong or wrong in list_names()


def test_every_other_column_is_a_value_and_formulas_stay_text() -> None:
    [asha] = read("Name,Mobile,Language,City,Code\nAsha,98000 00001,gu,'Surat,=1+1\n")
    assert asha == ListPerson(
        2, "+919800000001", "Asha", "gu", {"Name": "Asha", "Language": "gu", "City": "Surat", "Code": "=1+1"}
    )


def test_a_row_may_tell_its_own_country() -> None:
    rows = read("phone,country\n07911123456,UK\n07911123456,\n9800000001,nowhere\n")
    assert [row.phone if isinstance(row, ListPerson) else row.name for row in rows] == [
        "+447911123456",
        "landline",
        "+919800000001",
    ]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    rows = read('phone,note\n9800000001,"two\nlines"\n\nabc,x\n9800000002,x,too many\n')
    assert [(row.row, getattr(row, "name", "")) for row in rows] == [(2, ""), (4, "letters"), (5, "too_many_cells")]
    assert isinstance(rows[0], ListPerson)
    assert rows[0].values == {"note": "two lines"}


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [("x" * 201, "long_value"), ("a\x07b", "control"), ("a\x1b[31m", "control"), ("\ue000", "control")],
)
def test_a_value_that_no_message_can_hold_is_told_by_its_column(cell: str, wrong: str) -> None:
    [fault] = read(f"phone,note\n9800000001,{cell}\n")
    assert isinstance(fault, ListFault)
    assert (fault.name, fault.values["column"]) == (wrong, "note")
    assert "note" in fault.says
