"""What an answer to tracking by AWB says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.news import OrderRef, ParcelNews
from tests.carriers.bodies import NOW, SHIPROCKET, fixture, parcels, read, reason


def _answer(shipment: dict[str, Any] | None = None, **data: Any) -> dict[str, Any]:
    answer = fixture("shiprocket_pull")
    answer["tracking_data"] |= data
    answer["tracking_data"]["shipment_track"][0] |= shipment or {}
    return answer


def test_it_tells_the_activities_oldest_first_and_then_the_status() -> None:
    on_its_way, at_the_door = parcels(read(SHIPROCKET, _answer(), "pull"))
    assert (on_its_way.milestone, on_its_way.place) == ("in_transit", "Surat")
    assert at_the_door == ParcelNews(
        OrderRef(),  # the order_id here is Shiprocket's own
        "out_for_delivery",
        datetime(2026, 11, 16, 3, 0, tzinfo=UTC),
        tracking_number="77120011225",
        courier="Xpressbees Surface",
        tracking_url="https://tracking.example.com/77120011225",
        place="Rajkot",
        expected_on=date(2026, 11, 16),
    )


def test_it_reads_a_delivery_of_the_past_as_past() -> None:
    answer = _answer({"delivered_date": "2026-11-16 11:00:00"}, shipment_status=7, shipment_track_activities=None)
    (news,) = parcels(read(SHIPROCKET, answer, "pull"))
    assert (news.milestone, news.at) == ("delivered", datetime(2026, 11, 16, 5, 30, tzinfo=UTC))


def test_it_dates_a_status_by_the_newest_activity() -> None:
    activity = {"date": "2026-11-15 10:00:00", "activity": "Bag opened", "sr-status": "NA"}
    (news,) = parcels(read(SHIPROCKET, _answer(shipment_track_activities=[activity]), "pull"))
    assert news.at == datetime(2026, 11, 15, 4, 30, tzinfo=UTC)


def test_it_reads_null_activities() -> None:
    (news,) = parcels(read(SHIPROCKET, _answer(shipment_track_activities=None), "pull"))
    assert (news.milestone, news.at) == ("out_for_delivery", NOW)


@pytest.mark.parametrize("data", [{"track_status": 0, "error": "no such AWB"}, {"track_status": "0"}, {}])
def test_it_does_nothing_when_nothing_is_known_yet(data: dict[str, Any]) -> None:
    assert "nothing is known" in reason(read(SHIPROCKET, {"tracking_data": data}, "pull"))


@pytest.mark.parametrize("answer", [_answer(is_return=True), _answer({"is_return": 1})])
def test_it_keeps_a_return_parcel_to_itself(answer: dict[str, Any]) -> None:
    assert reason(read(SHIPROCKET, answer, "pull")) == "a return parcel"


def test_it_takes_no_link_but_one_of_the_web() -> None:
    assert parcels(read(SHIPROCKET, _answer(track_url="javascript:alert(1)"), "pull"))[-1].tracking_url == ""
