"""What runs out is offered again; a line of more than anybody uses up stops nobody's birthday."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.db.notices import Moment
from bot.db.orders import Order, OrderItem
from bot.db.people import Customer
from bot.db.shop import Product
from bot.domain.moments import MomentKind
from bot.domain.rules import Happening
from bot.services.moments import anniversaries, record
from tests.cast import Cast, add_cast
from tests.fakes import START


def deliver_soap(db: Session, cast: Cast, pieces: int) -> None:
    """Asha has got so many pieces of soap, each of which lasts a month."""
    soap = Product(merchant_id=cast.shop, sku="SOAP", title="Soap", category="soap", price=100, lasts_days=30)
    line = OrderItem(product=soap, title="Soap", price=100, quantity=pieces)
    values = {"merchant_id": cast.shop, "customer_id": cast.asha, "number": "7", "payment": "paid", "total": 100}
    order = Order(**values, placed_at=START, items=[line])
    db.add(order)
    db.flush()
    happening = Happening(MomentKind.ORDER_DELIVERED, f"order:{order.id}", cast.asha, START, order_id=order.id)
    record.record_moment(db, cast.shop, happening, START)


def kinds(db: Session) -> set[str]:
    return {moment.kind for moment in db.query(Moment)} - {"order.delivered"}


@pytest.mark.parametrize(("pieces", "days"), [(1, 26), (2, 56)])
def test_it_tells_a_little_before_it_has_run_out(db: Session, pieces: int, days: int) -> None:
    deliver_soap(db, add_cast(db, START), pieces)
    anniversaries.record_today(db, START + timedelta(days=days, seconds=-1))
    assert kinds(db) == set()
    anniversaries.record_today(db, START + timedelta(days=days))
    assert kinds(db) == {"product.low"}


@pytest.mark.parametrize("pieces", [14, 200_000, 1_000_000])
def test_it_asks_nobody_about_what_lasts_for_ever_and_wishes_the_other_shops_well(db: Session, pieces: int) -> None:
    cast = add_cast(db, START)
    deliver_soap(db, cast, pieces)
    db.get_one(Customer, cast.meera).birthday = "12-21"
    assert db.get_one(Customer, cast.meera).merchant_id == cast.other_shop > cast.shop
    anniversaries.record_today(db, START + timedelta(days=30))
    assert kinds(db) == {"customer.birthday"}
