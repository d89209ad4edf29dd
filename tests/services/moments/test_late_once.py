"""Lateness that is none: a parcel that waits to be collected, and a missed day the customer has heard of already."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.notices import Moment
from bot.services.moments import lateness
from bot.services.notices import conditions
from tests.fakes import START
from tests.services.moments.test_lateness import DAY, PROMISED, days_later, late
from tests.teller import Teller, order_news, parcel_news


@pytest.mark.parametrize("promised", [PROMISED, None])
def test_it_does_not_call_late_what_waits_to_be_collected(teller: Teller, promised: object) -> None:
    teller.tell(order_news(promised_on=promised), parcel_news("pickup_point", 1, expected_on=PROMISED))
    teller.tell(parcel_news("pickup_point", 2, expected_on=PROMISED + DAY))
    assert days_later(teller, 4) == []
    assert late(teller) == []


def test_it_does_not_tell_of_lateness_once_the_parcel_waits_to_be_collected(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED), parcel_news("in_transit", 1))
    assert days_later(teller, 3) == ["parcel:2026-11-23"]
    moment = teller.moment("parcel.late")
    assert conditions.find_unmet(teller.db, ["not_arrived", "before_the_door"], moment, START) == ""
    teller.now = START + 3 * DAY
    teller.tell(parcel_news("pickup_point", 71))
    assert conditions.find_unmet(teller.db, ["not_arrived"], moment, START) == "not_arrived"
    assert conditions.find_unmet(teller.db, ["before_the_door"], moment, START) == "before_the_door"


def test_it_tells_neither_shipping_nor_lateness_of_what_was_called_off(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED), parcel_news("shipped", 1))
    assert days_later(teller, 3) == ["parcel:2026-11-23"]
    teller.tell(parcel_news("", 2, cancelled=True, expected_on=PROMISED + 3 * DAY))
    assert len(late(teller)) == 1
    for kind, condition in (("parcel.late", "not_arrived"), ("parcel.shipped", "before_the_door")):
        assert conditions.find_unmet(teller.db, [condition], teller.moment(kind), START) == condition


def test_it_tells_a_day_missed_by_the_order_not_again_of_its_parcel(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED))
    assert days_later(teller, 2.6) == ["order:2026-11-23"]
    teller.now = START + 3 * DAY
    teller.tell(parcel_news("shipped", 71))
    assert days_later(teller, 3) == []
    teller.tell(parcel_news("in_transit", 72, expected_on=PROMISED + 2 * DAY))
    assert late(teller)[-1][1]["day"] == "2026-11-25"
    assert days_later(teller, 5) == ["parcel:2026-11-25"]


def test_it_tells_a_day_its_courier_has_put_off_not_again_of_the_order(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED), parcel_news("label", 1, expected_on=PROMISED + 2 * DAY))
    assert [subject for subject, _ in late(teller)] == ["parcel:2026-11-23"]
    assert days_later(teller, 3) == []


def test_it_tells_of_each_parcel_that_misses_the_day(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED), parcel_news("shipped", 1))
    teller.tell(parcel_news("shipped", 1, external_id="f2", tracking_number="T2"))
    lateness.record_overdue(teller.db, START + timedelta(days=3))
    told = teller.db.scalars(select(Moment.parcel_id).where(Moment.kind == "parcel.late"))
    assert len(set(told)) == 2
