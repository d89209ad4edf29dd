"""Pulls and the workers that ask: one at a time, and nothing lost when one dies or is too slow."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from werkzeug import Response

from bot.bootstrap import Bot
from bot.db.connections import Pull, RawEvent
from bot.ports import Page, ShopApi
from bot.services.connections import pulls
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import START, Watch
from tests.http_server import serving
from tests.services.connections.shops import Pages, order, row, run, shopify


def test_it_goes_on_where_a_worker_died(bot: Bot, cast: Cast, watch: Watch) -> None:
    pages = Pages([order(1, START)], [order(2, START)], [order(3, START)])
    with serving(pages) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        with pytest.raises(KeyboardInterrupt):
            run(_dying_at(bot, "2"))
        pull = row(bot, "orders")
        assert (pull.cursor, pull.complete_until, len(rows(bot, RawEvent))) == ("2", START - pulls.FIRST_LOOK, 2)
        assert run(bot).cursor == "2"  # the dead worker's lease still holds
        watch.advance(seconds=pulls.LEASE.total_seconds() + 1)
        pull = run(bot)
    assert [b"page_info=2" in asked.query_string for asked in shop.asked] == [False, False, True]
    assert (pull.complete_until, pull.found, len(rows(bot, RawEvent))) == (START, 3, 3)


def test_it_leaves_a_pull_that_somebody_else_has_taken_over(bot: Bot, cast: Cast, watch: Watch) -> None:
    pages, is_first = Pages([order(1, START)], [order(2, START)]), [True]
    with serving(pages) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)

        def answer(page: int) -> Response | None:
            if page:
                return Response(status=429, headers={"Retry-After": "300"})
            if is_first:  # comes back after the lease has ended: another worker has asked, and is told to wait
                is_first.clear()
                watch.advance(seconds=pulls.LEASE.total_seconds() + 1)
                assert run(bot).failures == 1
            return None

        pages.before = answer
        pull = run(bot)
    assert len(shop.asked) == 3  # the slow one asks for nothing more
    assert (pull.next_at, pull.failures, pull.found) == (watch() + timedelta(minutes=5), 1, 1)
    assert len(rows(bot, RawEvent)) == 1


def test_it_is_asked_by_one_worker_at_a_time(bot: Bot, cast: Cast) -> None:
    with serving(Pages([order(1, START)])) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda _: run(bot), range(6)))
    assert len(shop.asked) == 1
    assert row(bot, "orders").found == 1


def test_it_plans_the_messages_of_a_shop_once_for_many_schedulers(bot: Bot, cast: Cast) -> None:
    def plan(_: int) -> None:
        with bot.database.writing.begin() as db:
            pulls.plan(db, bot.now())

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(plan, range(6)))
    assert sorted(one.merchant_id for one in rows(bot, Pull)) == [cast.shop, cast.other_shop]


def _dying_at(bot: Bot, cursor: str) -> Bot:
    """The bot in a process that is killed when it asks for this page: no handler of ours sees that."""

    class Dying:
        def __init__(self, api: ShopApi) -> None:
            self.api, self.check, self.register, self.products = api, api.check, api.register, api.products

        def changed_since(self, since: datetime, at: str | None) -> Page:
            if at == cursor:
                raise KeyboardInterrupt
            return self.api.changed_since(since, at)

    return dataclasses.replace(bot, shop_api=lambda connection: Dying(bot.shop_api(connection)))
