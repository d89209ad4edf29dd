"""Whose parcel we have called late ourselves gets no marketing until it is there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.services.moments import lateness
from bot.services.notices import trouble
from tests.fakes import START
from tests.teller import Teller, new_teller, order_news, parcel_news, version

DAY = timedelta(days=1)
PROMISED = date(2026, 11, 23)
SECOND = {"external_id": "f2", "tracking_number": "T2"}


@pytest.fixture
def teller(db: Any) -> Teller:
    return new_teller(db)


def wrong(teller: Teller, days: float) -> str:
    """What is wrong for the buyer by then."""
    return trouble.find_trouble(teller.db, teller.cast.shop, teller.order().customer_id, START + days * DAY)


def test_a_parcel_its_courier_calls_delayed_is_late_until_it_is_there(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped", 1))
    assert wrong(teller, 1) == ""
    teller.tell(parcel_news("delayed", 2, late_why="weather"))
    assert wrong(teller, 1) == "late_parcel"
    teller.tell(parcel_news("in_transit", 3))
    assert wrong(teller, 1) == "late_parcel"
    teller.tell(parcel_news("delivered", 4))
    assert wrong(teller, 1) == ""


def test_a_silent_parcel_is_late_once_that_was_told(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped", 1))
    assert wrong(teller, 4) == ""
    lateness.record_overdue(teller.db, START + 4 * DAY)
    assert wrong(teller, 4) == "late_parcel"


def test_an_order_that_was_called_late_stays_so_whatever_day_is_named_since(teller: Teller) -> None:
    teller.tell(order_news(promised_on=PROMISED))
    lateness.record_overdue(teller.db, START + 3 * DAY)
    teller.now = START + 3 * DAY
    teller.tell(version(60 * 72, promised_on=PROMISED + 5 * DAY))
    assert wrong(teller, 3) == "late_parcel"
    teller.tell(parcel_news("shipped", 71), parcel_news("delivered", 72))
    assert wrong(teller, 3) == ""


def test_a_late_parcel_counts_while_another_one_has_come(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("delayed", 1), parcel_news("in_transit", 2))
    teller.tell(parcel_news("delivered", 3, **SECOND))
    assert wrong(teller, 1) == "late_parcel"
    teller.tell(parcel_news("delivered", 4))
    assert wrong(teller, 1) == ""


def test_what_was_called_off_is_not_late_once_its_successor_has_come(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("label", 1, expected_on=PROMISED))
    teller.tell(parcel_news("", 2, cancelled=True), parcel_news("delivered", 3, **SECOND))
    assert wrong(teller, 5) == ""


def test_lateness_of_one_customer_is_none_of_anothers(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped", 1))
    lateness.record_overdue(teller.db, START + 4 * DAY)
    assert trouble.find_trouble(teller.db, teller.cast.shop, teller.cast.meera, START + 4 * DAY) == ""
    assert trouble.find_trouble(teller.db, teller.cast.other_shop, teller.cast.asha, START + 4 * DAY) == ""
