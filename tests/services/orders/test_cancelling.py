"""Cancelling and confirming an order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.db.orders import Order, Parcel
from bot.domain.money import Money
from bot.services.orders.cancelling import cancel_order, restore_order
from bot.services.orders.cash_on_delivery import confirm_cod
from bot.services.orders.finding import find_by_id
from bot.services.orders.payment import find_money_back, find_paid, is_paid
from tests.services.conftest import NOW, Demo


def test_it_cancels_what_has_not_left_and_owes_the_money(db: Session, demo: Demo) -> None:
    result = cancel_order(db, demo.shop, demo.orders["1045"], NOW)
    assert (result.outcome, result.refund) == ("cancelled", Money(1899_00))
    assert result.order
    assert (result.order.stage, result.order.refunded_on) == ("cancelled", None)


def test_it_owes_nothing_for_cash_on_delivery(db: Session, demo: Demo) -> None:
    result = cancel_order(db, demo.shop, demo.orders["1048"], NOW)
    assert (result.outcome, result.refund) == ("cancelled", None)


def test_it_is_too_late_once_the_parcel_left(db: Session, demo: Demo) -> None:
    for number in ("1042", "1043", "1044", "1047"):
        assert cancel_order(db, demo.shop, demo.orders[number], NOW).outcome == "too_late"
        assert db.get_one(Order, demo.orders[number]).status == "open"


def test_it_still_cancels_a_parcel_that_waits_for_the_courier(db: Session, demo: Demo) -> None:
    order = db.get_one(Order, demo.orders["1045"])
    values = {"courier": "Ekart", "tracking_number": "FMPC1", "stage": "ready", "stage_at": NOW}
    order.parcels.append(Parcel(merchant_id=demo.shop, **values))
    db.flush()
    assert cancel_order(db, demo.shop, order.id, NOW).outcome == "cancelled"


def test_it_says_so_when_it_was_cancelled_before(db: Session, demo: Demo) -> None:
    cancel_order(db, demo.shop, demo.orders["1045"], NOW, "talk:1:cancel")
    again = cancel_order(db, demo.shop, demo.orders["1045"], NOW + timedelta(hours=1), "talk:2:cancel")
    assert again.outcome == "already_cancelled"
    assert db.get_one(Order, demo.orders["1045"]).cancelled_at == NOW


def test_it_answers_a_repeated_turn_as_the_first_time(db: Session, demo: Demo) -> None:
    first = cancel_order(db, demo.shop, demo.orders["1045"], NOW, "talk:1:cancel")
    assert cancel_order(db, demo.shop, demo.orders["1045"], NOW, "talk:1:cancel") == first


def test_it_never_cancels_for_another_shop(db: Session, demo: Demo) -> None:
    assert cancel_order(db, demo.other_shop, demo.orders["1045"], NOW).outcome == "unknown"
    assert cancel_order(db, demo.shop, 10**9, NOW).outcome == "unknown"
    assert db.get_one(Order, demo.orders["1045"]).status == "open"


def test_it_confirms_cash_on_delivery_once(db: Session, demo: Demo) -> None:
    assert confirm_cod(db, demo.shop, demo.orders["1048"], NOW)
    assert confirm_cod(db, demo.shop, demo.orders["1048"], NOW + timedelta(hours=1))
    assert db.get_one(Order, demo.orders["1048"]).cod_confirmed_at == NOW
    view = find_by_id(db, demo.shop, demo.orders["1048"], NOW)
    assert view
    assert view.stage == "confirmed"


def test_it_confirms_nothing_else(db: Session, demo: Demo) -> None:
    assert not confirm_cod(db, demo.shop, demo.orders["1045"], NOW)  # paid
    assert not confirm_cod(db, demo.other_shop, demo.orders["1048"], NOW)
    cancel_order(db, demo.shop, demo.orders["1048"], NOW)
    assert not confirm_cod(db, demo.shop, demo.orders["1048"], NOW)


def test_an_advance_goes_back_and_the_rest_was_never_paid(db: Session, demo: Demo) -> None:
    order = db.get_one(Order, demo.orders["1048"])
    order.to_pay = order.total - 200_00
    db.flush()
    assert is_paid(order)
    result = cancel_order(db, demo.shop, order.id, NOW, "talk:1:cancel")
    assert (result.outcome, result.refund) == ("cancelled", Money(200_00))
    assert restore_order(db, demo.shop, order.id, NOW)
    assert db.get_one(Order, order.id).refund_amount is None


@pytest.mark.parametrize(
    ("payment", "to_pay", "paid"),
    [("paid", None, 1000), ("cod", None, 0), ("cod", 700, 300), ("pending", 700, 300), ("pending", 1000, 0)],
)
def test_what_was_paid_is_told_by_what_is_left(payment: str, to_pay: int | None, paid: int) -> None:
    order = Order(total=1000, currency="INR", payment=payment, to_pay=to_pay, refund_amount=None)
    assert (find_paid(order), find_money_back(order)) == (paid, Money(paid or 1000))
    order.refund_amount, order.refund_currency = 50, "USD"
    assert find_money_back(order) == Money(50, "USD")
