"""A day with a time nobody meant is that day, in every zone and from every carrier."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.estimates import day_meant
from bot.domain.news import ParcelNews
from tests.carriers.bodies import AFTERSHIP, SHIPROCKET, fixture, read, tracking
from tests.shops.shopify import read as read_shopify
from tests.shops.shopify import shape

THAT_DAY = date(2026, 11, 24)
FILLED_IN = [
    f"2026-11-24{between}{time}{zone}"
    for between in "T "
    for time in ("00:00:00", "23:59:59", "23:59:00", "23:59:59.999")
    for zone in ("Z", "+00:00", "+05:30", "-06:00", "")
]


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "UTC", "America/Los_Angeles", "Pacific/Auckland"])
@pytest.mark.parametrize("written", FILLED_IN)
def test_a_filled_in_time_is_the_day_as_written(written: str, zone: str) -> None:
    assert day_meant(datetime.fromisoformat(written), ZoneInfo(zone)) == THAT_DAY


@pytest.mark.parametrize(
    ("written", "there"), [("2026-11-23T18:30:00Z", 24), ("2026-11-24T18:29:59Z", 24), ("2026-11-24T20:00:00Z", 25)]
)
def test_any_other_time_is_a_moment_of_the_shops_day(written: str, there: int) -> None:
    assert day_meant(datetime.fromisoformat(written), ZoneInfo("Asia/Kolkata")) == date(2026, 11, there)


@pytest.mark.parametrize("written", FILLED_IN)
def test_every_carrier_says_so(written: str) -> None:
    estimates: list[dict[str, Any]] = [
        {"expected_delivery": written},
        {"courier_estimated_delivery_date": {"estimated_delivery_date": written}},
        {"aftership_estimated_delivery_date": {"estimated_delivery_date": written}},
        {"latest_estimated_delivery": {"datetime": written}},
        {"latest_estimated_delivery": {"datetime_max": written, "datetime": "2026-11-20"}},
    ]
    told = [read(AFTERSHIP, tracking("InTransit", "InTransit_001", **one)) for one in estimates]
    told.append(read(SHIPROCKET, fixture("shiprocket_undelivered", etd=written)))
    event = shape("fulfillment_event", estimated_delivery_at=written)
    days = [news[-1].expected_on for news in told if isinstance(news[-1], ParcelNews)]
    shopify = read_shopify("fulfillment_events/create", event)
    assert isinstance(shopify, ParcelNews)
    assert [*days, shopify.expected_on] == [THAT_DAY] * 7
