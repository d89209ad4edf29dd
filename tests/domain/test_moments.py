"""What a moment tells of itself comes back from its column as it went in."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.domain.moments import Details, Earned, GivenBack, Lateness, RunningLow, Scan, as_json, from_json
from bot.domain.money import Money

MISSED, NAMED = date(2026, 11, 22), date(2026, 11, 25)
KEPT: list[tuple[str, Details | None, str]] = [
    ("parcel.near", Scan("Surat", "near"), '{"place": "Surat", "milestone": "near"}'),
    (
        "parcel.late",
        Lateness("weather", NAMED, MISSED),
        '{"why": "weather", "day": "2026-11-25", "missed": "2026-11-22"}',
    ),
    ("parcel.late", Lateness("unknown", None, MISSED), '{"why": "unknown", "day": "", "missed": "2026-11-22"}'),
    ("order.refund_done", GivenBack(Money(100000, "INR")), '{"amount": [100000, "INR"]}'),
    ("order.refund_issued", GivenBack(Money(500, "USD")), '{"amount": [500, "USD"]}'),
    ("points.earned", Earned(14), '{"points": 14}'),
    ("product.low", RunningLow(7), '{"product_id": 7}'),
    ("order.placed", None, "{}"),
    ("parcel.late", None, "{}"),  # its person is forgotten
]


@pytest.mark.parametrize(("kind", "details", "kept"), KEPT)
def test_it_reads_what_it_wrote(kind: str, details: Details | None, kept: str) -> None:
    assert json.dumps(as_json(details)) == kept
    assert from_json(kind, json.loads(kept)) == details
