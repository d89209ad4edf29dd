"""Sheets as spreadsheets and Shopify write them -> events."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.news import OrderNews, ParcelNews
from bot.ports import Known
from bot.shops.own.order_rows import Shop
from bot.shops.own.orders_sheet import read
from bot.shops.own.source import OwnSource
from tests.fakes import START

SHOP = Shop("Asia/Kolkata", "IN", "INR")
KNOWN = Known("INR", "Asia/Kolkata", "IN", START)
HEADER = "order_number,placed_at,name,phone,items,total,payment,city,pin,courier,tracking_number,milestone"
ROW = '1042,2026-11-01 10:30,Asha Patel,98000 00001,"2x Kurta @ 499; Stole @ 1,799.50",2797.50,cod,Surat,395003,,,'


def events(text: str | bytes) -> list[dict[str, Any]]:
    content = text if isinstance(text, bytes) else text.encode()
    return [json.loads(delivery.body) for delivery in read(content, SHOP).deliveries]


def test_it_reads_a_row() -> None:
    [order] = events(f"{HEADER}\n{ROW}\n")
    assert (order["number"], order["placed_at"]) == ("1042", "2026-11-01T10:30:00+05:30")
    assert order["customer"]["phone"] == "98000 00001"
    assert order["ship_to"] == {"name": "Asha Patel", "street": "", "city": "Surat", "pin": "395003", "country": "IN"}
    assert order["items"] == [
        {"title": "Kurta", "quantity": 2, "price": 49900},
        {"title": "Stole", "quantity": 1, "price": 179950},
    ]
    assert (order["total"], order["payment"], order["currency"]) == (279750, "cod", "INR")


def test_it_reads_the_parcel_besides() -> None:
    row = "7,01/11/2026,,,Kurta,499,prepaid,,,Delhivery,SF99,Out for delivery"
    [delivered] = [one for one in read(f"{HEADER}\n{row}".encode(), SHOP).deliveries if one.topic == "parcel"]
    [news] = OwnSource().read(delivered, KNOWN)
    assert isinstance(news, ParcelNews)
    assert (news.order.number, news.milestone, news.tracking_number) == ("7", "out_for_delivery", "SF99")


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff{HEADER}\n{ROW}\n".encode(),
        f"{HEADER}\r\n{ROW}\r\n".encode(),
        f"{HEADER}\r{ROW}\r".encode(),
        f"{HEADER}\r\n\n{ROW}\n\r\n".encode(),  # blank lines, mixed ends
        f"{HEADER},,notes\n{ROW},,hello\n".encode(),  # a column nobody reads
        f"sep=,\r\n{HEADER}\r\n{ROW}\r\n".encode(),  # for Excel alone
        f'\ufeff"sep=,"\n{HEADER}\n{ROW}\n'.encode(),
        HEADER.replace("order_number", "order\u00a0number").encode()
        + f"\n{ROW}".replace("Asha ", "Asha\u00a0").encode(),
        HEADER.upper().replace("_", " ").encode() + f"\n{ROW}".encode(),
        '"order number";date;customer;mobile;products;amount;payment;city;pincode\n1042;"01-11-2026 10:30";Asha Patel;'
        '98000 00001;"2x Kurta @ 499; Stole @ 1,799.50";"₹ 2,797.50";COD;Surat;395003'.encode(),
    ],
)
def test_it_reads_what_spreadsheets_make_of_it(content: bytes) -> None:
    assert events(content) == events(f"{HEADER}\n{ROW}")


def test_it_joins_the_rows_of_an_order() -> None:
    rows = ["1,2026-11-01,499,paid,Kurta,1,499", "2,2026-11-02,100,paid,Cap,,", "1,,,,Stole,2,799"]
    first, second = events("\n".join(["order_number,placed_at,total,payment,item,quantity,price", *rows]))
    assert [item["title"] for item in first["items"]] == ["Kurta", "Stole"]
    assert second["number"] == "2"


def test_it_reads_an_export_of_shopify() -> None:
    text = (
        "Name,Email,Financial Status,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Total,Created at,"
        "Lineitem quantity,Lineitem name,Lineitem price,Shipping Name,Shipping City,Shipping Zip,Shipping Country,"
        "Phone,Shipping Phone,Payment Method,Cancelled at\n"
        "#1042,a@example.in,pending,fulfilled,2026-11-03 09:00:00 +0530,yes,INR,1298.00,2026-11-01 10:30:00 +0530,"
        "1,Kurta - M,499.00,Asha Patel,Surat,'395003,IN,,'+919800000001,Cash on Delivery (COD),\n"
        "#1042,a@example.in,,,,,,,2026-11-01 10:30:00 +0530,1,Stole,799.00,,,,,,,,\n"
    )
    order, parcel = events(text)
    [news] = OwnSource().read(read(text.encode(), SHOP).deliveries[0], KNOWN)
    assert isinstance(news, OrderNews)
    assert (news.number, news.payment, news.person.phones) == ("#1042", "cod", ("+919800000001",))
    assert [(line.title, line.price) for line in news.lines] == [("Kurta - M", 49900), ("Stole", 79900)]
    assert news.accepts_marketing is None  # that column is about e-mail
    assert order["ship_to"]["pin"] == "395003"
    assert (parcel["milestone"], parcel["at"]) == ("shipped", "2026-11-03T09:00:00+05:30")


def test_it_says_which_columns_it_did_not_read_and_who_has_no_phone() -> None:
    found = read(f"{HEADER},notes\n{ROW},x\n2,2026-11-01,,,Cap,1,paid".encode(), SHOP)
    assert (found.orders, found.without_phone, found.unread) == (2, 1, ("notes",))


@pytest.mark.parametrize(
    ("items", "total", "unequal"),
    [
        ("2x Kurta @ 499; Stole @ 100", "1098", ()),
        ("2x Kurta @ 499", "1048", (2,)),  # delivery, perhaps
        ("2x Kurta @ 499; Stole", "1", ()),  # nobody knows
    ],
)
def test_it_says_which_totals_are_not_the_sum_of_their_items(items: str, total: str, unequal: tuple[int, ...]) -> None:
    row = f'1042,2026-11-01,,,"{items}",{total},cod,,,,,'
    assert read(f"{HEADER}\n{row}".encode(), SHOP).unequal == unequal


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_it_reads_what_spreadsheets_write(delimiter: str, encoding: str) -> None:
    header = HEADER.replace(",", delimiter).replace("placed_at", "Order\u00a0date")
    cells = ["7", "2026-11-21 10:00", "Asha\u00a0Patel", "98000\u00a000001", "Kurta @ 1299", "1299", "paid"]
    row = delimiter.join([*cells, "Surat", "395007", "", "", ""])
    content = f"sep={delimiter}\r\n{header}\r\n{row}\r\n".encode(encoding)
    [order] = read(content, SHOP).deliveries
    assert json.loads(order.body)["customer"]["name"] == "Asha Patel"
