"""Two bodies of one second: another body is news, unless it goes back."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.news import Person
from tests.cast import ASHA, JOHN
from tests.fakes import START
from tests.teller import Teller, order_news

DAY_AFTER = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("change", "column", "value"),
    [
        ({"total": 1}, "total", 1),
        ({"to_pay": 5}, "to_pay", 5),
        ({"number": "#77"}, "number", "#77"),
        ({"promised_on": DAY_AFTER}, "promised_on", DAY_AFTER),
        ({"cancelled_at": START}, "status", "cancelled"),
    ],
)
def test_it_takes_another_body_of_the_same_second(
    teller: Teller, change: dict[str, object], column: str, value: object
) -> None:
    teller.tell(order_news())
    assert teller.tell(order_news(**change)).ignored == ""
    assert getattr(teller.order(), column) == value
    assert teller.tell(order_news(**change)).ignored == "known already"


def test_a_phone_number_corrected_in_the_second_of_the_order_is_news(teller: Teller) -> None:
    teller.tell(order_news(person=Person(phones=(ASHA,))), order_news(person=Person(phones=(JOHN,))))
    assert teller.order().customer_id == teller.cast.john


def test_the_earlier_of_two_bodies_of_a_second_changes_nothing(teller: Teller) -> None:
    teller.tell(order_news(packed_at=START))
    assert teller.tell(order_news(payment="pending", total=1)).ignored == "known already"
    assert teller.tell(order_news(packed_at=None, total=1)).ignored == "known already"
    assert teller.order().total == 429700
