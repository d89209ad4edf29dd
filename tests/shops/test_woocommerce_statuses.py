"""Statuses that shipping plugins add to WooCommerce's own: shipped and delivered, as the shop says."""

from __future__ import annotations

import pytest

from bot.domain.news import OrderNews, ParcelNews
from bot.shops.woocommerce.tracking import milestone_of
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
    ],
)
def test_a_status_without_a_tracking_number_is_news_of_the_orders_parcel(status: str, milestone: str) -> None:
    order, parcel = read("order.updated", fixture("order_cod", status=status))
    assert isinstance(order, OrderNews)
    assert isinstance(parcel, ParcelNews)
    assert (parcel.milestone, parcel.tracking_number, parcel.at) == (milestone, "", order.version_at)


@pytest.mark.parametrize("status", ["processing", "completed", "on-hold", "partial-shipped", "approved", "", "ship"])
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
    assert parcels == [("A1", "shipped"), ("A1", "delivered"), ("B2", "shipped"), ("B2", "delivered")]


@pytest.mark.parametrize("status", ["packed", "ready-to-ship", "wc-awaiting-shipment"])
def test_it_takes_a_plugins_word_for_packed(status: str) -> None:
    assert read_order(status=status).packed_at is not None
