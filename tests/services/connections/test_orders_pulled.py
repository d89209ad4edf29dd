"""Orders asked of a shop's API: page by page, once each, and later when it says so."""

from __future__ import annotations

import json
from datetime import timedelta

from werkzeug import Response

from bot import tasks
from bot.bootstrap import Bot
from bot.db.connections import Connection, RawEvent
from bot.db.orders import Order
from bot.db.outgoing import Alert
from bot.domain.news import Delivery
from bot.services.connections import pulls
from bot.services.events import store
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import START, Watch
from tests.http_server import serving
from tests.services.connections.shops import Pages, ago, order, run, shopify


def test_it_stores_what_a_shop_has_and_says_how_far_it_is_complete(bot: Bot, cast: Cast) -> None:
    pages = Pages([order(1, ago(bot, hours=2))], [order(2, ago(bot, hours=1))])
    with serving(pages) as shop:
        pull = run(shopify(bot, cast.shop, shop.netloc))
    events = rows(bot, RawEvent)
    assert [(one.topic, one.came_by, one.state) for one in events] == [("orders/updated", "pull", "waiting")] * 2
    assert (pull.complete_until, pull.found, pull.cursor, pull.lease_until) == (START, 2, None, None)
    assert pull.next_at == START + pulls.EVERY
    assert b"updated_at_min=2026-10-22T06%3A20%3A00Z" in shop.asked[0].query_string  # 30 days and the overlap back


def test_it_asks_again_from_a_little_before_the_last_time(bot: Bot, cast: Cast, watch: Watch) -> None:
    with serving(Pages([])) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        run(bot)
        run(bot)  # not due: nothing is asked
        watch.advance(minutes=16)
        pull = run(bot)
    assert len(shop.asked) == 2
    assert b"updated_at_min=2026-11-21T06%3A20%3A00Z" in shop.asked[1].query_string
    assert pull.complete_until == watch()


def test_it_does_not_count_what_is_known(bot: Bot, cast: Cast, watch: Watch) -> None:
    at = ago(bot, hours=1)
    pages = Pages([order(1, at), order(1, at)])
    with serving(pages) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        _by_webhook(bot, order(1, at))
        assert run(bot).found == 0
        assert len(rows(bot, RawEvent)) == 1
        watch.advance(minutes=16)
        changed = order(1, watch(), financial_status="refunded")
        pages.pages = ([changed, changed],)
        assert run(bot).found == 1
    assert len(rows(bot, Order)) == 1


def test_it_waits_as_long_as_the_shop_says(bot: Bot, cast: Cast, watch: Watch) -> None:
    pages = Pages([order(1, START)], [order(2, START)])
    pages.before = lambda page: Response(status=429, headers={"Retry-After": "120"}) if page == 1 else None
    with serving(pages) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        pull = run(bot)
        assert (pull.next_at, pull.cursor, pull.failures) == (START + timedelta(minutes=2), "1", 1)
        assert not rows(bot, Alert)
        pages.before = lambda page: None
        watch.advance(minutes=2)
        pull = run(bot)
    assert (pull.complete_until, pull.failures, pull.found) == (START, 0, 2)


def test_it_waits_longer_and_longer_and_then_tells(bot: Bot, cast: Cast, watch: Watch) -> None:
    pages = Pages([])
    pages.before = lambda page: Response(status=503, headers={"Retry-After": "1"})
    waits = []
    with serving(pages) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        for _ in range(9):
            pull = run(bot)
            waits.append(pull.next_at - watch())
            watch.time = pull.next_at
    assert [wait.total_seconds() for wait in waits] == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert len(rows(bot, Alert)) == 1


def test_it_tells_the_shop_that_its_key_is_refused(bot: Bot, cast: Cast) -> None:
    pages = Pages([])
    pages.before = lambda page: Response(status=401)
    with serving(pages) as shop:
        pull = run(shopify(bot, cast.shop, shop.netloc))
    [alert] = rows(bot, Alert)
    assert (alert.merchant_id, alert.cause) == (cast.shop, "pull:orders:1")
    assert "401" in alert.text
    assert pull.next_at == START + timedelta(hours=6)


def test_it_begins_the_window_again_when_a_cursor_is_refused(bot: Bot, cast: Cast, watch: Watch) -> None:
    pages = Pages([order(1, START)], [order(2, START)])
    pages.before = lambda page: Response(status=400) if page == 1 else None
    with serving(pages) as shop:
        pull = run(shopify(bot, cast.shop, shop.netloc))
    assert (pull.cursor, pull.reaching_until, pull.complete_until) == (None, None, START - pulls.FIRST_LOOK)


def test_it_tells_of_a_page_that_is_always_broken(bot: Bot, cast: Cast, watch: Watch) -> None:
    pages = Pages([order(1, START)], [order(2, START)])
    pages.before = lambda page: Response(b"<b>Warning</b>{") if page == 1 else None
    waits = []
    with serving(pages) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        for _ in range(6):
            pull = run(bot)
            waits.append((pull.next_at - watch()).total_seconds())
            watch.time = pull.next_at
        assert [(alert.cause, alert.count) for alert in rows(bot, Alert)] == [("pull:orders:1", 1)]
        pages.before = lambda page: None
        pull = run(bot)
    assert waits == [30, 60, 120, 240, 480, 960]
    assert (pull.failures, pull.last_error, pull.found) == (0, None, 2)


def _by_webhook(bot: Bot, values: dict[str, object]) -> None:
    """The order came by a webhook, and was applied."""
    with bot.database.writing.begin() as db:
        connection = db.get_one(Connection, 1)
        delivery = Delivery("orders/create", json.dumps(values).encode())
        event_id = store.store(db, connection, delivery, "webhook:1", bot.now())
    assert event_id is not None
    tasks.apply_event(bot, event_id)
