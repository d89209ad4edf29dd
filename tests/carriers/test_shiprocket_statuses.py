"""Every shipment_status_id of FACTS 9.2 in our words."""

from __future__ import annotations

import pytest

from bot.carriers.shiprocket.statuses import CANCELLED, STATUSES, milestone_of, status_of
from bot.domain.milestones import STAGE_OF
from tests.carriers.bodies import SHIPROCKET, parcels, read, reason

MEANING = {
    "": (1, 8, 11, 13, 15, 16, 20, 26, 43, 45, 47, 52, 59),
    "label": (2, 3, 4, 5, 19, 27),
    "shipped": (6, 42, 51),
    "in_transit": (18, 39, 48, 49, 50, 54, 55, 56, 57),
    "near": (38,),
    "delayed": (22, 77),
    "out_for_delivery": (17,),
    "attempt_failed": (21,),
    "lost": (12, 76),
    "damaged": (24, 25, 44),
    "returning": (9, 14, 40, 41, 46, 75, 78),
    "partly_delivered": (23,),
    "delivered": (7,),
    "returned": (10,),
}
EVERY = [(number, milestone) for milestone, numbers in MEANING.items() for number in numbers]


def _told(**fields: object) -> dict[str, object]:
    return {"awb": "1", "current_timestamp": "2026-11-16 10:00:00"} | fields


@pytest.mark.parametrize(("number", "milestone"), EVERY)
def test_it_knows_every_status(number: int, milestone: str) -> None:
    for told in (number, str(number)):
        (news,) = parcels(read(SHIPROCKET, _told(shipment_status_id=told)))
        assert news.milestone == milestone
        assert news.cancelled == (number in (8, 16, 45))


@pytest.mark.parametrize(("number", "milestone"), EVERY)
def test_it_knows_every_status_by_its_name(number: int, milestone: str) -> None:
    name = STATUSES[number][0].lower().replace(" ", "_")
    (news,) = parcels(read(SHIPROCKET, _told(shipment_status=name)))
    assert (news.milestone, news.cancelled) == (milestone, number in CANCELLED)


def test_it_has_a_place_for_every_status_and_no_other() -> None:
    assert STATUSES.keys() == {number for number, _ in EVERY}
    assert {milestone for _, milestone in STATUSES.values()} <= STAGE_OF.keys() | {""}


@pytest.mark.parametrize(("current", "shipment", "milestone"), [(20, 18, "in_transit"), (15, 9, "returning")])
def test_it_never_reads_the_other_numbering(current: int, shipment: int, milestone: str) -> None:
    (news,) = parcels(read(SHIPROCKET, _told(current_status_id=current, shipment_status_id=shipment)))
    assert news.milestone == milestone
    assert "do not know" in reason(read(SHIPROCKET, _told(current_status_id=7)))


@pytest.mark.parametrize("fields", [{"shipment_status_id": 99}, {"shipment_status": "TELEPORTED"}, {}])
def test_it_tells_nothing_for_a_status_it_does_not_know(fields: dict[str, object]) -> None:
    assert "do not know" in reason(read(SHIPROCKET, _told(**fields)))


def test_it_falls_back_to_the_name_when_the_number_is_new() -> None:
    (news,) = parcels(read(SHIPROCKET, _told(shipment_status_id=99, shipment_status="Out For Delivery")))
    assert news.milestone == "out_for_delivery"


@pytest.mark.parametrize(
    ("status", "words", "milestone"),
    [
        (7, "RTO - Delivered to shipper", "returned"),
        (23, "Returned to seller", "returned"),
        (17, "RTO Out for delivery", "returning"),
        (21, "rto undelivered", "returning"),
        (18, "RTO in transit", "in_transit"),
        (7, "Delivered", "delivered"),
        (7, "Delivered at Rtown", "delivered"),
    ],
)
def test_it_never_takes_the_sellers_door_for_the_buyers(status: int, words: str, milestone: str) -> None:
    assert milestone_of(status, words) == milestone


@pytest.mark.parametrize(("name", "number"), [("Canceled", 8), ("RTO_INITIATED", 9), ("partial delivered", 23)])
def test_it_reads_other_spellings(name: str, number: int) -> None:
    assert status_of(None, name) == number
