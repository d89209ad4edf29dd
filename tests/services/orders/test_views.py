"""The stage a customer is told of, and its dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.db.orders import Order, Parcel
from bot.domain.orders import STAGES, OrderFacts, stage_of
from bot.services.orders.finding import find_by_id, list_orders
from tests.services.conftest import NOW, Demo

STAGE_OF = {
    "1042": "out_for_delivery",
    "1043": "in_transit",
    "1044": "delivered",
    "1045": "confirmed",
    "1046": "delivered",
    "1047": "attempt_failed",
    "1048": "cod_unconfirmed",
}


def test_it_tells_the_stage(db: Session, demo: Demo) -> None:
    orders = {number: find_by_id(db, demo.shop, demo.orders[number], NOW) for number in STAGE_OF}
    assert {number: order.stage for number, order in orders.items() if order} == STAGE_OF


def test_it_counts_late_days_from_the_promise(db: Session, demo: Demo) -> None:
    order = find_by_id(db, demo.shop, demo.orders["1043"], NOW)
    assert order
    assert (order.late_days, order.late_why, order.expected_on) == (3, "weather", date(2026, 11, 23))


def test_it_is_late_as_soon_as_the_courier_says_so(db: Session, demo: Demo) -> None:
    before = NOW - timedelta(days=8)  # the promised day is still to come
    order = find_by_id(db, demo.shop, demo.orders["1043"], before)
    assert order
    assert (order.late_days, order.late_why) == (5, "weather")


def test_it_counts_days_in_the_zone_of_the_shop(db: Session, demo: Demo) -> None:
    evening = NOW.replace(hour=18, minute=29)  # 23:59 in India
    before = find_by_id(db, demo.shop, demo.orders["1043"], evening)
    after = find_by_id(db, demo.shop, demo.orders["1043"], evening + timedelta(minutes=2))
    assert before
    assert after
    assert (before.late_days, after.late_days) == (3, 4)


def test_it_calls_nothing_late_that_is_over(db: Session, demo: Demo) -> None:
    later = NOW + timedelta(days=90)
    delivered = find_by_id(db, demo.shop, demo.orders["1044"], later)
    assert delivered
    assert (delivered.late_days, delivered.late_why) == (0, None)


def test_it_closes_the_return_window_after_its_last_day(db: Session, demo: Demo) -> None:
    def on(days: int) -> tuple[date | None, date | None]:
        order = find_by_id(db, demo.shop, demo.orders["1046"], NOW + timedelta(days=days))
        assert order
        return order.returnable_until, order.return_ended_on

    last = date(2026, 11, 25)
    assert on(4) == (last, None)
    assert on(5) == (None, last)


def test_it_hides_a_parcel_that_waits_for_the_courier(db: Session, demo: Demo) -> None:
    parcel = Parcel(
        merchant_id=demo.shop,
        order_id=demo.orders["1045"],
        courier="Ekart",
        tracking_number="FMPC1",
        stage="ready",
        stage_at=NOW,
    )
    db.add(parcel)
    db.flush()
    order = find_by_id(db, demo.shop, demo.orders["1045"], NOW)
    assert order
    assert (order.stage, order.tracking_number, order.cancellable) == ("packed", "", True)


def test_it_goes_by_the_newest_parcel(db: Session, demo: Demo) -> None:
    order = db.get_one(Order, demo.orders["1044"])
    values = {"courier": "Ekart", "tracking_number": "FMPC2", "stage": "in_transit", "stage_at": NOW}
    order.parcels.append(Parcel(merchant_id=demo.shop, **values))
    db.flush()
    view = list_orders(db, demo.shop, demo.customers["Mitali"], NOW)[0]
    assert (view.stage, view.delivered_on, view.returnable_until) == ("in_transit", None, None)


@pytest.mark.parametrize("payment", ["paid", "cod", "pending", "refunded", "partly_refunded"])
@pytest.mark.parametrize("parcel", [None, "ready", "shipped", "lost", "returned"])
def test_it_knows_no_other_stages(payment: str, parcel: str | None) -> None:
    for cancelled in (True, False):
        assert stage_of(OrderFacts(cancelled, payment, True, False, parcel)) in STAGES


@pytest.mark.parametrize(
    ("payment", "left", "to_pay"),
    [("cod", None, 189900), ("cod", 169900, 169900), ("cod", 0, None), ("paid", 169900, None), ("pending", 5, None)],
)
def test_what_is_paid_at_the_door_is_what_the_shop_says_is_left(
    db: Session, demo: Demo, payment: str, left: int | None, to_pay: int | None
) -> None:
    row = db.get_one(Order, demo.orders["1048"])
    row.payment, row.total, row.to_pay = payment, 189900, left
    order = find_by_id(db, demo.shop, row.id, NOW)
    assert order
    assert (order.to_pay.minor if order.to_pay else None) == to_pay
