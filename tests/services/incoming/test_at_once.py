"""Two workers at once: a cart and the order it came to never miss each other, whoever is first."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.connections import Connection
from bot.db.engine import Database, sessions
from bot.db.orders import Cart, Parcel, Sighting
from bot.domain.news import CartNews, News, Person
from bot.services.incoming import applying
from tests.cast import ASHA
from tests.engines import engine_at
from tests.fakes import START
from tests.patience import PATIENCE
from tests.teller import SAREE, new_teller, order_news, parcel_news

CART = CartNews("tok-1", (SAREE,), "INR", START, Person(phones=(ASHA,)), "https://rangoli.example/c/1")


@pytest.fixture
def database(database_url: str) -> Database:
    return sessions(engine_at(database_url))


def apply(database: Database, shop: int, news: News, waits: threading.Event, done: threading.Event) -> None:
    """Apply the news and commit it only when told."""
    with database.writing.begin() as db:
        applying.apply(db, db.get_one(Connection, shop), news, START)
        done.set()
        assert waits.wait(PATIENCE)


def one_within_the_other(database: Database, first: News, second: News) -> None:
    """The second begins while the first is not yet committed."""
    with database.writing.begin() as db:
        shop = new_teller(db).shop.id
        if not isinstance(first, CartNews) and not isinstance(second, CartNews):
            applying.apply(db, db.get_one(Connection, shop), order_news(), START)
    go, free, begun, ended = (threading.Event() for _ in range(4))
    free.set()
    threads = [
        threading.Thread(target=apply, args=(database, shop, first, go, begun)),
        threading.Thread(target=apply, args=(database, shop, second, free, ended)),
    ]
    threads[0].start()
    assert begun.wait(PATIENCE)
    threads[1].start()
    assert not ended.wait(0.3)  # it has to wait for the first
    go.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert ended.is_set()


@pytest.mark.parametrize("cart_first", [True, False])
def test_it_closes_the_cart_whoever_is_first(database: Database, cart_first: bool) -> None:
    order = order_news(placed_at=START + timedelta(minutes=1))
    one_within_the_other(database, *((CART, order) if cart_first else (order, CART)))
    with database.reading.begin() as db:
        assert db.scalars(select(Cart)).one().completed_at is not None


def test_it_makes_one_parcel_of_two_pieces_of_news(database: Database) -> None:
    one_within_the_other(database, parcel_news("shipped", 1), parcel_news("in_transit", 2))
    with database.reading.begin() as db:
        assert db.scalars(select(Parcel.milestone)).all() == ["in_transit"]
        assert len(db.scalars(select(Sighting.id)).all()) == 2
