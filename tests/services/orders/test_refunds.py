"""Where is my refund."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.db.requests import Request
from bot.domain.money import Money
from bot.domain.requests import RequestKind
from bot.services.desk.requests import NewRequest, open_request
from bot.services.orders.cancelling import cancel_order
from bot.services.orders.refunds import RefundView, find_refund
from tests.services.conftest import NOW, Demo


def state(db: Session, demo: Demo, number: str | None, who: str = "John") -> RefundView:
    """What this person is told."""
    return find_refund(db, demo.shop, demo.customers[who], demo.orders[number] if number else None, NOW)


def ask_back(db: Session, demo: Demo) -> None:
    """John wants his money back."""
    who = (demo.customers["John"], demo.talks["John"])
    asked = NewRequest(*who, demo.orders["1046"], RequestKind.REFUND, "", "t:1:refund", "RQ-7K3M")
    open_request(db, demo.shop, asked, NOW)


def test_it_knows_when_there_is_none(db: Session, demo: Demo) -> None:
    assert state(db, demo, "1046") == RefundView("none", "1046")
    assert state(db, demo, None) == RefundView("none")


def test_it_tells_of_a_request_nobody_has_decided(db: Session, demo: Demo) -> None:
    ask_back(db, demo)
    told = RefundView("requested", "1046", reference="RQ-7K3M", requested_on=date(2026, 11, 21))
    assert state(db, demo, "1046") == told
    assert state(db, demo, None) == told


def test_it_forgets_a_request_that_was_refused(db: Session, demo: Demo) -> None:
    ask_back(db, demo)
    db.scalars(select(Request)).one().state = "refused"
    db.flush()
    assert state(db, demo, "1046").state == "none"


def test_it_tells_of_money_that_is_on_its_way(db: Session, demo: Demo) -> None:
    cancel_order(db, demo.shop, demo.orders["1045"], NOW)
    told = state(db, demo, None)
    assert (told.state, told.amount, told.order_number) == ("due", Money(1899_00), "1045")


def test_it_tells_of_money_that_was_sent(db: Session, demo: Demo) -> None:
    order = db.get_one(Order, demo.orders["1046"])
    order.refund_amount, order.refunded_at = 500_00, NOW - timedelta(days=1)
    db.flush()
    told = state(db, demo, "1046")
    assert (told.state, told.amount, told.refunded_on) == ("done", Money(500_00), date(2026, 11, 20))


def test_it_tells_nobody_elses(db: Session, demo: Demo) -> None:
    cancel_order(db, demo.shop, demo.orders["1045"], NOW)
    assert state(db, demo, "1045", who="Asha") == RefundView("none")
    other = find_refund(db, demo.other_shop, demo.customers["John"], demo.orders["1045"], NOW)
    assert other == RefundView("none")
