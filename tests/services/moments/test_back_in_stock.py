"""Who waits for a product hears once that it is back, and only who still wants to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.awaited import AwaitedProduct
from bot.db.connections import Connection
from bot.db.shop import Product
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.news import ProductNews
from bot.services.incoming import applying
from bot.services.moments import back_in_stock
from bot.services.people import consent
from bot.services.privacy import emptying
from tests.cast import Cast
from tests.fakes import START, FakeMessenger, Watch
from tests.services.shelf import Shelf, change, notices, run, stock

SOLD_OUT = ProductNews("SAR", "", START, stock=0)


def hear(bot: Bot, cast: Cast, pieces: int) -> None:
    """The shop tells how many sarees there are."""
    with bot.database.writing.begin() as db:
        shop = db.scalar(select(Connection).where(Connection.merchant_id == cast.shop))
        if shop is None:
            shop = Connection(
                merchant_id=cast.shop, kind="own", account="own", token="t", state="active", created_at=START
            )
            db.add(shop)
            db.flush()
        applying.apply(db, shop, replace(SOLD_OUT, stock=pieces, at=bot.now()), bot.now())


def wait_for_saree(bot: Bot, cast: Cast) -> tuple[Shelf, int]:
    """Asha waits for the saree, which is sold out."""
    shelf = stock(bot, cast)
    hear(bot, cast, 0)
    with bot.database.writing.begin() as db:
        saree = db.scalars(select(Product.id).where(Product.sku == "SAR")).one()
        assert back_in_stock.record_wish(db, cast.shop, cast.asha, saree, bot.now())
        assert not back_in_stock.record_wish(db, cast.shop, cast.asha, saree, bot.now())
    return shelf, saree


def test_it_is_told_once_when_it_is_back(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch) -> None:
    wait_for_saree(bot, cast)
    for pieces in (0, 5, 6, 0, 7):
        watch.advance(minutes=5)
        hear(bot, cast, pieces)
        run(bot)
    [letter] = messenger.letters
    assert "બાંધણી સાડી" in letter.text
    assert notices(bot)["back_in_stock"] == ("composed", None)


def test_who_asks_again_is_told_again(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch) -> None:
    _, saree = wait_for_saree(bot, cast)
    hear(bot, cast, 5)
    run(bot)
    watch.advance(minutes=5)
    hear(bot, cast, 0)
    with bot.database.writing.begin() as db:
        assert back_in_stock.record_wish(db, cast.shop, cast.asha, saree, bot.now())
        assert db.query(AwaitedProduct).count() == 1
    watch.advance(minutes=5)
    hear(bot, cast, 5)
    run(bot)
    assert len(messenger.letters) == 2


@pytest.mark.parametrize("purpose", [Purpose.MARKETING, Purpose.ANY])
def test_a_stop_since_is_obeyed(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch, purpose: Purpose) -> None:
    shelf, _ = wait_for_saree(bot, cast)
    watch.advance(minutes=5)
    with bot.database.writing.begin() as db:
        consent.withdraw(db, shelf.conversation, purpose, ConsentSource.CHAT, "no more", bot.now())
    hear(bot, cast, 5)
    run(bot)
    assert messenger.letters == []
    assert notices(bot)["back_in_stock"] == ("dropped", "still_awaited")


def test_a_stop_of_offers_before_says_nothing_of_what_was_asked_for_since(
    bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch
) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        consent.withdraw(db, shelf.conversation, Purpose.MARKETING, ConsentSource.CHAT, "no offers", bot.now())
        saree = db.scalars(select(Product.id).where(Product.sku == "SAR")).one()
    watch.advance(minutes=5)
    hear(bot, cast, 0)
    with bot.database.writing.begin() as db:
        back_in_stock.record_wish(db, cast.shop, cast.asha, saree, bot.now())
    hear(bot, cast, 5)
    run(bot)
    assert len(messenger.letters) == 1


def test_what_is_called_off_before_it_left_is_not_told(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    _, saree = wait_for_saree(bot, cast)
    hear(bot, cast, 5)
    with bot.database.writing.begin() as db:
        assert back_in_stock.stop_waiting(db, cast.shop, cast.asha, saree, bot.now())
        assert not back_in_stock.stop_waiting(db, cast.shop, cast.asha, saree, bot.now())
    run(bot)
    assert messenger.letters == []


def test_what_went_again_before_it_was_told_still_waits(bot: Bot, cast: Cast, watch: Watch) -> None:
    _, saree = wait_for_saree(bot, cast)
    hear(bot, cast, 5)
    change(bot, Product, saree, stock=0)
    run(bot)
    assert notices(bot)["back_in_stock"] == ("planned", "back_in_stock")
    watch.advance(days=8)
    run(bot)
    with bot.database.reading.begin() as db:
        assert back_in_stock.list_awaited(db, cast.shop, cast.asha) == [saree]
    hear(bot, cast, 3)
    run(bot)
    assert notices(bot)["back_in_stock"] == ("composed", None)


def test_nothing_is_left_of_who_is_forgotten(bot: Bot, cast: Cast) -> None:
    wait_for_saree(bot, cast)
    with bot.database.writing.begin() as db:
        emptying.empty_people(db, cast.shop, {cast.asha}, bot.now())
        assert db.query(AwaitedProduct).count() == 0
