"""A shop that does not name its courier: nothing is said with a gap in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.orders import Order, OrderItem, Parcel
from bot.db.people import Customer
from tests.actions.conftest import NOBODY, WhoChats


@pytest.mark.parametrize("stage", ["shipped", "in_transit", "out_for_delivery", "attempt_failed"])
@pytest.mark.parametrize("number", ["F77", ""])
def test_it_says_the_courier(database: Database, chat: WhoChats, stage: str, number: str) -> None:
    now = datetime.now(UTC)
    with database.writing.begin() as db:
        neha = db.scalars(select(Customer).where(Customer.name.startswith(NOBODY))).one()
        whose = {"merchant_id": neha.merchant_id, "customer_id": neha.id}
        parcel = Parcel(
            merchant_id=neha.merchant_id, courier="", tracking_number=number, stage=stage, milestone=stage, stage_at=now
        )
        order = Order(**whose, number="X1", payment="paid", total=1000, placed_at=now - timedelta(days=1))
        order.items, order.parcels = [OrderItem(title="Lamp", price=1000)], [parcel]
        db.add(order)
    chatting = chat(NOBODY)
    assert chatting.says("order_status", "where is it")
    for saying in chatting.told:
        assert saying["values"].get("courier", "-") not in ("", None)
