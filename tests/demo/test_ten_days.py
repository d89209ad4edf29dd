"""Ten presses of "Next day": what each of the seven hears, on its day and in order; dates agree wherever they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.orders import Order, Sighting
from bot.db.shop import Merchant
from bot.demo.cast import ASHA, FARIDA, JOHN, KIRAN, MITALI, RAHUL, SOURAV
from bot.services.orders.finding import find_order
from tests.demo.days import INDIA, pass_day, today, told
from tests.engines import on_sqlite
from tests.fakes import Watch, clock_of
from tests.seeded import seed_into

# Days from the day of seeding. By SMS, which needs no approval of templates; John and Sourav want no offers.
HEARD = {
    ASHA: [
        *((0, "delivered"), (1, "placed"), (1, "guide"), (1, "thanks"), (2, "packed"), (3, "shipped")),
        *((3, "review"), (5, "near"), (6, "out_for_delivery"), (6, "delivered"), (7, "guide")),
        *((7, "thanks"), (9, "review"), (10, "placed")),
    ],
    RAHUL: [
        *((1, "late"), (2, "near"), (3, "out_for_delivery"), (3, "delivered"), (4, "guide")),
        *((4, "thanks"), (6, "review")),
    ],
    MITALI: [(1, "birthday"), (2, "review"), (8, "match")],  # one offer a day: the review waits for the next
    JOHN: [
        *((1, "packed"), (2, "shipped"), (4, "near"), (5, "out_for_delivery"), (5, "delivered")),
        (6, "guide"),
    ],
    FARIDA: [(1, "cart_1"), (2, "cart_2"), (4, "cart_3"), (7, "placed"), (8, "packed"), (9, "shipped")],
    KIRAN: [
        *((1, "out_for_delivery"), (1, "delivered"), (2, "guide"), (2, "thanks"), (4, "review")),
    ],
    SOURAV: [(0, "cod_reminder"), (4, "cod_ask"), (4, "cod_reminder")],
}


@pytest.fixture
def by_sms(bot: Bot) -> Bot:
    """The demo shop, whose customers are told by SMS."""
    with bot.database.writing.begin() as db:
        seed_into(db, bot.now(), None)
    return bot


def heard_by(phone: str, bot: Bot) -> list[tuple[int, str]]:
    """(day, rule) of what this customer was told."""
    began = Watch()().astimezone(INDIA).date()
    return [((one.day - began).days, one.rule) for one in told(bot) if one.phone == phone]


def test_each_of_the_seven_hears_everything_on_its_day_and_in_order(by_sms: Bot) -> None:
    began = today(by_sms)
    for number in range(1, 11):
        assert pass_day(by_sms).number == number
        assert today(by_sms) == began + timedelta(days=number)
    assert {phone: heard_by(phone, by_sms) for phone in HEARD} == HEARD


@on_sqlite
@pytest.mark.parametrize("hour", [3, 16, 23], ids=str)
def test_it_begins_at_any_hour(bot: Bot, hour: int) -> None:
    watch = clock_of(bot)
    watch.time = watch.time.astimezone(INDIA).replace(hour=hour, minute=10).astimezone(watch.time.tzinfo)
    with bot.database.writing.begin() as db:
        seed_into(db, bot.now(), None)
    for _ in range(3):
        pass_day(bot)
    rules = {phone: {rule for _, rule in heard_by(phone, bot)} for phone in HEARD}
    assert rules[ASHA] >= {"delivered", "guide", "thanks", "placed"}
    assert rules[RAHUL] == {"late", "near", "out_for_delivery"}
    assert rules[MITALI] == {"birthday", "review"}
    assert rules[FARIDA] == {"cart_1", "cart_2"}
    assert rules[KIRAN] >= {"out_for_delivery", "delivered", "guide"}
    assert rules[SOURAV] == {"cod_reminder"}
    assert "late" not in rules[ASHA] | rules[JOHN] | rules[KIRAN]


@on_sqlite
def test_each_scan_has_its_own_day_and_nothing_comes_later_than_was_said(by_sms: Bot) -> None:
    named: dict[str, set[int]] = {}
    began = today(by_sms)
    for _ in range(9):
        pass_day(by_sms)
        with by_sms.database.reading.begin() as db:
            for number in ("1043", "1045", "1049"):
                view = find_order(db, db.scalars(select(Merchant.id)).one(), number, by_sms.now())
                if view and view.tracking_number and view.expected_on and not view.delivered_on:
                    named.setdefault(number, set()).add((view.expected_on - began).days)
    assert named == {"1043": {3}, "1045": {5}, "1049": {6}}, "the day that is named stays, and is the day it comes"
    with by_sms.database.reading.begin() as db:
        for number, days in (("1045", [2, 3, 4, 5, 5]), ("1049", [3, 4, 5, 6, 6])):
            scans = select(Sighting.at).join(Order.parcels).join(Sighting).where(Order.number == number)
            at = [scan.astimezone(INDIA).date() for scan in db.scalars(scans.order_by(Sighting.at))]
            assert [(day - began).days for day in at] == days
