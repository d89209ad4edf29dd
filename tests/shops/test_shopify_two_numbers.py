"""A fulfilment with two tracking numbers is two parcels."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.news import ParcelNews
from tests.shops.shopify import read_all, shape
from tests.shops.test_shopify_parcels import PARCEL


def test_it_reads_a_parcel_for_each_tracking_number() -> None:
    body = shape(
        "fulfillment", tracking_number=None, tracking_numbers=[None, "A1", "A2", "A1"], shipment_status="delivered"
    )
    first, second = read_all("fulfillments/update", body)
    assert isinstance(first, ParcelNews)
    assert isinstance(second, ParcelNews)
    assert (first.tracking_number, first.external_id, first.milestone) == ("A1", PARCEL.external_id, "delivered")
    # Of the second nobody has said that it arrived.
    assert (second.tracking_number, second.milestone) == ("A2", "shipped")
    assert second.external_id not in ("", first.external_id)


def test_it_links_a_second_parcel_only_where_each_number_has_its_link() -> None:
    both = {"tracking_numbers": ["A1", "A2"], "tracking_urls": ["https://c.example/A1", "https://c.example/A2"]}
    _, second = read_all("fulfillments/update", shape("fulfillment", tracking_number="A1", **both))
    assert isinstance(second, ParcelNews)
    assert second.tracking_url == "https://c.example/A2"
    _, second = read_all(
        "fulfillments/update", shape("fulfillment", tracking_number="A1", **both | {"tracking_numbers": [None, "A2"]})
    )
    assert isinstance(second, ParcelNews)
    assert second.tracking_url == ""


@pytest.mark.parametrize("field", ["tracking_number", "tracking_numbers"])
def test_two_numbers_in_one_field_are_two_parcels(field: str) -> None:
    both = "AB12345671, AB12345672"
    told: dict[str, Any] = {"tracking_number": None, "tracking_numbers": []} | {
        field: both if field == "tracking_number" else [both]
    }
    parcels = read_all("fulfillments/update", shape("fulfillment", **told))
    assert [one.tracking_number for one in parcels if isinstance(one, ParcelNews)] == ["AB12345671", "AB12345672"]
