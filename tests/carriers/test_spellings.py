"""Statuses as they are spelt elsewhere than in the carriers' own lists."""

from __future__ import annotations

import pytest

from tests.carriers.bodies import AFTERSHIP, SHIPROCKET, parcels, read, tracking


@pytest.mark.parametrize("tag", ["delivered", "DELIVERED", "Out For Delivery", "out_for_delivery", "attempt-fail"])
def test_it_knows_a_tag_however_it_is_spelt(tag: str) -> None:
    (news,) = parcels(read(AFTERSHIP, tracking(tag)))
    assert news.milestone in ("delivered", "out_for_delivery", "attempt_failed")


@pytest.mark.parametrize(
    ("words", "milestone"),
    [
        *(("NDR Pending", "attempt_failed"), ("UNDELIVERED-1st Attempt", "attempt_failed"), ("RTO_LOST", "lost")),
        *(("RTO DAMAGED", "damaged"), ("Lost in transit", "lost"), ("IN TRANSIT-AT DESTINATION", "in_transit")),
        *(
            ("Reached Destination City", "near"),
            ("RTO on hold", "returning"),
            ("Out for delivery - reattempt", "out_for_delivery"),
        ),
    ],
)
def test_it_knows_a_status_without_a_number_by_how_it_begins(words: str, milestone: str) -> None:
    (news,) = parcels(
        read(SHIPROCKET, {"awb": "1", "current_timestamp": "2026-11-16 10:00:00", "shipment_status": words})
    )
    assert news.milestone == milestone


@pytest.mark.parametrize(
    ("told", "number", "as_told"),
    [
        ("1373900_150876814", "1373900", "1373900_150876814"),
        ("RNG_2026_450002", "RNG_2026", "RNG_2026_450002"),
        ("RNG_450002", "RNG_450002", ""),
        ("INV/2026-27/42", "INV/2026-27/42", ""),
    ],
)
def test_an_orders_number_is_looked_for_as_it_is_told_too(told: str, number: str, as_told: str) -> None:
    (news,) = parcels(read(SHIPROCKET, {"awb": "1", "shipment_status_id": 18, "order_id": told}))
    assert (news.order.number, news.order.as_told) == (number, as_told)
