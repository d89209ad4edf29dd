"""A delivery becomes one row, whatever is in it and however often it comes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.bootstrap import Bot
from bot.domain.news import Delivery
from bot.services.connections import accounts
from bot.services.events import store
from tests.cast import Cast
from tests.senders import SHOPIFY, connect, post, raw_events, send, signed

_SHOP = {"shop_id": 1, "shop_domain": SHOPIFY}
LAST_WORDS = {
    "shop/redact": _SHOP,
    "customers/redact": _SHOP | {"customer": {"id": 7}, "orders_to_redact": []},
    "customers/data_request": _SHOP | {"customer": {"id": 7}, "orders_requested": [], "data_request": {"id": 9}},
    "app/uninstalled": {"id": 1, "myshopify_domain": SHOPIFY, "plan_name": "basic", "iana_timezone": "Asia/Kolkata"},
}
ORDER = {"id": 1, "updated_at": "2026-11-21T10:00:00+05:30"}


def test_it_stores_a_repeated_delivery_once(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    headers = signed("shopify", b"{}", "orders/paid")
    assert [post(bot, connection, b"{}", headers).status_code for _ in range(3)] == [200] * 3
    assert len(raw_events(bot)) == 1


def test_it_stores_twenty_at_the_same_time_once(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    headers = signed("shopify", b"{}", "orders/paid")
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: post(bot, connection, b"{}", headers).status_code, range(20)))
    assert answers == [200] * 20
    assert len(raw_events(bot)) == 1
    assert bot.spool.count() == 0


def test_it_tells_two_shops_same_event_apart(bot: Bot, cast: Cast) -> None:
    for merchant in (cast.shop, cast.other_shop):
        send(bot, connect(bot, merchant, "shopify"), b"{}", "orders/paid", X_Shopify_Webhook_Id="same")
    assert [event.merchant_id for event in raw_events(bot)] == [cast.shop, cast.other_shop]


def test_it_keeps_bytes_that_are_no_text_for_a_person(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    assert send(bot, connection, b'{"name": "\xff"}', "orders/paid").status_code == 200
    [event] = raw_events(bot)
    assert (event.state, event.body) == ("kept", '{"name": "\\xff"}')
    assert "UTF-8" in (event.reason or "")


HOSTILE = [
    b'{"event_id": "a\\u0000b", "event": "x\\u0000"}',
    b'{"event_id": "\\ud800", "event": "\\ud800"}',
    b'{"event_id": "' + b"x" * 5000 + b'", "event": "' + b"y" * 5000 + b'"}',
    b'{"event_id": 7, "event": []}',
    b"a\x00b",
    b"",
    b"[" * 100_000,
    b"null",
    '{"event_id": "ક", "event": "ખ"}'.encode(),
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_it_stores_what_no_database_takes_as_it_is(bot: Bot, cast: Cast, body: bytes) -> None:
    connection = connect(bot, cast.shop, "aftership")
    assert send(bot, connection, body).status_code == 200
    assert send(bot, connection, body).status_code == 200
    [event] = raw_events(bot)
    assert len(event.dedupe_key) <= 200
    assert bot.spool.count() == 0


@pytest.mark.parametrize("letters", ["\x00", "\ud800", "ક" * 300, "x" * 5000])
def test_it_makes_topics_and_keys_fit(bot: Bot, cast: Cast, letters: str) -> None:
    connection = connect(bot, cast.shop, "own", account="api")
    with bot.database.writing.begin() as db:
        for ending in ("1", "1", "2"):
            store.store(db, connection, Delivery(letters, b"{}"), letters + ending, bot.now())
    stored = raw_events(bot)
    assert len({event.dedupe_key for event in stored}) == len(stored) == 2
    assert max(len(event.dedupe_key) for event in stored) <= 200


@pytest.mark.parametrize("topic", LAST_WORDS)
def test_it_hears_the_last_words_of_a_shop_that_left(bot: Bot, cast: Cast, topic: str) -> None:
    connection = connect(bot, cast.shop, "shopify")
    with bot.database.writing.begin() as db:
        accounts.disconnect(db, cast.shop, connection.id)
    assert send(bot, connection, LAST_WORDS[topic], topic).status_code == 200
    assert raw_events(bot)[0].state == "waiting"


def test_it_only_notes_what_else_a_shop_that_left_says(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    with bot.database.writing.begin() as db:
        accounts.disconnect(db, cast.shop, connection.id)
    assert send(bot, connection, ORDER, "orders/create").status_code == 200
    [event] = raw_events(bot)
    assert (event.state, event.reason) == ("ignored", "disconnected")
    assert post(bot, connection, b"{}", {}).status_code == 401
