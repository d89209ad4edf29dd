"""A closed shop asks nobody; what it is told is acknowledged and kept."""

from __future__ import annotations

import json

import pytest

from bot.bootstrap import Bot
from bot.db.connections import Pull, RawEvent
from bot.services.accounts import own
from bot.services.connections import pulls
from bot.services.connections.pulls import LostLease, Turned
from bot.services.installation import shops
from bot.services.templates import choosing
from bot.tasks.pulls import list_due_pulls, pull
from tests.accounts import THEIRS
from tests.cast import Cast
from tests.driver import rows
from tests.http_server import serving
from tests.senders import connect, send
from tests.services.connections.shops import Pages, ago, order, shopify


def close(bot: Bot, shop: int) -> None:
    with bot.database.writing.begin() as db:
        assert shops.close_shop(db, shop, bot.now())


def reopen(bot: Bot, shop: int) -> None:
    with bot.database.writing.begin() as db:
        assert shops.reopen_shop(db, shop, bot.now())


def pulls_of(bot: Bot, shop: int) -> set[int]:
    return {one.id for one in rows(bot, Pull) if one.merchant_id == shop}


def test_it_asks_nobody_until_it_is_open_again(bot: Bot, cast: Cast) -> None:
    pages = Pages([order(1, ago(bot, hours=2))])
    with serving(pages) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        mine = pulls_of(bot, cast.shop)
        assert mine <= set(list_due_pulls(bot))
        close(bot, cast.shop)
        assert not mine & set(list_due_pulls(bot))
        for one in mine:
            pull(bot, one)  # a bell that rang before
        assert shop.asked == []
        reopen(bot, cast.shop)
        assert mine <= set(list_due_pulls(bot))
        [orders] = [one.id for one in rows(bot, Pull) if one.what == "orders"]
        pull(bot, orders)
        assert len(shop.asked) == 1


def test_a_page_that_comes_after_the_closing_is_not_stored(bot: Bot, cast: Cast) -> None:
    bot = shopify(bot, cast.shop, "shop.example")
    [orders] = [one.id for one in rows(bot, Pull) if one.what == "orders"]
    with bot.database.writing.begin() as db:
        asked = pulls.claim(db, orders, bot.now())
    assert asked is not None
    close(bot, cast.shop)
    with pytest.raises(LostLease), bot.database.writing.begin() as db:
        pulls.turn_page(db, asked, Turned(None, 1), bot.now())


def test_what_shops_tell_is_acknowledged_and_kept(bot: Bot, cast: Cast) -> None:
    """WooCommerce would switch its webhook off after a few refusals, and Shopify's tries end after four hours."""
    connection = connect(bot, cast.shop, "shopify")
    close(bot, cast.shop)
    body = json.dumps({"id": 1, "updated_at": "2026-11-21T10:00:00+05:30"}).encode()
    assert send(bot, connection, body, "orders/updated").status_code == 200
    assert [one.merchant_id for one in rows(bot, RawEvent)] == [cast.shop]


def test_its_account_and_its_templates_are_left_alone(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        own.keep_account(db, cast.shop, own.NewAccount(THEIRS, "sealed", "Rangoli", "Full"), bot.now())
        assert [sid for sid, _ in own.list_in_use(db)] == [THEIRS]
        assert cast.shop in {one.id for one in choosing.list_shops(db)}
    close(bot, cast.shop)
    with bot.database.reading.begin() as db:
        assert own.list_in_use(db) == []
        assert cast.shop not in {one.id for one in choosing.list_shops(db)}
