"""A day at the demo shop happens once, and one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from bot.bootstrap import Bot
from bot.db.notices import Moment
from bot.db.orders import Order, Parcel, Sighting
from bot.demo.day import NoDemo, StillDay
from bot.tasks.events import apply_event
from tests.demo.days import events, milestone, pass_day, store_day
from tests.fakes import clock_of


def test_it_waits_for_the_day_before(shop: Bot) -> None:
    store_day(shop)
    before = len(events(shop))
    with pytest.raises(StillDay):
        store_day(shop)
    assert len(events(shop)) == before


def test_it_tells_each_step_once_however_long_the_day_lasts(shop: Bot) -> None:
    day = pass_day(shop)
    for event_id in day.event_ids:
        apply_event(shop, event_id)
    clock_of(shop).advance(hours=1)
    with shop.database.reading.begin() as db:
        told = db.scalar(select(func.count(Moment.id)).where(Moment.kind == "parcel.delivered"))
    assert told == 1


def test_it_says_when_there_is_no_demo_shop(bot: Bot) -> None:
    with pytest.raises(NoDemo, match="dastak seed"):
        store_day(bot)


def test_it_brings_trouble_once_in_a_parcels_life(shop: Bot) -> None:
    for _ in range(15):
        pass_day(shop)
    with shop.database.reading.begin() as db:
        failed = select(func.count(Sighting.id)).join(Parcel, Parcel.id == Sighting.parcel_id).join(Order)
        failed = failed.where(Order.number == "1051", Sighting.milestone == "attempt_failed")
        assert db.scalar(failed) == 1
    assert milestone(shop, "1051") == "delivered"


def test_it_is_one_day_for_two_who_ask_at_once(shop: Bot) -> None:
    def ask(_: int) -> int:
        try:
            return store_day(shop).number
        except StillDay:
            return 0

    with ThreadPoolExecutor(4) as people:
        assert sorted(people.map(ask, range(4))) == [0, 0, 0, 1]
    assert len(events(shop)) == 6


def test_it_never_speaks_of_the_future(shop: Bot) -> None:
    for _ in range(3):
        pass_day(shop)
    with shop.database.reading.begin() as db:
        assert max(db.scalars(select(Sighting.at))) <= shop.now()
