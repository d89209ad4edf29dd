"""Finding an order by what a customer types."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.services.orders.finding import find_by_tracking, find_order, find_relevant_order, list_orders
from tests.services.conftest import NOW, Demo

WRITTEN = ("1042", "#1042", "IN-1042", " 1042 ", "१०४२", "૧૦૪૨", "১০৪২", "#૧૦૪૨", "in 1042", "１０４２")
ANYTHING_ELSE = (
    *("", "#", "42", "104", "10420", "0", "ऑर्डर", "%", "10__", "\x00", "9" * 5000),
    *("' OR 1=1 --", "1042'; DROP TABLE orders; --x9"),
)
TRACKED = ("EA482913605IN", "ea 4829 13605 in", "EA४८२९१३६०५IN")


def test_it_finds_a_number_however_it_is_written(db: Session, demo: Demo) -> None:
    found = [find_order(db, demo.shop, typed, NOW) for typed in WRITTEN]
    assert [order and order.id for order in found] == [demo.orders["1042"]] * len(WRITTEN)


def test_it_finds_nothing_for_anything_else(db: Session, demo: Demo) -> None:
    assert [typed for typed in ANYTHING_ELSE if find_order(db, demo.shop, typed, NOW)] == []


def test_it_finds_a_number_however_the_shop_writes_it(db: Session, demo: Demo) -> None:
    for stored in ("#5001", "IN-5002", "5003"):
        add(db, demo, stored)
        order = find_order(db, demo.shop, stored[-4:], NOW)
        assert order
        assert order.number == stored


def test_it_does_not_guess_between_two_orders_with_the_same_digits(db: Session, demo: Demo) -> None:
    add(db, demo, "IN-5001")
    add(db, demo, "EX-5001")
    assert find_order(db, demo.shop, "5001", NOW) is None
    assert find_order(db, demo.shop, "US-5001", NOW) is None
    exact = find_order(db, demo.shop, "ex5001", NOW)
    assert exact
    assert exact.number == "EX-5001"


def test_it_never_finds_an_order_of_another_shop(db: Session, demo: Demo) -> None:
    assert find_order(db, demo.shop, "2001", NOW) is None
    assert list_orders(db, demo.shop, demo.stranger, NOW) == []
    assert list_orders(db, demo.other_shop, demo.customers["Asha"], NOW) == []
    assert find_by_tracking(db, demo.other_shop, "14902250017342", NOW) is None


def test_it_finds_a_parcel_by_its_tracking_number(db: Session, demo: Demo) -> None:
    found = [find_by_tracking(db, demo.shop, typed, NOW) for typed in TRACKED]
    assert [order and order.number for order in found] == ["1044"] * len(TRACKED)
    assert find_by_tracking(db, demo.shop, "", NOW) is None


def test_it_lists_the_newest_first_and_no_more_than_asked(db: Session, demo: Demo) -> None:
    numbers = [order.number for order in list_orders(db, demo.shop, demo.customers["Farida"], NOW, limit=3)]
    assert numbers == ["1040", "1038", "1036"]


def test_it_means_the_most_urgent_order(db: Session, demo: Demo) -> None:
    def of(*numbers: str) -> str:
        chosen = find_relevant_order([view for number in numbers if (view := find_order(db, demo.shop, number, NOW))])
        assert chosen
        return chosen.number

    assert of("1042", "1047", "1043") == "1047"  # nobody was home
    assert of("1043", "1042", "1045") == "1042"  # at the door today
    assert of("1045", "1043", "1044") == "1043"  # late
    assert of("1048", "1045", "1046") == "1045"  # in work
    assert of("1046", "1044") == "1044"  # all over: the newest
    assert find_relevant_order([]) is None


def add(db: Session, demo: Demo, number: str) -> None:
    """An order of Asha's with this number."""
    values = {"customer_id": demo.customers["Asha"], "payment": "paid", "total": 100, "placed_at": NOW}
    db.add(Order(merchant_id=demo.shop, number=number, **values))
    db.flush()
