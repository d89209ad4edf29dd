"""The carriers' own samples, where CONTRACT_SAMPLES names the folder that has them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.domain.news import Delivery, OrderRef
from bot.ports import Source
from tests.carriers.bodies import AFTERSHIP, KNOWN, SHIPROCKET, parcels

SAMPLES = os.environ.get("CONTRACT_SAMPLES", "")
pytestmark = pytest.mark.skipif(not SAMPLES, reason="CONTRACT_SAMPLES names no folder of official samples")


@pytest.mark.parametrize(
    ("source", "name", "milestones", "number"),
    [
        (SHIPROCKET, "shiprocket/webhook_in_transit", ["label", "shipped", "in_transit"], "1373900"),
        (SHIPROCKET, "shiprocket/webhook_rto_initiated", ["label", "label", "returning"], "SY-WA-2223-4022"),
        (SHIPROCKET, "shiprocket/webhook_alt_timestamp", ["in_transit"], "STORE-ORDER-1"),
        (SHIPROCKET, "shiprocket/tracking_by_awb_200", ["delivered"], ""),
        (AFTERSHIP, "aftership/tracking_update", ["in_transit"], "string"),
    ],
)
def test_it_reads_an_official_sample(source: Source, name: str, milestones: list[str], number: str) -> None:
    body = (Path(SAMPLES) / f"{name}.json").read_bytes()
    news = parcels(source.read(Delivery("", body), KNOWN))
    assert [one.milestone for one in news] == milestones
    assert {one.order for one in news} == {OrderRef(number=number)}
    assert all(one.tracking_number for one in news)
