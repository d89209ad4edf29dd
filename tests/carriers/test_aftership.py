"""What AfterShip's webhooks say of a parcel."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.carriers.aftership.statuses import milestone_of
from bot.domain.milestones import STAGE_OF
from bot.domain.news import OrderRef, ParcelNews, Unreadable
from tests.carriers.bodies import AFTERSHIP, NOW, fixture, parcels, read, reason, tracking

MEANING = {
    ("Pending", "Pending_001"): "",
    ("InfoReceived", "InfoReceived_001"): "label",
    ("InTransit", "InTransit_001"): "in_transit",
    ("InTransit", "InTransit_002"): "shipped",
    **{("InTransit", f"InTransit_{number:03}"): "in_transit" for number in range(3, 14)},
    ("OutForDelivery", "OutForDelivery_001"): "out_for_delivery",
    ("OutForDelivery", "OutForDelivery_003"): "near",
    ("OutForDelivery", "OutForDelivery_004"): "near",
    **{("AttemptFail", f"AttemptFail_{number:03}"): "attempt_failed" for number in range(1, 4)},
    **{("Delivered", f"Delivered_{number:03}"): "delivered" for number in range(1, 6)},
    ("AvailableForPickup", "AvailableForPickup_001"): "pickup_point",
    **{("Exception", f"Exception_{number:03}"): "delayed" for number in (1, 4, 5, 6, 7, 9, 16, 17, 18, 19)},
    ("Exception", "Exception_002"): "attempt_failed",
    ("Exception", "Exception_003"): "attempt_failed",
    ("Exception", "Exception_008"): "pickup_point",
    ("Exception", "Exception_010"): "returning",
    ("Exception", "Exception_011"): "returned",
    ("Exception", "Exception_012"): "damaged",
    ("Exception", "Exception_013"): "lost",
    ("Exception", "Exception_020"): "",
    ("Exception", "Exception_021"): "damaged",
    ("Exception", "Exception_999"): "delayed",
    ("Expired", "Expired_001"): "",
    ("Delivered", ""): "delivered",
}


@pytest.mark.parametrize(("named", "milestone"), MEANING.items())
def test_it_knows_every_tag_and_subtag(named: tuple[str, str], milestone: str) -> None:
    (news,) = parcels(read(AFTERSHIP, tracking(*named)))
    assert news.milestone == milestone == milestone_of(*named)
    assert not milestone or milestone in STAGE_OF
    assert news.cancelled == (named[1] == "Exception_020")


@pytest.mark.parametrize("tag", ["", "Teleported"])
def test_it_tells_nothing_for_a_tag_it_does_not_know(tag: str) -> None:
    assert "do not know" in reason(read(AFTERSHIP, tracking(tag)))


def test_it_tells_the_checkpoints_and_then_the_status() -> None:
    news = parcels(read(AFTERSHIP, fixture("aftership_attempt_failed")))
    assert [(one.milestone, one.place, one.at) for one in news] == [
        ("shipped", "Surat, Gujarat", datetime(2026, 11, 14, 4, 30, tzinfo=UTC)),
        ("out_for_delivery", "Vastrapur", datetime(2026, 11, 16, 3, 30, tzinfo=UTC)),
        ("attempt_failed", "Vastrapur", datetime(2026, 11, 16, 8, 35, tzinfo=UTC)),
    ]
    assert news[-1] == ParcelNews(
        OrderRef(number="DK-2042"),
        "attempt_failed",
        datetime(2026, 11, 16, 8, 35, tzinfo=UTC),
        tracking_number="BD900100",
        courier="Blue Dart",
        tracking_url="https://courier.example.com/BD900100",
        place="Vastrapur",
        expected_on=date(2026, 11, 17),
        failed_why="not_home",
    )


def test_it_brings_a_new_day_and_no_milestone() -> None:
    (news,) = parcels(read(AFTERSHIP, fixture("aftership_edd_revise")))
    assert (news.milestone, news.expected_on, news.late_why) == ("", date(2026, 11, 20), "weather")


@pytest.mark.parametrize(
    "told",
    [
        {"latest_estimated_delivery": {"type": "range", "datetime_min": "2026-11-18", "datetime_max": "2026-11-20"}},
        {"aftership_estimated_delivery_date": {"estimated_delivery_date": "2026-11-20"}},
        {"courier_estimated_delivery_date": {"estimated_delivery_date": "2026-11-20T00:00:00+05:30"}},
        {"expected_delivery": "2026-11-20T00:00:00"},
    ],
)
def test_it_finds_the_day_wherever_it_is_written(told: dict[str, Any]) -> None:
    (news,) = parcels(read(AFTERSHIP, tracking("InTransit", **told)))
    assert news.expected_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        ({"event": "tracking_pending_time", "msg": {"tracking_number": "1"}}, "not scanned"),
        ({"event": "return.approved", "msg": {}}, "no use"),
        ({"event": "tracking_update"}, "no tracking number"),
        ({"event": "edd_revise", "msg": {"tracking_number": "1"}}, "no new day"),
        ({}, "no use"),
    ],
)
def test_it_says_why_there_is_nothing_to_do(payload: object, why: str) -> None:
    assert why in reason(read(AFTERSHIP, payload))


def test_it_never_says_delivered_of_what_went_back() -> None:
    back = [{"checkpoint_time": "2026-11-16T14:05:00", "tag": "Delivered", "subtag": "Delivered_001"}]
    news = parcels(read(AFTERSHIP, tracking("Delivered", return_to_sender=True, checkpoints=back)))
    assert {one.milestone for one in news} == {"returned"}


def test_it_dates_the_status_by_its_checkpoint() -> None:
    seen_late = [{"checkpoint_time": "2026-11-14T10:00:00", "tag": "Delivered"}]
    (news,) = parcels(read(AFTERSHIP, tracking("Delivered", checkpoints=seen_late)))
    assert news.at == datetime(2026, 11, 14, 4, 30, tzinfo=UTC)


def test_it_takes_the_number_of_the_order_from_its_id_where_there_is_no_other() -> None:
    (news,) = parcels(read(AFTERSHIP, tracking("InTransit", order_id="DK-9", order_number=None)))
    assert news.order == OrderRef(number="DK-9")


def test_it_does_not_date_news_after_its_arrival() -> None:
    assert parcels(read(AFTERSHIP, tracking("InTransit") | {"ts": 4000000000}))[0].at == NOW


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({"event": "tracking_update", "msg": "x"}, "msg"),
        (tracking("InTransit", checkpoints={"a": 1}), "checkpoints"),
        (tracking("InTransit", checkpoints=[{"checkpoint_time": "soon"}]), "checkpoints[0].checkpoint_time"),
        (tracking("InTransit", tracking_number=[1]), "tracking_number"),
        (tracking("InTransit", latest_estimated_delivery="x"), "latest_estimated_delivery"),
        (tracking("InTransit") | {"ts": 17}, "ts"),
        (tracking("InTransit") | {"ts": 1794818400000}, "ts"),
    ],
)
def test_it_names_the_field_that_is_wrong(payload: object, field: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(AFTERSHIP, payload)
    assert caught.value.field.removeprefix("msg.") == field
