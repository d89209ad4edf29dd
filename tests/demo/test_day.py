"""A day at the demo shop: what happens to whom, on the road that real events take."""

from __future__ import annotations

import json

from sqlalchemy import select, update

from bot.bootstrap import Bot
from bot.db.notices import Moment
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.shop import Product
from bot.domain.news import Delivery
from bot.ports import Known
from bot.services.moments.back_in_stock import record_wish
from bot.shops.own.source import OwnSource
from tests.demo.days import events, milestone, pass_day, store_morning
from tests.engines import on_sqlite


def test_it_writes_events_as_the_shops_own_system_would(shop: Bot) -> None:
    store_morning(shop)
    known = Known("INR", "Asia/Kolkata", "IN", shop.now())
    for event in events(shop):
        assert (event.came_by, event.state) == ("demo", "waiting")
        assert event.topic == json.loads(event.body)["type"]
        assert OwnSource().read(Delivery(event.topic, event.body.encode()), known)


@on_sqlite
def test_it_moves_each_parcel_on_until_it_is_there(shop: Bot) -> None:
    first = pass_day(shop)
    assert first.lines == (
        "Order 1042: delivered",
        "Order 1043: delayed",
        "Order 1045: packed",
        "Order 1047: out for delivery",
        "A cart was left behind an hour ago",
        "Order 1049: placed (paid)",
    )
    assert [event.state for event in events(shop)] == ["applied"] * 6
    told = {number: [milestone(shop, number)] for number in ("1042", "1043", "1045", "1047", "1048")}
    for _ in range(5):
        pass_day(shop)
        for number, steps in told.items():
            steps.append(milestone(shop, number))
    assert told["1042"] == ["delivered"] * 6
    assert told["1043"] == ["delayed", "near", "out_for_delivery", "delivered", "delivered", "delivered"]
    assert told["1045"] == ["", "shipped", "in_transit", "near", "out_for_delivery", "delivered"]
    assert told["1047"] == ["out_for_delivery", *["delivered"] * 5]
    assert told["1048"] == [""] * 6, "cash on delivery waits until it is confirmed"


def test_it_makes_news_worth_telling(shop: Bot) -> None:
    pass_day(shop)
    with shop.database.reading.begin() as db:
        kinds = set(db.scalars(select(Moment.kind)))
    assert kinds >= {"parcel.delivered", "parcel.late", "order.packed", "order.placed", "cart.left"}


def test_what_somebody_waits_for_comes_back_the_next_day_and_is_told(shop: Bot) -> None:
    with shop.database.writing.begin() as db:
        kurti = db.scalars(select(Product).where(Product.sku == "KTI-AJRAKH")).one()
        asha = db.scalars(select(Customer.id).where(Customer.name.like("Asha%"))).one()
        assert record_wish(db, kurti.merchant_id, asha, kurti.id, shop.now())
    assert "Ajrakh kurti: back in stock" in pass_day(shop).lines
    assert "Ajrakh kurti: back in stock" not in pass_day(shop).lines
    with shop.database.reading.begin() as db:
        assert db.scalars(select(Product.stock).where(Product.sku == "KTI-AJRAKH")).one() > 0
        told = db.scalars(select(OutgoingMessage.text).where(OutgoingMessage.key == "notice.back_in_stock")).all()
        assert len(told) == 1
        assert "અજરખ કુર્તી" in told[0]


@on_sqlite
def test_it_never_ends(shop: Bot) -> None:
    for _ in range(12):
        assert pass_day(shop).lines
    with shop.database.reading.begin() as db:
        numbers = list(db.scalars(select(Order.number).where(Order.number > "1048").order_by(Order.number)))
        payments = list(db.scalars(select(Order.payment).where(Order.number > "1048").order_by(Order.number)))
    assert numbers == ["1049", "1050", "1051", "1052"]
    assert payments == ["paid", "cod", "paid", "paid"]
    assert {event.state for event in events(shop)} == {"applied"}


def test_it_goes_on_with_a_cash_order_once_it_is_confirmed_and_a_cancelled_one_goes_nowhere(shop: Bot) -> None:
    with shop.database.writing.begin() as db:
        db.execute(update(Order).where(Order.number == "1048").values(cod_confirmed_at=shop.now()))
        db.execute(update(Order).where(Order.number == "1045").values(status="cancelled", cancelled_at=shop.now()))
    lines = pass_day(shop).lines
    assert "Order 1048: packed" in lines
    assert not any("1045" in line for line in lines)
