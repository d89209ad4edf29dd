"""The tracking page of a parcel that is out for delivery: it comes today, whatever was promised or estimated."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from bot.db.orders import Order, Parcel
from tests.storefront.conftest import Front


def test_it_expects_today_what_is_out_for_delivery(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        parcel = db.scalars(select(Parcel).where(Parcel.order_id == front.orders["1042"])).one()
        parcel.expected_on, parcel.promised_on = date(2026, 12, 2), date(2026, 11, 18)
        parcel.stage_at = front.bot.now()
        db.get_one(Order, front.orders["1042"]).promised_on = date(2026, 11, 18)
    page = front.page("1042", "?lang=en")
    assert 'class="late"' not in page
    assert "Expected: today" in page
