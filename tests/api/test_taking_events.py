"""Events in through the API: all or none, once for each idempotency key."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

from bot.api.examples import EXAMPLES
from bot.bootstrap import Bot
from bot.db.connections import Connection, RawEvent
from bot.db.engine import open_engine, sessions
from bot.domain.news import Delivery, OrderNews
from bot.ports import Known
from bot.shops.own.source import OwnSource
from tests.api.caller import new_key, order, tell
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import START

KNOWN = Known("INR", "Asia/Kolkata", "IN", START)


def test_it_takes_one_event(bot: Bot, cast: Cast) -> None:
    answer = tell(bot, new_key(bot, cast.shop), order())
    [event] = rows(bot, RawEvent)
    assert (answer.status_code, answer.json) == (202, {"accepted": 1, "ids": [event.id]})
    assert (event.merchant_id, event.topic, event.state, event.came_by) == (cast.shop, "order", "waiting", "api")
    [own] = rows(bot, Connection)
    assert (own.kind, own.merchant_id, own.source) == ("own", cast.shop, "own")


def test_it_takes_a_hundred_in_order(bot: Bot, cast: Cast) -> None:
    answer = tell(bot, new_key(bot, cast.shop), {"events": [order(str(number)) for number in range(100)]})
    events = rows(bot, RawEvent)
    assert answer.json == {"accepted": 100, "ids": [event.id for event in events]}
    numbers = [_read(event).number for event in events]
    assert numbers == [str(number) for number in range(100)]


def test_it_takes_every_example_of_its_description(bot: Bot, cast: Cast) -> None:
    assert tell(bot, new_key(bot, cast.shop), {"events": list(EXAMPLES.values())}).status_code == 202
    for name, event in zip(EXAMPLES, rows(bot, RawEvent), strict=True):
        assert event.topic == name
        assert len(OwnSource().read(_delivery(event), KNOWN)) == 1


def test_it_answers_a_repeat_as_the_first_time(bot: Bot, cast: Cast) -> None:
    key, body = new_key(bot, cast.shop), {"events": [order("1"), order("2")]}
    first = tell(bot, key, body, Idempotency_Key="a-b")
    again = tell(bot, key, body, Idempotency_Key="a-b")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (200, "true")
    assert again.json == first.json
    assert len(rows(bot, RawEvent)) == 2


def test_it_refuses_a_key_with_another_body(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    tell(bot, key, order("1"), Idempotency_Key="same")
    answer = tell(bot, key, order("2"), Idempotency_Key="same")
    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
    assert len(rows(bot, RawEvent)) == 1


def test_it_refuses_a_key_whose_first_body_is_forgotten(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    tell(bot, key, order("1"), Idempotency_Key="same")
    with bot.database.writing.begin() as db:
        db.get_one(RawEvent, 1).headers = {}
    assert tell(bot, key, order("1"), Idempotency_Key="same").status_code == 409


def test_it_keeps_the_idempotency_keys_of_shops_apart(bot: Bot, cast: Cast) -> None:
    long_key = "k" * 199
    for merchant, ending in ((cast.shop, "1"), (cast.other_shop, "1"), (cast.shop, "2")):
        answer = tell(bot, new_key(bot, merchant), order(), Idempotency_Key=long_key + ending)
        assert answer.status_code == 202
    assert [event.merchant_id for event in rows(bot, RawEvent)] == [cast.shop, cast.other_shop, cast.shop]


def test_it_stores_once_what_is_sent_many_times_at_once(bot: Bot, cast: Cast) -> None:
    key, body = new_key(bot, cast.shop), {"events": [order("1"), order("2")]}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: tell(bot, key, body, Idempotency_Key="storm"), range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [202]
    assert len({str(answer.json) for answer in answers}) == 1
    assert len(rows(bot, RawEvent)) == 2


def test_it_says_that_it_needs_an_idempotency_key(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    for given in ("", "k" * 201, "with blank", "ключ".encode().decode("latin-1")):
        answer = tell(bot, key, order(), Idempotency_Key=given)
        assert answer.status_code == 400
        assert "Idempotency-Key" in answer.get_json()["detail"]
    assert not rows(bot, RawEvent)


def test_it_says_that_nothing_was_stored_while_the_database_is_away(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    nowhere = sessions(open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    answer = tell(dataclasses.replace(bot, database=nowhere), key, order())
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert "Retry-After" in answer.headers


def test_it_knows_an_order_without_an_id_by_its_number(bot: Bot, cast: Cast) -> None:
    tell(bot, new_key(bot, cast.shop), order("#7"))
    news = _read(rows(bot, RawEvent)[0])
    assert (news.external_id, news.number, news.version_at) == ("#7", "#7", START)
    assert (news.person.phones, news.person.country, news.currency) == (("98000 00001",), "IN", "INR")


def _read(event: RawEvent) -> OrderNews:
    [news] = OwnSource().read(_delivery(event), KNOWN)
    assert isinstance(news, OrderNews)
    return news


def _delivery(event: RawEvent) -> Delivery:
    return Delivery(event.topic, event.body.encode(), event.headers)
