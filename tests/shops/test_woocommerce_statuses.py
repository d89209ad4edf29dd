"""Statuses that shipping plugins add to WooCommerce's own: shipped and delivered, as the shop says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.news import OrderNews, ParcelNews
from bot.shops.woocommerce.statuses import milestone_of
from tests.shops.woocommerce_cases import fixture, read, read_order


@pytest.mark.parametrize(
    ("status", "milestone"),
    [
        ("shipped", "shipped"),
        ("wc-dispatched", "shipped"),
        ("in-transit", "in_transit"),
        ("out-for-delivery", "out_for_delivery"),
        ("Out_For_Delivery", "out_for_delivery"),
        ("delivered", "delivered"),
        ("undelivered", "attempt_failed"),
        ("rto", "returning"),
        ("rto-delivered", "returned"),
        ("order-has-been-shipped", "shipped"),
        ("shipped-via-bluedart", "shipped"),
        ("handed-to-courier", "shipped"),
        ("shipped-out", "shipped"),
        ("en-route", "in_transit"),
        ("delivery-delayed", "delayed"),
        ("wc-delivered-to-customer", "delivered"),
        ("delivery-attempted", "attempt_failed"),
        ("ndr", "attempt_failed"),
        ("not-delivered", "attempt_failed"),
        ("returned", "returned"),
        ("lost-in-transit", "lost"),
        ("damaged", "damaged"),
        ("partially-shipped", "shipped"),
        ("partial-delivered", "partly_delivered"),
    ],
)
def test_a_status_without_a_tracking_number_is_news_of_the_orders_parcel(status: str, milestone: str) -> None:
    order, parcel = read("order.updated", fixture("order_cod", status=status))
    assert isinstance(order, OrderNews)
    assert isinstance(parcel, ParcelNews)
    assert (parcel.milestone, parcel.tracking_number, parcel.at) == (milestone, "", order.version_at)


@pytest.mark.parametrize(
    "status",
    [
        *(
            "processing",
            "completed",
            "on-hold",
            "in-production",
            "return-requested",
            "approved",
            "",
            "ship",
            "dispatch",
        ),
        *("ready-for-dispatch", "awaiting-shipment", "refund-requested", "partially-paid"),
    ],
)
def test_other_statuses_say_nothing_of_parcels(status: str) -> None:
    assert milestone_of(status) is None


def test_a_status_is_said_of_each_parcel_with_a_number() -> None:
    items = [
        {"tracking_number": "A1", "tracking_provider": "dtdc"},
        {"tracking_number": "B2", "tracking_provider": "dtdc"},
    ]
    meta = [{"key": "_wc_shipment_tracking_items", "value": items}]
    told = read("order.updated", fixture("order_cod", status="delivered", meta_data=meta))
    parcels = [(one.tracking_number, one.milestone) for one in told if isinstance(one, ParcelNews)]
    assert parcels == [("A1", "shipped"), ("B2", "shipped"), ("A1", "delivered"), ("B2", "delivered")]


@pytest.mark.parametrize(
    "status", ["packed", "ready-to-ship", "wc-awaiting-shipment", "awaiting-pickup", "order-packed", "order-complete"]
)
def test_it_takes_a_plugins_word_for_packed(status: str) -> None:
    assert read_order(status=status).packed_at is not None


@pytest.mark.parametrize("status", ["partially-shipped", "partial-shipped", "wc-partial-shipped", "partialshipped"])
@pytest.mark.parametrize("numbered", [True, False])
def test_a_part_that_was_sent_is_not_all_of_it(status: str, numbered: bool) -> None:
    meta = [{"key": "_wc_shipment_tracking_items", "value": [{"tracking_number": "A1"}] if numbered else []}]
    parcels = [one for one in read("order.updated", fixture("order_cod", status=status, meta_data=meta))][1:]
    assert [(one.milestone, one.is_part) for one in parcels if isinstance(one, ParcelNews)] == [("shipped", True)]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_parcel_holds_what_the_plugin_lists(as_json: bool) -> None:
    order = fixture("order_cod")
    line = order["line_items"][0]
    listed: Any = [{"product": "9", "item_id": str(line["id"]), "qty": "1"}, {"item_id": "unknown", "qty": 2}]
    item = {"tracking_number": "A1", "products_list": json.dumps(listed) if as_json else listed}
    meta = [{"key": "_wc_shipment_tracking_items", "value": [item]}]
    [parcel] = [one for one in read("order.updated", order | {"meta_data": meta}) if isinstance(one, ParcelNews)]
    assert [(held.title, held.quantity) for held in parcel.lines] == [("Bandhani Silk Saree – Maroon", 1)]


@pytest.mark.parametrize(
    ("status", "listed"),
    [("shipped", ("",)), ("completed", ("",)), ("refund-requested", ("",)), ("processing", ()), ("wc-on-hold", ())],
)
def test_a_parcel_without_a_number_stays_until_the_order_is_to_be_sent_again(
    status: str, listed: tuple[str, ...]
) -> None:
    assert read_order(status=status, meta_data=[]).tracking_numbers == listed
