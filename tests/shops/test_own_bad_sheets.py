"""What is wrong with a sheet is named by file, column or row, all of it at once."""

from __future__ import annotations

import pytest

from bot.shops.own.order_rows import Shop
from bot.shops.own.orders_sheet import read
from bot.shops.own.sheet import BadSheet
from tests.shops.test_own_sheets import HEADER, ROW, SHOP

PLAIN = "order_number,placed_at,phone,items,total,payment"
GOOD = "1,2026-11-01,,Cap,100,paid"


def problems(content: str | bytes, shop: Shop = SHOP) -> list[str]:
    with pytest.raises(BadSheet) as caught:
        read(content if isinstance(content, bytes) else content.encode(), shop)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (HEADER.encode(), "no rows"),
        (b"PK\x03\x04", "Excel workbook"),
        (f"{HEADER}\n".encode() + b"1,\xe9t\xe9", "line 2 is not UTF-8"),
        (f"{HEADER}\n{ROW}".encode("utf-16")[:-1], "UTF-8"),
        (f"{HEADER}\n{ROW}".encode("utf-16-le"), "not a text file"),
        (f"{PLAIN}\n1,2026-11-01,\x00".encode(), "not a text file"),
        (f'{PLAIN}\n1,"2026-11-01'.encode(), "line 2 is no CSV"),
        (f'{PLAIN}\n1,"a"b,,'.encode(), "line 2 is no CSV"),
        (b"foo,bar\n1,2", "column order_number: is missing"),
        (b"order_number,placed_at,total,payment\n1,2026-11-01,1,paid", "column items: is missing"),
        (f"{PLAIN},total\n{GOOD},3".encode(), "column total: is there twice"),
        (f"{PLAIN}\n{GOOD},extra".encode(), "row 2: has more cells"),
    ],
)
def test_it_names_what_is_wrong_with_the_file(content: bytes, words: str) -> None:
    assert any(words in problem for problem in problems(content))


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",2026-11-01,,Cap,100,paid", "order_number"),
        ("1,,,Cap,100,paid", "placed_at"),
        ("1,yesterday,,Cap,100,paid", "placed_at"),
        ("1,2026-13-01,,Cap,100,paid", "placed_at"),
        ("1,44500,,Cap,100,paid", "placed_at"),
        ("1,1999-01-01,,Cap,100,paid", "placed_at"),
        ("1,2026-11-01,12345,Cap,100,paid", "phone"),
        ("1,2026-11-01,9.198E+11,Cap,100,paid", "phone"),
        ("1,2026-11-01,022 2630 1234,Cap,100,paid", "phone"),  # a landline
        ("1,2026-11-01,,,100,paid", "items"),
        ("1,2026-11-01,,=A1,100,paid", "items"),
        ("1,2026-11-01,,Cap @ x,100,paid", "items"),
        ("1,2026-11-01,,Cap,,paid", "total"),
        ('1,2026-11-01,,Cap,"499,50",paid', "total"),
        ("1,2026-11-01,,Cap,-5,paid", "total"),
        ("1,2026-11-01,,Cap,1.005,paid", "total"),
        ("1,2026-11-01,,Cap,99999999999999,paid", "total"),
        ("1,2026-11-01,,Cap,100,barter", "payment"),
        ("=1+1,2026-11-01,,Cap,100,paid", "order_number"),
        ("@SUM(A1),2026-11-01,,Cap,100,paid", "order_number"),
        ("+cmd|' /C calc'!A0,2026-11-01,,Cap,100,paid", "order_number"),
        ("1.49022E+13,2026-11-01,,Cap,100,paid", "order_number"),
        ("1042.0,2026-11-01,,Cap,100,paid", "order_number"),
        ("1,2026-11-01,,Cap,1.2E+03,paid", "total"),
        ("1,2026-11-01,,5E+02,100,paid", "items"),
        ("1,2026-11-01,,#REF!,100,paid", "items"),
        ("1,########,,Cap,100,paid", "placed_at"),
        (f"{'9' * 101},2026-11-01,,Cap,100,paid", "order_number"),
    ],
)
def test_it_names_row_and_column(row: str, column: str) -> None:
    [problem] = problems(f"{PLAIN}\n2,2026-11-01,,Cap,100,paid\n{row}\n")
    assert problem.startswith(f"row 3, {column}: ")


def test_it_never_quotes_a_phone_number() -> None:
    assert "54321" not in problems(f"{PLAIN}\n1,2026-11-01,54321,Cap,100,paid")[0]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("tracking_number", "1.49022E+13"),
        ("tracking_number", "1,49022e13"),
        ("tracking_number", "149022.0"),
        ("pin", "3.80015E+05"),
        ("pin", "380015.0"),
        ("sku", "8.9E+12"),
        ("name", "1E+3"),
        ("quantity", "1E+00"),
        ("price", "5E+02"),
    ],
)
def test_it_refuses_what_a_spreadsheet_has_rounded_in_any_column(column: str, cell: str) -> None:
    row = f'1,2026-11-01,,100,paid,Cap,"{cell}"'
    [problem] = problems(f"order_number,placed_at,phone,total,payment,item,{column}\n{row}")
    assert problem.startswith(f"row 2, {column}: ")
    assert "spreadsheet" in problem


def test_it_refuses_an_order_that_says_two_things() -> None:
    assert problems(f"{PLAIN}\n{GOOD}\n1,2026-11-01,,Cap,200,paid") == [
        "row 3, total: is not as in row 2 of the same order"
    ]


def test_it_lists_everything_at_once() -> None:
    rows = "\n".join(f"{number},bad,12,,x,y" for number in range(20))
    assert len(problems(f"{PLAIN}\n{rows}")) == 100


def test_it_counts_rows_as_the_spreadsheet_does() -> None:
    text = f'{PLAIN}\n1,2026-11-01,,"a\nb\nc",100,paid\n\n2,2026-11-01,,Cap,x,paid'
    assert problems(text) == ["row 4, total: is no amount: write it like 1299.50"]


def test_it_finds_an_error_in_the_last_of_ten_thousand_rows() -> None:
    rows = "\n".join(f"{number},2026-11-01,,Cap,100,paid" for number in range(9_999))
    assert problems(f"{PLAIN}\n{rows}\n9999,2026-11-01,,Cap,x,paid") == [
        "row 10001, total: is no amount: write it like 1299.50"
    ]


def test_it_lists_problems_as_somebody_goes_through_the_sheet() -> None:
    rows = "1,someday,,Cap,100,paid\n,2026-11-01,,Cap,100,paid\n2,2026-11-01,,Cap,100,barter"
    found = problems(f"{PLAIN}\n{rows}")
    assert [line.split(",")[0] for line in found] == ["row 2", "row 3", "row 4"]
