"""Money that goes back: each refund told once, and the order's figures their sum."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.news import OrderRef, RefundNews
from bot.services.incoming import applying
from bot.services.orders.cancelling import cancel_order
from tests.fakes import START
from tests.teller import Teller, order_news, version

DAY = timedelta(days=1)


def refund(external_id: str, amount: int, *, done: bool = False, days: int = 0) -> RefundNews:
    return RefundNews(OrderRef("501"), external_id, amount, "INR", START + days * DAY, done)


def test_it_tells_a_refund_when_it_goes_and_when_it_is_there(teller: Teller) -> None:
    teller.tell(order_news(), refund("r1", 100000), refund("r1", 100000), refund("r1", 100000, done=True, days=1))
    assert teller.told("order.refund") == ["order.refund_issued", "order.refund_done"]
    order = teller.order()
    assert (order.payment, order.refund_amount, order.refunded_at) == ("partly_refunded", 100000, START + DAY)
    assert teller.tell(refund("r1", 100000, done=True, days=9)).ignored == "known already"
    assert teller.moment("order.refund_done").values == {"amount": [100000, "INR"]}


def test_it_sums_refunds_up_and_waits_for_the_last(teller: Teller) -> None:
    teller.tell(order_news(), refund("r1", 400000, done=True), refund("r2", 29700))
    order = teller.order()
    assert (order.payment, order.refund_amount, order.refunded_at) == ("refunded", 429700, None)
    assert teller.tell(refund("r2", 29700)).ignored == "known already"


def test_it_tells_the_refund_of_an_order_that_was_cancelled_here(teller: Teller) -> None:
    teller.tell(order_news())
    cancel_order(teller.db, teller.cast.shop, teller.order().id, START, "c:1:cancel")
    teller.tell(refund("r1", 429700), refund("r1", 429700))
    assert teller.told("order.refund") == ["order.refund_issued"]


def test_it_keeps_what_an_order_says_of_refunds_without_telling(teller: Teller) -> None:
    teller.tell(order_news(), version(1, payment="partly_refunded", refunded=500))
    assert (teller.order().payment, teller.order().refund_amount) == ("partly_refunded", 500)
    assert teller.told("order.refund") == []


def test_it_waits_for_the_order_and_refuses_what_is_no_amount(teller: Teller) -> None:
    with pytest.raises(applying.NotYet):
        teller.tell(refund("r1", 5))
    teller.tell(order_news())
    with pytest.raises(applying.Unfit, match="amount"):
        teller.tell(refund("r1", -5))
    assert teller.tell(refund("r1", 0)).ignored == "no money goes back"


def test_it_does_not_believe_far_more_than_the_order_came_to(teller: Teller) -> None:
    teller.tell(order_news())
    with pytest.raises(applying.Unfit, match="amount"):
        teller.tell(refund("r1", 429700 * 10 + 1))
    assert teller.told("order.refund") == []
    assert not teller.tell(refund("r2", 429700 * 10)).ignored  # the order may have been cut down since


def test_refunds_of_two_currencies_are_never_added(teller: Teller) -> None:
    abroad = replace(refund("r1", 83000), currency="USD")
    teller.tell(order_news(), abroad)
    order = teller.order()
    assert (order.payment, order.refund_amount, order.refund_currency) == ("partly_refunded", 83000, "USD")
    teller.tell(refund("r2", 500))
    order = teller.order()
    assert (order.payment, order.refund_amount, order.refund_currency) == ("partly_refunded", 500, None)
