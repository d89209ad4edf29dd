"""The chat, the tracking page and the search for trouble call the same parcel late."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.services.notices import trouble
from bot.services.orders.finding import find_by_id
from bot.services.storefront.tracking_views import Reading, build_parcel_view
from tests.services.conftest import NOW, Demo

READING = Reading("en", ZoneInfo("Asia/Kolkata"), NOW)  # the 21st


@pytest.mark.parametrize(
    ("by_shop", "first", "last", "late"),
    [
        (25, 25, 25, 0),
        (25, 25, 27, 2),
        (18, 18, 23, 3),
        (None, 25, 25, 0),
        (None, 25, 28, 3),
        (None, 19, 23, 2),
        (25, 24, 25, 0),
    ],
)
def test_all_call_it_late(db: Session, demo: Demo, by_shop: int | None, first: int, last: int, late: int) -> None:
    order = db.get_one(Order, demo.orders["1043"])
    [parcel] = order.parcels
    order.promised_on = date(2026, 11, by_shop) if by_shop else None
    parcel.promised_on, parcel.expected_on = date(2026, 11, first), date(2026, 11, last)
    db.flush()
    told = find_by_id(db, demo.shop, order.id, NOW)
    assert told
    assert told.late_days == late
    assert build_parcel_view(parcel, order, (), READING).late == bool(late)
    if late:
        assert trouble.find_trouble(db, demo.shop, order.customer_id, NOW) == "late_parcel"
