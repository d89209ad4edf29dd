"""What a webhook of Shiprocket says of a parcel."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.news import OrderRef, ParcelNews, Unreadable
from tests.carriers.bodies import NOW, SHIPROCKET, fixture, parcels, read, reason


def _news(**changes: Any) -> list[ParcelNews]:
    return parcels(read(SHIPROCKET, fixture("shiprocket_undelivered", **changes)))


def test_it_tells_the_scans_oldest_first_and_then_the_status() -> None:
    assert [(one.milestone, one.place) for one in _news()] == [
        ("shipped", "Surat (Gujarat)"),
        ("out_for_delivery", "Vastrapur (Gujarat)"),
        ("attempt_failed", "Vastrapur (Gujarat)"),
    ]


def test_it_reads_the_whole_of_the_status() -> None:
    assert _news()[-1] == ParcelNews(
        OrderRef(number="DK-2041"),
        "attempt_failed",
        datetime(2026, 11, 16, 8, 35, tzinfo=UTC),  # the scan's minute: it and the status are one event
        tracking_number="77120011223",
        courier="Blue Dart Surface",
        place="Vastrapur (Gujarat)",
        expected_on=date(2026, 11, 17),
        failed_why="not_home",
    )


def test_it_tells_a_second_attempt_the_scans_lag_behind() -> None:
    assert [one.milestone for one in _news(current_timestamp="17 11 2026 14:00:00")][-2:] == ["attempt_failed"] * 2


def test_it_says_the_promised_day_with_the_status_alone() -> None:
    assert [one.expected_on for one in _news()] == [None, None, date(2026, 11, 17)]


def test_it_never_says_delivered_of_what_went_back() -> None:
    news = parcels(read(SHIPROCKET, fixture("shiprocket_going_back")))
    assert [one.milestone for one in news] == ["returning", "returning", "returned"]
    assert news[-1].expected_on is None  # a day zero is no day


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("1373900_150876814", "1373900"),
        ("SY-WA-2223-4022", "SY-WA-2223-4022"),
        ("A_1_2", "A_1"),
        ("A_b", "A_b"),
        ("_12", "_12"),
        ("A_१२", "A_१२"),
        (1042, "1042"),
        (None, ""),
    ],
)
def test_it_reads_the_shops_own_number(told: object, number: str) -> None:
    assert _news(order_id=told)[-1].order == OrderRef(number=number)


@pytest.mark.parametrize("told", ["16 11 2026 14:05:00", "2026-11-16 14:05:00", "2026-11-16T08:35:00Z"])
def test_it_reads_times_of_india(told: str) -> None:
    assert _news(current_timestamp=told, scans=None)[-1].at == datetime(2026, 11, 16, 8, 35, tzinfo=UTC)


@pytest.mark.parametrize("flag", [1, "1", True])
def test_it_keeps_a_return_parcel_to_itself(flag: object) -> None:
    assert reason(read(SHIPROCKET, fixture("shiprocket_undelivered", is_return=flag))) == "a return parcel"


@pytest.mark.parametrize("payload", [{}, {"awb": ""}, {"awb": None}, {"awb": "NA"}, {"event": "shipment.in_transit"}])
def test_it_does_nothing_for_a_test(payload: object) -> None:
    assert "no tracking number" in reason(read(SHIPROCKET, payload))


@pytest.mark.parametrize("scans", [None, [], ""])
def test_it_reads_a_status_without_scans(scans: object) -> None:
    (news,) = _news(scans=scans)
    assert (news.milestone, news.failed_why) == ("attempt_failed", "unknown")


def test_it_tells_the_scans_even_when_the_status_is_new() -> None:
    news = _news(shipment_status_id=99, shipment_status="TELEPORTED")
    assert [one.milestone for one in news] == ["shipped", "out_for_delivery", "attempt_failed"]


def test_it_takes_the_time_of_arrival_where_none_is_told() -> None:
    assert _news(current_timestamp=None, scans=None)[-1].at == NOW


@pytest.mark.parametrize(
    "date_of_scan", ["", "NA", "0000-00-00 00:00:00", "1970-01-01 05:30:00", "2027-01-01 00:00:00"]
)
def test_it_leaves_out_a_scan_that_has_no_place_in_time(date_of_scan: str) -> None:
    scan = {"date": date_of_scan, "sr-status": "7", "sr-status-label": "DELIVERED"}
    assert [one.milestone for one in _news(scans=[scan])] == ["attempt_failed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"awb": {}}, "awb"),
        ({"awb": True}, "awb"),
        ({"shipment_status_id": "seven"}, "shipment_status_id"),
        ({"shipment_status_id": 7.5}, "shipment_status_id"),
        ({"current_timestamp": "yesterday"}, "current_timestamp"),
        ({"current_timestamp": "31 02 2026 10:00:00"}, "current_timestamp"),
        ({"current_timestamp": "2031-01-01 10:00:00"}, "current_timestamp"),
        ({"etd": "9999-12-31 23:59:59"}, "etd"),
        ({"scans": {"0": {}}}, "scans"),
        ({"scans": [None]}, "scans[0]"),
        ({"scans": [{}, {"date": "soon"}]}, "scans[1].date"),
        ({"scans": [{"date": "2026-11-16", "sr-status": [7]}]}, "scans[0].sr-status"),
        ({"is_return": "maybe"}, "body"),
        ({"order_id": ["1"]}, "order_id"),
        ({"courier_name": "x" * 3000}, "courier_name"),
    ],
)
def test_it_names_the_field_that_is_wrong(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(SHIPROCKET, fixture("shiprocket_undelivered", **changes))
    assert caught.value.field == field
