"""Fulfilments and their events, with every status Shopify has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.milestones import STAGE_OF
from bot.domain.news import Line, Nothing, OrderRef, ParcelNews, Unreadable
from tests.shops.shopify import KNOWN, ORDER_ID, read, shape

MADE, CHANGED = datetime(2026, 11, 21, 4, 35, tzinfo=UTC), datetime(2026, 11, 21, 4, 50, tzinfo=UTC)
PARCEL = ParcelNews(
    OrderRef(ORDER_ID),
    "shipped",
    CHANGED,
    external_id="5900112233445",
    tracking_number="1490812345678",
    courier="Delhivery",
    tracking_url="https://www.delhivery.com/track/package/1490812345678",
    lines=(Line("Block-print kurta", 1, 89950, "KURTA-BP-M", "14550012345678902"),),
)
EVENT = ParcelNews(
    OrderRef(ORDER_ID),
    "out_for_delivery",
    datetime(2026, 11, 23, 2, 42, tzinfo=UTC),
    external_id="5900112233445",
    place="Ahmedabad",
    expected_on=date(2026, 11, 23),
)
STATUSES = [
    ("label_purchased", "label"),
    ("label_printed", "label"),
    ("confirmed", "label"),
    ("ready_for_pickup", "pickup_point"),
    ("carrier_picked_up", "shipped"),
    ("picked_up", "shipped"),
    ("in_transit", "in_transit"),
    ("out_for_delivery", "out_for_delivery"),
    ("attempted_delivery", "attempt_failed"),
    ("delayed", "delayed"),
    ("delivered", "delivered"),
    ("failure", "attempt_failed"),
    ("returning_to_sender", "returning"),
]


@pytest.mark.parametrize("what", ["create", "update"])
def test_it_reads_a_fulfilment(what: str) -> None:
    assert read(f"fulfillments/{what}", shape("fulfillment")) == PARCEL


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("pending", replace(PARCEL, milestone="label", at=MADE)),
        ("open", replace(PARCEL, milestone="label", at=MADE)),
        ("success", PARCEL),
        ("cancelled", replace(PARCEL, milestone="", cancelled=True)),
        ("error", replace(PARCEL, milestone="")),
        ("failure", replace(PARCEL, milestone="")),
        (None, replace(PARCEL, milestone="")),
    ],
)
def test_it_reads_every_status_of_a_fulfilment(status: str | None, expected: ParcelNews) -> None:
    seen = "in_transit" if status in ("cancelled", "error", "failure") else None
    assert read("fulfillments/update", shape("fulfillment", status=status, shipment_status=seen)) == expected


@pytest.mark.parametrize(("status", "milestone"), STATUSES)
def test_it_reads_every_shipment_status(status: str, milestone: str) -> None:
    at = MADE if milestone == "label" else CHANGED
    news = read("fulfillments/update", shape("fulfillment", shipment_status=status))
    assert news == replace(PARCEL, milestone=milestone, at=at)
    assert milestone in STAGE_OF


@pytest.mark.parametrize(("status", "milestone"), STATUSES)
@pytest.mark.parametrize("write", [str.lower, str.upper])
def test_it_reads_every_event(status: str, milestone: str, write: Any) -> None:
    body = shape("fulfillment_event", status=write(status))
    assert read("fulfillment_events/create", body) == replace(EVENT, milestone=milestone)


def test_it_takes_a_failure_that_speaks_of_a_return_for_one() -> None:
    body = shape("fulfillment_event", status="failure", message="Shipment returned to seller")
    assert read("fulfillment_events/create", body) == replace(EVENT, milestone="returning")


def test_it_takes_a_failed_attempt_that_warns_of_a_return_for_an_attempt() -> None:
    body = shape("fulfillment_event", status="attempted_delivery", message="Will be returned after two more attempts")
    assert read("fulfillment_events/create", body) == replace(EVENT, milestone="attempt_failed")


@pytest.mark.parametrize("status", ["buyer_action_required", "", None])
def test_it_says_nothing_of_events_it_does_not_know(status: str | None) -> None:
    event = shape("fulfillment_event", status=status, estimated_delivery_at=None)
    assert isinstance(read("fulfillment_events/create", event), Nothing)


def test_it_says_nothing_when_an_event_is_deleted() -> None:
    assert isinstance(read("fulfillment_events/delete", shape("fulfillment_event")), Nothing)


def test_it_goes_by_the_status_when_the_shipment_status_is_new_to_it() -> None:
    assert read("fulfillments/update", shape("fulfillment", shipment_status="buyer_action_required")) == PARCEL


def test_it_waits_for_tracking() -> None:
    none: dict[str, Any] = {"tracking_number": None, "tracking_numbers": [], "tracking_url": None}
    body = shape("fulfillment", tracking_company=None, **none)
    assert read("fulfillments/create", body) == replace(PARCEL, tracking_number="", courier="", tracking_url="")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", 7, "https://x/" + "y" * 9000]
)
def test_it_keeps_no_tracking_link_that_is_none(url: Any) -> None:
    assert read("fulfillments/update", shape("fulfillment", tracking_url=url)) == replace(PARCEL, tracking_url="")


def test_it_finds_the_day_in_the_zone_of_the_shop() -> None:
    body = shape("fulfillment_event", estimated_delivery_at="2026-11-24T19:00:00Z")
    assert read("fulfillment_events/create", body) == replace(EVENT, expected_on=date(2026, 11, 25))


def test_it_reads_a_time_without_a_zone_as_the_shops() -> None:
    body = shape("fulfillment_event", happened_at="2026-11-23T08:12:00")
    assert read("fulfillment_events/create", body) == EVENT
    assert read("fulfillment_events/create", body, replace(KNOWN, zone="UTC")) != EVENT


def test_it_names_a_day_that_the_calendar_has_not() -> None:
    with pytest.raises(Unreadable, match="estimated_delivery_at"):
        read("fulfillment_events/create", shape("fulfillment_event", estimated_delivery_at="9999-12-31T23:00:00Z"))


@pytest.mark.parametrize("name", ["order_id", "fulfillment_id"])
def test_it_names_the_id_that_an_event_lacks(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read("fulfillment_events/create", shape("fulfillment_event", **{name: None}))
    assert (caught.value.field, caught.value.problem) == (name, "is missing")
