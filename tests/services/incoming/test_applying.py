"""The door: every kind of news has its place; products, coupons, shops that leave, and two workers at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from sqlalchemy import func, select

from bot.db.connections import Connection
from bot.db.engine import Conflict, sessions
from bot.db.notices import Moment, Notice
from bot.db.orders import Order
from bot.db.people import Customer, Identity
from bot.db.shop import Offer, Product
from bot.domain.news import CouponNews, Disconnected, EraseShop, News, Nothing, OrderGone, OrderRef, Person, ProductNews
from bot.services.incoming import applying
from tests.engines import engine_at
from tests.fakes import START
from tests.teller import SAREE, Teller, new_teller, order_news

LAMP = ProductNews("LMP-1", "Brass lamp", START, price=89900, stock=3, category="lamp", url="https://rangoli.example/l")
COUPON = CouponNews("DIWALI", 10000, 99900, date(2026, 11, 30), START)


def test_it_has_a_place_for_every_kind_of_news() -> None:
    assert set(applying._BY_KIND) == set(get_args(News))


def test_it_says_why_nothing_was_done(teller: Teller) -> None:
    assert teller.tell(Nothing("a test order")).ignored == "a test order"


def test_it_takes_in_products_and_keeps_what_was_not_told(teller: Teller) -> None:
    teller.tell(LAMP, ProductNews("LMP-1", "", START, stock=-2))
    lamp = teller.db.scalars(select(Product)).one()
    assert (lamp.title, lamp.price, lamp.stock, lamp.category) == ("Brass lamp", 89900, 0, "lamp")
    teller.tell(order_news(lines=(replace(SAREE, sku="LMP-1"),)))
    assert teller.order().items[0].product_id == lamp.id
    teller.tell(replace(LAMP, stock=9), ProductNews("LMP-1", "", START, gone=True))
    assert lamp.stock == 0
    assert teller.tell(ProductNews("NEW", "No price", START)).ignored


def test_it_takes_in_coupons_and_takes_them_back(teller: Teller) -> None:
    teller.tell(COUPON, replace(COUPON, amount=15000))
    offer = teller.db.scalars(select(Offer)).one()
    assert (offer.amount, offer.minimum, offer.ends_on, offer.active) == (15000, 99900, date(2026, 11, 30), True)
    teller.tell(CouponNews("DIWALI", 0, 0, None, START, gone=True))
    assert (offer.amount, offer.active) == (15000, False)


def test_it_leaves_products_and_coupons_to_the_newest_word(teller: Teller) -> None:
    later, before = START + timedelta(hours=1), START - timedelta(hours=1)
    teller.tell(LAMP, replace(LAMP, at=later, stock=0), COUPON, replace(COUPON, at=later, gone=True))
    assert teller.tell(LAMP).ignored == teller.tell(COUPON).ignored == "old news"
    assert teller.tell(replace(LAMP, at=before, gone=True)).ignored == "old news"
    assert teller.db.scalars(select(Product.stock)).one() == 0
    assert teller.db.scalars(select(Offer.active)).one() is False


def test_it_knows_products_and_coupons_by_the_shops_id_too(teller: Teller) -> None:
    lamp, coupon = replace(LAMP, external_id="301"), replace(COUPON, external_id="301")
    teller.tell(lamp, replace(lamp, sku="LMP-2"), coupon, replace(coupon, code="HOLI"))
    assert teller.db.scalars(select(Product.sku)).all() == ["LMP-2"]
    assert teller.db.scalars(select(Offer.code)).all() == ["HOLI"]
    gone_lamp = ProductNews("", "", START, gone=True, external_id="301")
    gone_coupon = CouponNews("", 0, 0, None, START, gone=True, external_id="301")
    assert teller.tell(gone_lamp, by=teller.carrier).ignored  # another connection's 301 is something else
    teller.tell(gone_lamp, gone_coupon)
    assert teller.db.scalars(select(Product.stock)).one() == 0
    assert teller.db.scalars(select(Offer.active)).one() is False


@pytest.mark.parametrize("news", [replace(LAMP, price=-1), replace(LAMP, sku=""), replace(COUPON, amount=2**40)])
def test_it_refuses_what_nobody_sells(teller: Teller, news: News) -> None:
    with pytest.raises(applying.Unfit):
        teller.tell(news)


def test_it_sends_nothing_in_the_name_of_a_shop_that_left(teller: Teller) -> None:
    teller.tell(order_news())
    assert teller.tell(Disconnected(START - timedelta(days=1))).ignored == "old news"
    teller.tell(Disconnected(START + timedelta(hours=1)))
    assert (teller.shop.state, teller.shop.credentials, teller.shop.signing_secrets) == ("disconnected", "", "sealed")
    assert teller.db.scalars(select(Notice.state)).all() == ["dropped"]
    assert teller.tell(OrderGone(OrderRef("501"), START)).ignored
    assert teller.order().status == "open"
    assert teller.tell(EraseShop()).ignored == ""


def test_it_makes_one_order_when_two_workers_hear_of_it_at_once(database_url: str) -> None:
    database = sessions(engine_at(database_url))
    with database.writing.begin() as db:
        shop = new_teller(db).shop.id
    news = order_news(person=Person("9001", phones=("+919833333333",)))
    start, failures = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        for _ in range(3):
            try:
                with database.writing.begin() as db:
                    applying.apply(db, db.get_one(Connection, shop), news, datetime(2026, 11, 21, 7, tzinfo=UTC))
                return
            except Conflict:
                continue
        failures.append("no luck")

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading.begin() as db:
        new_phone = select(func.count(Identity.id)).where(Identity.value == "+919833333333")
        counts = [db.scalar(select(func.count(table.id))) for table in (Order, Moment, Customer)]
        assert (counts, db.scalar(new_phone), failures) == ([1, 1, 4], 1, [])
