"""What people and spreadsheets make of a cell: whose phone it is, sums, days, columns that say two things."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.shops.own.orders_sheet import read
from tests.shops.test_own_bad_sheets import GOOD, PLAIN, problems
from tests.shops.test_own_sheets import SHOP, events

SHOPIFY = "Name,Created at,Financial Status,Total,Lineitem name,Lineitem quantity"
SHOPIFY_ROW = "#7,2026-11-01 10:30:00 +0530,paid,1899,Kurta,1"


def exported(titles: str, *rows: str) -> list[dict[str, Any]]:
    first, *others = rows
    lines = [f"{SHOPIFY},{titles}", f"{SHOPIFY_ROW},{first}", *others]
    return events("\n".join(lines))


@pytest.mark.parametrize(
    ("titles", "cells", "phone"),
    [
        # a gift: billed at Dallas, sent to Ahmedabad, and the other way round
        ("Billing Country,Billing Phone,Shipping Country", "US,(972) 555-0142,IN", "+19725550142"),
        ("Billing Country,Billing Phone,Shipping Country", "IN,78650 12345,US", "+917865012345"),
        ("Billing Country,Phone,Shipping Country", "GB,07911 123456,IN", "+447911123456"),
        ("Billing Country,Billing Phone,Shipping Country", "AE,050 123 4567,IN", "+971501234567"),
        ("Billing Country,Billing Phone,Shipping Country", "United States,(972) 555-0142,India", "+19725550142"),
        # a landline stands before the mobile
        ("Shipping Phone,Billing Phone,Shipping Country", "079 2658 7412,98250 12345,IN", "+919825012345"),
        ("Phone,Shipping Phone,Shipping Country", "080 2555 1234,98250 12345,IN", "+919825012345"),
    ],
)
def test_a_phone_of_an_export_is_read_by_its_own_address(titles: str, cells: str, phone: str) -> None:
    [order] = exported(titles, cells)
    assert order["customer"]["phone"] == phone


def test_two_phone_columns_are_two_numbers_of_one_person() -> None:
    [order] = events(f"{PLAIN},mobile\n1,2026-11-01,079 2658 7412,Cap,100,paid,98250 12345")
    assert order["customer"]["phone"] == "079 2658 7412 / 98250 12345"


@pytest.mark.parametrize(
    "cell", ['"₹1,299.00/-"', "Rs. 1299/-", "1299 INR", '"Rs 1,299/="', "INR1299.00", "१२९९", "1 299", '"1,299.00 ₹"']
)
def test_it_reads_sums_as_bills_have_them(cell: str) -> None:
    [order] = events(f"{PLAIN}\n1,2026-11-01,,Cap,{cell},paid")
    assert order["total"] == 129900


@pytest.mark.parametrize("cell", ["$12.99", "USD 12", "12 EUR", "৳100", "£5"])
def test_a_sum_in_another_currency_is_refused(cell: str) -> None:
    assert problems(f"{PLAIN}\n1,2026-11-01,,Cap,{cell},paid") == [
        "row 2, total: is not in INR, the order's currency: fill in the column currency"
    ]


@pytest.mark.parametrize("cell", [".50", "(500)", "12 apples", "1299/", "abc 12", "--5"])
def test_what_is_no_sum_is_refused(cell: str) -> None:
    assert problems(f"{PLAIN}\n1,2026-11-01,,Cap,{cell},paid")[0].startswith("row 2, total: is no amount")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("03/04/2026", "2026-04-03T00:00:00+05:30"),
        ("03.04.2026 9:05", "2026-04-03T09:05:00+05:30"),
        ("3-Apr-2026", "2026-04-03T00:00:00+05:30"),
        ("03 April 2026", "2026-04-03T00:00:00+05:30"),
        ("2026/04/03 21:00:05", "2026-04-03T21:00:05+05:30"),
        ("03/04/2026 9:05 PM", "2026-04-03T21:05:00+05:30"),
    ],
)
def test_it_reads_days_as_spreadsheets_show_them(cell: str, day: str) -> None:
    [order] = events(f"{PLAIN}\n1,{cell},,Cap,100,paid")
    assert order["placed_at"] == day


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        *((column, '"1,042"', "was given commas") for column in ("order_number", "tracking_number", "pin", "sku")),
        *((column, "123456789012346000", "was rounded") for column in ("tracking_number", "sku")),
        ("tracking_number", "12345678901234600000", "was rounded"),
    ],
)
def test_it_refuses_numbers_that_a_spreadsheet_has_spoilt(column: str, cell: str, words: str) -> None:
    head, row = "order_number,placed_at,total,payment,item", "1,2026-11-01,100,paid,Cap"
    sheet = f"{head},{column}\n{row},{cell}" if column != "order_number" else f"{head}\n{cell}{row[1:]}"
    [problem] = problems(sheet)
    assert problem.startswith(f"row 2, {column}: {words}")


@pytest.mark.parametrize("numbers", [("1234567890123450",), ("1234567890123450", "1234567890123457")])
def test_a_long_number_that_ends_in_zero_by_itself_is_kept(numbers: tuple[str, ...]) -> None:
    rows = "\n".join(f"{place},2026-11-01,,Cap,100,paid,{number}" for place, number in enumerate(numbers))
    assert len(read(f"{PLAIN},tracking_number\n{rows}".encode(), SHOP).deliveries) == 2 * len(numbers)


def test_columns_of_one_meaning_that_differ_are_refused() -> None:
    assert problems(f"{PLAIN},amount\n{GOOD},120") == ["row 2, total: is not the same in the columns total and amount"]
    assert events(f"{PLAIN},amount\n{GOOD},100")[0]["total"] == 10000


def test_an_export_with_a_column_twice_is_refused() -> None:
    sheet = f"{SHOPIFY},Total\n{SHOPIFY_ROW},1799"
    assert "column Total: is there twice" in problems(sheet)


def test_a_header_below_a_title_is_shown_and_one_within_passed_over() -> None:
    assert "row 3 looks like the header: delete the rows above it" in problems(f"Orders,,,,,\n,,,,,\n{PLAIN}\n{GOOD}")
    assert len(events(f"{PLAIN}\n{GOOD}\n{PLAIN}\n2,2026-11-01,,Cap,100,paid")) == 2


def test_of_an_order_sent_in_part_only_what_was_sent_is_in_its_parcel() -> None:
    titles = "Fulfillment Status,Lineitem fulfillment status"
    _, parcel = exported(titles, "partial,fulfilled", "#7,,,,Stole,2,,pending")
    assert (parcel["milestone"], parcel["items"]) == ("shipped", [{"title": "Kurta", "quantity": 1}])
    assert [one["type"] for one in exported(titles, "partial,", "#7,,,,Stole,2,,pending")] == ["order"]


def test_two_tracking_numbers_in_the_rows_of_an_order_are_two_parcels() -> None:
    head = "order_number,placed_at,total,payment,item,tracking_number,milestone"
    rows = "1,2026-11-01,100,paid,Cap,AWB1,delivered\n1,,,,Stole,AWB2,shipped\n1,,,,Scarf,AWB2,\n1,,,,Belt,,"
    order, *parcels = events(f"{head}\n{rows}")
    assert [item["title"] for item in order["items"]] == ["Cap", "Stole", "Scarf", "Belt"]
    told = [(one["tracking_number"], one["milestone"], [item["title"] for item in one["items"]]) for one in parcels]
    assert told == [("AWB1", "delivered", ["Cap"]), ("AWB2", "shipped", ["Stole", "Scarf"])]


@pytest.mark.parametrize(("more", "cell"), [("to_pay", "150"), ("refunded", "100.01")])
def test_a_part_that_is_more_than_the_whole_is_said(more: str, cell: str) -> None:
    assert read(f"{PLAIN},{more}\n{GOOD},{cell}".encode(), SHOP).unequal == (2,)


@pytest.mark.parametrize(("word", "payment"), [("Cash on Delivery (COD)", "cod"), ("PREPAID", "paid"), ("নগদ", "cod")])
def test_it_knows_how_an_order_is_paid_by_many_words(word: str, payment: str) -> None:
    [order] = (json.loads(one.body) for one in read(f"{PLAIN}\n1,2026-11-01,,Cap,100,{word}".encode(), SHOP).deliveries)
    assert order["payment"] == payment
