"""Lateness: told at once when a day slips, found by us when a day has gone by or a parcel is silent; each day once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.notices import Moment
from bot.services.moments import lateness
from bot.services.orders.cancelling import cancel_order
from bot.services.orders.cash_on_delivery import confirm_cod
from tests.fakes import START
from tests.teller import Teller, order_news, parcel_news, version

PROMISED = date(2026, 11, 23)
DAY = timedelta(days=1)


def late(teller: Teller) -> list[tuple[str, dict[str, Any]]]:
    """Subjects without their ids, and values, of what was told as late."""
    rows = teller.db.scalars(select(Moment).where(Moment.kind == "parcel.late").order_by(Moment.id))
    return [(f"{row.subject.split(':')[0]}:{row.subject.split(':', 2)[2]}", row.values) for row in rows]


def days_later(teller: Teller, days: float) -> list[str]:
    """What is found to be late by then."""
    before = len(late(teller))
    lateness.record_overdue(teller.db, START + days * DAY)
    assert lateness.record_overdue(teller.db, START + days * DAY) == []
    return [subject for subject, _ in late(teller)[before:]]


def test_it_tells_at_once_that_a_day_slips_and_each_missed_day_once(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED), parcel_news("shipped", 1, expected_on=PROMISED))
    teller.tell(parcel_news("in_transit", 2, expected_on=PROMISED + 2 * DAY, late_why="weather"))
    teller.tell(parcel_news("in_transit", 3, expected_on=PROMISED + 2 * DAY))
    values = {"why": "weather", "day": "2026-11-25", "missed": "2026-11-23"}
    assert late(teller) == [("parcel:2026-11-23", values)]
    teller.tell(parcel_news("", 4, expected_on=PROMISED + 1 * DAY), parcel_news("", 5, expected_on=PROMISED + 3 * DAY))
    assert [subject for subject, _ in late(teller)] == ["parcel:2026-11-23", "parcel:2026-11-25"]


def test_it_tells_what_the_courier_says_is_delayed_once(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped", 1), parcel_news("delayed", 2), parcel_news("delayed", 20))
    assert late(teller) == [("parcel:2026-11-21", {"why": "unknown", "day": "", "missed": "2026-11-21"})]


def test_it_does_not_call_a_parcel_late_that_is_there_or_sooner(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED), parcel_news("shipped", 1, expected_on=PROMISED - DAY))
    teller.tell(parcel_news("delivered", 2), parcel_news("delayed", 3, expected_on=PROMISED + DAY))
    assert late(teller) == []
    assert days_later(teller, 5) == []


def test_it_finds_an_order_that_was_never_sent(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED), parcel_news("label"))
    assert days_later(teller, 2.4) == []  # still the 23rd in Ahmedabad
    assert days_later(teller, 2.6) == ["order:2026-11-23"]
    assert days_later(teller, 9) == []


@pytest.mark.parametrize("payment", ["pending", "voided", "refunded", "cod"])
def test_it_waits_for_nobody_to_send_what_is_not_paid_or_not_confirmed(teller: Teller, payment: str) -> None:
    teller.tell(order_news(promised_on=PROMISED, payment=payment))
    assert days_later(teller, 4) == []


def test_it_finds_a_confirmed_order_to_be_paid_at_the_door(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED, payment="cod"))
    confirm_cod(teller.db, teller.cast.shop, teller.order().id, START)
    assert days_later(teller, 4) == ["order:2026-11-23"]


def test_it_finds_a_parcel_whose_day_has_gone_by_then_the_later_day_too(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED), parcel_news("in_transit", 1))
    assert days_later(teller, 3) == ["parcel:2026-11-23"]
    teller.now = START + 3 * DAY
    teller.tell(parcel_news("in_transit", 70, expected_on=date(2026, 11, 26)))
    assert days_later(teller, 5) == []
    assert days_later(teller, 6) == ["parcel:2026-11-26"]


def test_it_finds_a_parcel_that_has_gone_silent_and_speaks_again(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("in_transit", 1))
    assert days_later(teller, 3) == []
    assert days_later(teller, 3.1) == ["parcel:silent:2026-11-21"]
    teller.now = START + 4 * DAY
    teller.tell(parcel_news("in_transit", 96))
    assert days_later(teller, 6) == []
    assert days_later(teller, 7.1) == ["parcel:silent:2026-11-25"]


@pytest.mark.parametrize("end", ["delivered", "returning", "lost"])
def test_it_leaves_alone_what_is_over(teller: Teller, end: str) -> None:
    teller.tell(order_news(promised_on=PROMISED), parcel_news(end, 1))
    assert days_later(teller, 5) == []


def test_it_leaves_alone_what_is_cancelled_or_history(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED))
    assert days_later(teller, 40) == []
    cancel_order(teller.db, teller.cast.shop, teller.order().id, START, "c:1:cancel")
    teller.tell(version(1, promised_on=PROMISED))
    assert days_later(teller, 4) == []
