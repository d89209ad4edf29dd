"""A day at the demo shop happens once, and one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, update

from bot.bootstrap import Bot, build
from bot.db.notices import Moment
from bot.db.orders import Order, Parcel, Sighting
from bot.demo import passing
from bot.demo.day import NoDemo, StillDay
from bot.demo.passing import NoWorker
from bot.tasks.events import apply_event
from tests.demo.days import TOKEN, events, milestone, pass_day, store_morning, today
from tests.engines import on_sqlite
from tests.fakes import clock_of


def test_it_waits_for_the_day_before(shop: Bot) -> None:
    store_morning(shop)
    before, now = len(events(shop)), shop.now()
    with pytest.raises(StillDay):
        pass_day(shop)
    assert (len(events(shop)), shop.now()) == (before, now)


def test_it_stops_in_the_evening_without_a_worker_and_goes_on_with_one(
    shop: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = today(shop)
    monkeypatch.setattr(passing, "PATIENCE", 0.0)
    with pytest.raises(NoWorker) as stopped:
        passing.pass_day(shop, TOKEN)
    assert stopped.value.passed.lines == ("Order 1042: delivered",)
    assert today(shop) == first
    for event in events(shop):
        apply_event(shop, event.id)
    monkeypatch.undo()
    assert "Order 1043: delayed" in pass_day(shop).lines
    assert (today(shop) - first).days == 1


def test_it_tells_each_step_once_however_long_the_day_lasts(shop: Bot) -> None:
    pass_day(shop)
    for event in events(shop):
        apply_event(shop, event.id)
    clock_of(shop).advance(hours=1)
    with shop.database.reading.begin() as db:
        told = db.scalar(select(func.count(Moment.id)).where(Moment.kind == "parcel.delivered"))
    assert told == 1


def test_it_says_when_there_is_no_demo_shop(bot: Bot) -> None:
    with pytest.raises(NoDemo, match="dastak seed"):
        pass_day(bot)


def test_it_moves_no_time_where_customers_are_real(shop: Bot) -> None:
    real = build(shop.settings, messenger=shop.messenger, dialogue=shop.dialogue, guesser=shop.guesser)
    assert not shop.settings.simulated
    with pytest.raises(NoDemo, match="real shop"):
        passing.pass_day(real, TOKEN)
    assert events(shop) == []


@on_sqlite
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
            return pass_day(shop).number
        except StillDay:
            return 0

    with ThreadPoolExecutor(4) as people:
        assert sorted(people.map(ask, range(4))) == [0, 0, 0, 1]
    assert len(events(shop)) == 6


@on_sqlite
def test_it_never_speaks_of_the_future(shop: Bot) -> None:
    with shop.database.writing.begin() as db:
        db.execute(update(Order).where(Order.number == "1048").values(cod_confirmed_at=shop.now()))
    for _ in range(9):
        pass_day(shop)
        with shop.database.reading.begin() as db:
            assert max(db.scalars(select(Sighting.at))) <= shop.now()
