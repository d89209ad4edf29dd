"""Cancelling and confirming an order."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.db.orders import Order, Parcel
from bot.domain.money import Money
from bot.services.orders.cancelling import cancel_order
from bot.services.orders.cash_on_delivery import confirm_cod
from bot.services.orders.finding import find_by_id
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
