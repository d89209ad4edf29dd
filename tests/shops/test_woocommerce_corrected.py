"""A tracking number that the shop has put right: one parcel, which arrives, and nothing late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.news import OrderRef, ParcelNews
from bot.services.moments import lateness
from tests.fakes import START
from tests.shops.woocommerce_cases import fixture, read
from tests.teller import Teller, add_connection, new_teller


@pytest.fixture
def teller(db: Any) -> Teller:
    return new_teller(db)


def told_with(teller: Teller, minutes: int, *numbers: str) -> None:
    """The order's version of so many minutes later, with these tracking numbers."""
    changed = (START + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S")
    items = [{"tracking_provider": "delhivery", "tracking_number": number} for number in numbers]
    meta = [{"id": 1, "key": "_wc_shipment_tracking_items", "value": items}]
    order = fixture("order_sent_with_tracking", meta_data=meta, date_modified_gmt=changed)
    teller.now = START + timedelta(minutes=minutes)
    teller.tell(*read("order.updated", order), by=teller.shop)


def stands(teller: Teller) -> list[tuple[str, str]]:
    return [(parcel.tracking_number, parcel.milestone) for parcel in teller.order("58213").parcels]


def test_it_waits_for_the_corrected_number_alone(teller: Teller) -> None:
    teller.shop = add_connection(teller.db, teller.cast.shop, "woocommerce", "https://w.example")
    told_with(teller, 0, "77T1O")
    told_with(teller, 60, "77T10")
    assert stands(teller) == [("77T1O", "called_off"), ("77T10", "shipped")]
    teller.now = START + timedelta(days=1)
    teller.tell(ParcelNews(OrderRef(), "delivered", teller.now, tracking_number="77T10"), by=teller.carrier)
    assert "order.delivered" in teller.told()
    lateness.record_overdue(teller.db, START + timedelta(days=5))
    assert "parcel.late" not in teller.told()


def test_it_keeps_what_is_still_listed_and_calls_off_what_was_taken_away(teller: Teller) -> None:
    teller.shop = add_connection(teller.db, teller.cast.shop, "woocommerce", "https://w.example")
    told_with(teller, 0, "77T1", "77T2")
    told_with(teller, 60, "77T2", "77T1")
    assert stands(teller) == [("77T1", "shipped"), ("77T2", "shipped")]
    told_with(teller, 120)
    assert stands(teller) == [("77T1", "called_off"), ("77T2", "called_off")]
