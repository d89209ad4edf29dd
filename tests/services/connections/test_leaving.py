"""A shop that left: nothing of it is promised any more, and after its erasure nothing leads back into it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.db.connections import Connection, DataExport
from bot.db.links import Link
from bot.db.orders import Cart, Order
from bot.db.people import Customer
from bot.db.shop import Product
from bot.domain.news import CartNews, CouponNews, DataRequest, Disconnected, ErasePerson, EraseShop, Person, ProductNews
from bot.services.rewards.offers import list_current_offers
from tests.cast import ASHA
from tests.fakes import START
from tests.services.privacy.test_erasing import HERS, HOME
from tests.services.privacy.traces import traces
from tests.teller import SAREE, Teller, add_connection, order_news

LATER = START + timedelta(hours=1)


def codes(teller: Teller) -> set[str]:
    return {offer.code for offer in list_current_offers(teller.db, teller.cast.shop, START.date())}


def coupon(teller: Teller, code: str, by: Connection) -> None:
    teller.tell(CouponNews(code=code, amount=5000, minimum=0, ends_on=None, at=START, external_id=code), by=by)


def also_bought_elsewhere(teller: Teller) -> None:
    values = {"customer_id": teller.cast.asha, "number": "77", "payment": "paid", "total": 1, "placed_at": START}
    teller.db.add(Order(merchant_id=teller.cast.shop, **values))
    teller.db.flush()


def test_it_promises_no_coupon_of_a_shop_that_left(teller: Teller) -> None:
    others = add_connection(teller.db, teller.cast.shop, "woocommerce", "https://s.example")
    own = codes(teller)
    coupon(teller, "gone50", teller.shop)
    coupon(teller, "here50", others)
    assert codes(teller) == own | {"gone50", "here50"}
    teller.tell(Disconnected(LATER))
    assert codes(teller) == own | {"here50"}


def test_it_sells_nothing_of_a_shop_that_is_forgotten(teller: Teller) -> None:
    others = add_connection(teller.db, teller.cast.shop, "woocommerce", "https://s.example")
    for by, sku in ((teller.shop, "gone"), (others, "here")):
        teller.tell(ProductNews(sku=sku, title=sku, at=START, price=100, stock=5, external_id=sku), by=by)
    teller.tell(Disconnected(LATER), EraseShop())
    teller.db.expire_all()
    stock = select(Product.sku, Product.stock).where(Product.sku.in_(("gone", "here"))).order_by(Product.sku)
    assert [tuple(row) for row in teller.db.execute(stock)] == [("gone", 0), ("here", 5)]


def test_it_forgets_the_way_back_into_carts_of_those_who_also_bought_elsewhere(teller: Teller) -> None:
    also_bought_elsewhere(teller)
    person = Person("900100", phones=(ASHA,))
    address = "https://rangoli.example/recover/secret"
    teller.tell(CartNews("tok-secret", (SAREE,), "INR", LATER, person, address))
    own = add_connection(teller.db, teller.cast.shop, "own", "own")
    teller.tell(CartNews("tok-own", (SAREE,), "INR", LATER, person, "https://rangoli.example/own"), by=own)
    hers = teller.db.scalars(select(Cart).where(Cart.token == "tok-secret")).one()
    link = {"token": "l1", "url": address, "created_at": START, "expires_at": LATER + timedelta(days=9)}
    teller.db.add(Link(merchant_id=teller.cast.shop, customer_id=teller.cast.asha, cart_id=hers.id, **link))
    teller.db.flush()
    teller.tell(EraseShop())
    teller.db.expire_all()
    assert traces(teller.db, "secret") == []
    assert hers.completed_at is not None
    kept = teller.db.scalars(select(Cart).where(Cart.token == "tok-own")).one()
    assert (kept.recovery_url, kept.completed_at) == ("https://rangoli.example/own", None)
    assert teller.db.get_one(Customer, teller.cast.asha).name == "Asha Patel"


def test_it_forgets_the_documents_that_a_shop_asked_for_and_those_of_its_orders(teller: Teller) -> None:
    also_bought_elsewhere(teller)
    others = add_connection(teller.db, teller.cast.shop, "woocommerce", "https://s.example")
    teller.tell(DataRequest(HERS, (), "1"))  # before there was an order of this shop
    teller.tell(DataRequest(HERS, (), "2"), by=others)
    teller.tell(order_news(person=HERS, ship_to=HOME))
    teller.tell(DataRequest(HERS, (), "3"), by=others)
    teller.tell(EraseShop())
    rows = teller.db.execute(select(DataExport.request_id, DataExport.document != "").order_by(DataExport.id))
    assert [full for _, full in rows] == [False, True, False]
    teller.tell(ErasePerson(HERS), by=others)
    assert not any(teller.db.scalars(select(DataExport.document)))
