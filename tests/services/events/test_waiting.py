"""Events wait their time: after a failed try, for an order they speak of, and until they are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.services.events import replay, store, waiting
from bot.tasks.forgetting import forget
from tests.cast import Cast
from tests.fakes import Watch
from tests.senders import connect, raw_events, send


@pytest.fixture
def event(bot: Bot, cast: Cast) -> RawEvent:
    """One event of a shop, waiting."""
    send(bot, connect(bot, cast.shop, "shopify"), {"id": 1}, "orders/create")
    [stored] = raw_events(bot)
    return stored


def _overdue(bot: Bot) -> list[int]:
    with bot.database.writing.begin() as db:
        return waiting.list_overdue(db, bot.now(), timedelta(seconds=3), 500)


def _park(bot: Bot, event: RawEvent, order: str | None = None, number: str | None = None) -> None:
    with bot.database.writing.begin() as db:
        waiting.park(db, event.id, order, number, bot.now())


def _release(bot: Bot, merchant: int, orders: set[str], numbers: set[str]) -> list[int]:
    with bot.database.writing.begin() as db:
        return waiting.release(db, merchant, orders, numbers, bot.now())


def test_it_is_claimed_by_one(bot: Bot, event: RawEvent) -> None:
    with bot.database.writing.begin() as db:
        assert store.claim(db, event.id) is not None
        if db.get_bind().dialect.name == "postgresql":  # SQLite has one writer, for whom others wait
            with bot.database.writing.begin() as other:
                assert store.claim(other, event.id) is None
    with bot.database.writing.begin() as db:
        assert store.claim(db, event.id) is not None
        store.conclude(db, event.id, None, "", now=bot.now())
        assert store.claim(db, event.id) is None


def test_it_waits_longer_after_each_failure_and_then_for_a_person(bot: Bot, event: RawEvent, watch: Watch) -> None:
    waits = []
    for _ in range(8):
        with bot.database.writing.begin() as db:
            waits.append(store.put_off(db, event.id, "KeyError", bot.now()))
    assert waits == [*store.WAITS, None]
    [row] = raw_events(bot)
    assert (row.state, row.reason, row.attempts) == ("kept", "KeyError", 8)


def test_it_is_found_when_its_bell_was_lost_and_not_before_its_time(bot: Bot, event: RawEvent, watch: Watch) -> None:
    watch.advance(seconds=2)
    assert _overdue(bot) == []
    watch.advance(seconds=2)
    assert _overdue(bot) == [event.id]
    with bot.database.writing.begin() as db:
        store.put_off(db, event.id, "KeyError", bot.now())
    assert _overdue(bot) == []
    watch.advance(seconds=6)
    assert _overdue(bot) == [event.id]


@pytest.mark.parametrize(("orders", "numbers"), [({"1042"}, set()), (set(), {"AWB1"}), ({"7", "1042"}, {"x"})])
def test_it_is_woken_by_the_order_or_the_number(
    bot: Bot, cast: Cast, event: RawEvent, orders: set[str], numbers: set[str]
) -> None:
    _park(bot, event, "1042", "AWB1")
    assert _overdue(bot) == []
    assert _release(bot, cast.shop, {"1043"}, {"AWB2"}) == []
    assert _release(bot, cast.other_shop, orders, numbers) == []
    assert _release(bot, cast.shop, set(), set()) == []
    assert _release(bot, cast.shop, orders, numbers) == [event.id]
    assert _release(bot, cast.shop, orders, numbers) == []
    assert raw_events(bot)[0].state == "waiting"


def test_it_is_looked_at_again_because_the_order_may_have_come_meanwhile(
    bot: Bot, event: RawEvent, watch: Watch
) -> None:
    looks = 0
    _park(bot, event, "1042")
    while raw_events(bot)[0].state == "parked":
        watch.time = raw_events(bot)[0].not_before or watch.time
        assert _overdue(bot) == [event.id]
        _park(bot, event, "1042")
        looks += 1
    [row] = raw_events(bot)
    assert (row.state, row.reason) == ("kept", "no such order")
    assert watch() == event.received_at + timedelta(days=14)
    assert looks < 25


def test_it_forgets_what_was_said_after_thirty_days(bot: Bot, event: RawEvent, watch: Watch) -> None:
    with bot.database.writing.begin() as db:
        store.conclude(db, event.id, None, "", now=bot.now())
    watch.advance(days=29)
    forget(bot)
    assert raw_events(bot)[0].body != ""
    watch.advance(days=2)
    forget(bot)
    [row] = raw_events(bot)
    assert (row.body, row.headers, row.state, row.not_before) == ("", {}, "applied", None)
    with bot.database.writing.begin() as db:
        assert replay.replay(db, [event.id], bot.now()) == []
