"""A shop that left: nothing more is told in its name, whatever the clock or a carrier brings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.db.connections import Connection
from bot.db.notices import Notice
from bot.db.orders import OrderItem
from bot.db.people import Customer
from bot.db.shop import Product
from bot.domain.connections import ConnectionState
from bot.domain.news import Disconnected, OrderRef
from bot.services.moments import anniversaries, lateness
from tests.fakes import START
from tests.teller import Teller, add_connection, new_teller, order_news, parcel_news

DAY = timedelta(days=1)


@pytest.fixture
def teller(db: Any) -> Teller:
    return new_teller(db)


def leaves(teller: Teller) -> None:
    teller.now = START + DAY
    teller.tell(Disconnected(teller.now))


def planned(teller: Teller) -> list[str]:
    return list(teller.db.scalars(select(Notice.rule).where(Notice.state == "planned").order_by(Notice.id)))


def test_it_calls_nothing_late_in_the_name_of_a_shop_that_left(teller: Teller) -> None:
    teller.tell(order_news(promised_on=date(2026, 11, 23)), parcel_news("shipped", 1))
    teller.tell(order_news(external_id="502", number="#1043", promised_on=date(2026, 11, 23)))
    leaves(teller)
    assert lateness.record_overdue(teller.db, START + 5 * DAY) == []
    assert planned(teller) == []


def test_it_tells_nothing_that_a_carrier_says_of_its_parcels(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped", 1))
    leaves(teller)
    news = parcel_news("out_for_delivery", 24, external_id="", order=OrderRef(number="1042"))
    assert teller.tell(news, by=teller.carrier).notices == ()
    assert "parcel.out_for_delivery" in teller.told()
    assert planned(teller) == []


def test_it_remembers_no_purchases_of_a_shop_that_left(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("delivered", 1))
    soap = Product(merchant_id=teller.cast.shop, sku="S", title="Soap", category="x", price=1, lasts_days=30)
    teller.db.add(soap)
    teller.db.flush()
    bought = teller.db.scalars(select(OrderItem).where(OrderItem.quantity == 1)).one()
    bought.product_id = soap.id
    leaves(teller)
    assert anniversaries.record_today(teller.db, START + 30 * DAY) == []


def test_it_wishes_nobody_a_happy_birthday_once_no_shop_is_left(teller: Teller) -> None:
    today, asha = START + 2 * DAY, teller.db.get_one(Customer, teller.cast.asha)
    other = add_connection(teller.db, teller.cast.shop, "woocommerce", "https://rangoli.example")
    asha.birthday = "11-23"
    leaves(teller)
    assert len(anniversaries.record_today(teller.db, today)) == 1
    assert planned(teller) == ["birthday"]
    teller.tell(Disconnected(today), by=other)
    assert planned(teller) == []
    asha.birthday = "11-24"
    teller.db.get_one(Customer, teller.cast.john).birthday = "11-24"
    assert anniversaries.record_today(teller.db, today + DAY) == []


def test_it_goes_on_for_the_merchants_own_orders_and_for_a_shop_that_came_back(teller: Teller) -> None:
    own = add_connection(teller.db, teller.cast.shop, "own", "own")
    leaves(teller)
    teller.tell(order_news(promised_on=date(2026, 11, 23)), by=own)
    assert lateness.record_overdue(teller.db, START + 3 * DAY)
    assert len(teller.told("parcel.late")) == 1
    teller.db.get_one(Connection, teller.shop.id).state = ConnectionState.ACTIVE
    teller.tell(order_news(external_id="502", number="#1043", promised_on=date(2026, 11, 24)))
    assert lateness.record_overdue(teller.db, START + 4 * DAY)
    assert len(teller.told("parcel.late")) == 2


def test_it_costs_nothing_where_the_shop_itself_has_spoken(teller: Teller) -> None:
    teller.tell(order_news())
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    bind = teller.db.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    notices = teller.tell(order_news(external_id="502", number="#1043")).notices
    event.remove(bind, "before_cursor_execute", note)
    assert notices
    assert not [one for one in asked if "FROM connection" in one]
