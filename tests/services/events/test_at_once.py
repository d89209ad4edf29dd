"""Many workers at once: each event applied once, one order of many events."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.notices import Moment
from bot.db.orders import Order, Parcel
from tests.cast import Cast
from tests.driver import rows
from tests.senders import connect, raw_events
from tests.services.events.script import apply_all, scripted, store


def test_it_is_applied_once_by_many_workers(bot: Bot, cast: Cast) -> None:
    bot, _ = scripted(bot)
    event_id = store(bot, connect(bot, cast.shop, "own", account="api"), "both")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: tasks.apply_event(bot, event_id), range(8)))
    assert raw_events(bot)[0].state == "applied"
    assert len(rows(bot, Order)) == 1


def test_it_makes_one_order_of_many_events_at_once(bot: Bot, cast: Cast) -> None:
    bot, _ = scripted(bot)
    connection = connect(bot, cast.shop, "own", account="api")
    ids = [store(bot, connection, "both") for _ in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda event_id: tasks.apply_event(bot, event_id), ids))
    apply_all(bot)
    assert (len(rows(bot, Order)), len(rows(bot, Parcel))) == (1, 1)
    assert sorted(moment.kind for moment in rows(bot, Moment)) == ["order.placed", "parcel.shipped"]


@pytest.mark.parametrize(("races", "state", "attempts"), [(2, "applied", 0), (3, "waiting", 1)])
def test_it_looks_again_at_once_when_it_lost_a_race(
    bot: Bot, cast: Cast, races: int, state: str, attempts: int
) -> None:
    bot, _ = scripted(bot, races)
    tasks.apply_event(bot, store(bot, connect(bot, cast.shop, "own", account="api"), "order"))
    [event] = raw_events(bot)
    assert (event.state, event.attempts) == (state, attempts)
