"""What no courier brings is known as that, on every platform; everything else stays a courier's."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.news import Delivery, Nothing, OrderNews, ParcelNews
from bot.domain.orders import Handover
from bot.shops.own import orders_sheet
from bot.shops.own.source import OwnSource
from tests.shops.shopify import KNOWN, read_all, shape
from tests.shops.test_own_sheets import SHOP
from tests.shops.woocommerce_cases import read_order

WAY = {"code": "Standard", "title": "Standard", "price": "49.00"}
SHOP_FLOOR = {"code": "Rangoli, C.G. Road", "title": "Rangoli, C.G. Road", "price": "0.00", "source": "shopify"}


def shopify(**changes: Any) -> OrderNews:
    news = read_all("orders/create", shape("order", **changes))[0]
    assert isinstance(news, OrderNews)
    return news


def lines(*sent: bool, **more: Any) -> list[dict[str, Any]]:
    return [
        {"id": number, "title": f"T{number}", "quantity": 1, "price": "10.00", "requires_shipping": one, **more}
        for number, one in enumerate(sent, 1)
    ]


@pytest.mark.parametrize(
    ("changes", "handover"),
    [
        ({}, "courier"),
        ({"shipping_lines": [WAY]}, "courier"),
        ({"line_items": lines(False, False)}, "nothing"),
        ({"line_items": lines(True, gift_card=True)}, "nothing"),
        ({"line_items": lines(True, False), "shipping_lines": [WAY]}, "courier"),
        ({"source_name": "pos", "shipping_lines": []}, "counter"),
        ({"source_name": "pos", "line_items": lines(False)}, "counter"),
        ({"source_name": "pos", "shipping_lines": [WAY]}, "courier"),
        ({"source_name": "shopify_draft_order", "shipping_lines": []}, "courier"),
        ({"shipping_lines": [WAY | {"delivery_category": "pickup"}]}, "pickup"),
        ({"shipping_lines": [WAY | {"code": "Local Pickup"}]}, "pickup"),
        ({"shipping_lines": [WAY | {"title": "Click & Collect"}]}, "pickup"),
        ({"shipping_lines": [SHOP_FLOOR], "shipping_address": None, "billing_address": {"city": "Surat"}}, "pickup"),
        ({"shipping_lines": [WAY | {"title": "DHL Pickup Point"}]}, "courier"),
        ({"shipping_lines": [WAY], "shipping_address": None, "billing_address": None}, "courier"),
    ],
)
def test_shopify_says_how_an_order_gets_there(changes: dict[str, Any], handover: str) -> None:
    assert shopify(**changes).handover == handover


def test_shopify_tells_no_parcel_of_what_is_never_sent() -> None:
    body = shape("fulfillment", line_items=lines(False, False))
    assert read_all("fulfillments/create", body) == (Nothing("nothing of it comes in a parcel"),)
    mixed = read_all("fulfillments/create", shape("fulfillment", line_items=lines(True, False)))[0]
    assert isinstance(mixed, ParcelNews)
    assert [line.title for line in mixed.lines] == ["T1"]
    assert [line.is_sent for line in shopify(line_items=lines(True, False)).lines] == [True, False]


NOWHERE = {"first_name": "Asha", "address_1": "", "city": "", "postcode": ""}


@pytest.mark.parametrize(
    ("changes", "handover"),
    [
        ({}, "courier"),
        ({"shipping_lines": [{"method_id": "local_pickup"}]}, "pickup"),
        ({"shipping_lines": [{"method_id": "pickup_location"}]}, "pickup"),
        ({"shipping_lines": [{"method_id": "local_pickup"}, {"method_id": "flat_rate"}]}, "courier"),
        ({"shipping_lines": [], "shipping": NOWHERE, "created_via": "checkout"}, "nothing"),
        ({"shipping_lines": [], "shipping": NOWHERE, "created_via": "admin"}, "courier"),
        ({"shipping_lines": [], "created_via": "checkout"}, "courier"),
        ({"shipping_lines": [], "line_items": [{"id": 1, "name": "PDF", "downloadable": True}]}, "nothing"),
        ({"shipping_lines": [], "line_items": [{"id": 1, "virtual": True}, {"id": 2}]}, "courier"),
    ],
)
def test_woocommerce_says_how_an_order_gets_there(changes: dict[str, Any], handover: str) -> None:
    assert read_order(**changes).handover == handover


@pytest.mark.parametrize(
    ("status", "ready", "collected"),
    [
        ("processing", False, False),
        ("ready-for-pickup", True, False),
        ("completed", True, True),
        ("picked-up", False, True),
    ],
)
def test_woocommerce_says_when_it_is_ready_and_collected(status: str, ready: bool, collected: bool) -> None:
    told = read_order(status=status, shipping_lines=[{"method_id": "local_pickup"}])
    assert (told.packed_at is not None, told.handed_over_at is not None) == (ready, collected)


@pytest.mark.parametrize(
    ("shipping", "shipped", "handover"),
    [
        ("courier", True, "courier"),
        ("courier", False, "nothing"),
        ("pickup", True, "pickup"),
        ("counter", True, "counter"),
        ("nothing", True, "nothing"),
    ],
)
def test_the_own_api_says_how_an_order_gets_there(shipping: str, shipped: bool, handover: str) -> None:
    item = f'{{"title": "Kurta", "price": 100, "shipped": {str(shipped).lower()}}}'
    body = (
        '{"type": "order", "number": "1", "placed_at": "2026-11-21T12:00:00Z", "customer": {}, "total": 100,'
        f' "payment": "paid", "shipping": "{shipping}", "items": [{item}]}}'
    )
    (news,) = OwnSource().read(Delivery("order", body.encode()), KNOWN)
    assert isinstance(news, OrderNews)
    assert news.handover == handover


@pytest.mark.parametrize(
    ("head", "cells", "handover"),
    [
        ("shipping", "pickup", "pickup"),
        ("Delivery method", "Click and collect", "pickup"),
        ("Shipping method", "Blue Dart Express", "courier"),
        ("shipping", "counter", "counter"),
        ("shipping", "", "courier"),
    ],
)
def test_a_sheet_says_how_an_order_gets_there(head: str, cells: str, handover: str) -> None:
    sheet = f"order_number,placed_at,items,total,payment,{head}\n7,2026-11-21 10:00,Kurta @ 10,10,paid,{cells}\n"
    read = orders_sheet.read(sheet.encode(), SHOP)
    (news,) = OwnSource().read(read.deliveries[0], KNOWN)
    assert isinstance(news, OrderNews)
    assert news.handover == handover


def test_shopifys_export_tells_counter_sales_and_gift_cards() -> None:
    head = "Name,Created at,Lineitem name,Lineitem price,Total,Financial Status,Source,Lineitem requires shipping"
    rows = "\n#1,2026-11-21 10:00,Kurta,10,10,paid,pos,true\n#2,2026-11-21 10:00,Card,10,10,paid,web,false\n"
    told = [OwnSource().read(one, KNOWN)[0] for one in orders_sheet.read((head + rows).encode(), SHOP).deliveries]
    assert [one.handover for one in told if isinstance(one, OrderNews)] == [Handover.COUNTER, Handover.NOTHING]
