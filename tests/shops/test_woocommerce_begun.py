"""An order of WooCommerce that still has to be paid at once: nobody is thanked and no cart is stopped until it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.connections import Connection
from bot.db.notices import Notice
from bot.db.orders import Cart, Order
from bot.domain.news import CartNews, Person
from tests.cast import ASHA
from tests.fakes import START
from tests.shops.woocommerce_cases import fixture, read_order
from tests.teller import SAREE, Teller, add_connection

DAY = timedelta(days=1)
NAME = "order_paid_gift_from_abroad"


def at(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def tell(teller: Teller, woo: Connection, status: str, after: timedelta, **changes: Any) -> str:
    """Asha's order, begun at START, as it is a while later; what is ignored of it."""
    paid = at(START + after) if status in {"processing", "completed"} else None
    times = {"date_created_gmt": at(START), "date_modified_gmt": at(START + after), "date_paid_gmt": paid}
    billing = fixture(NAME)["billing"] | {"phone": ASHA, "country": "IN"}
    return teller.tell(
        read_order(NAME, status=status, billing=billing, date_paid=None, **(times | changes)), by=woo
    ).ignored


@pytest.fixture
def woo(teller: Teller) -> Connection:
    return add_connection(teller.db, teller.cast.shop, "woocommerce", "https://w.example")


def leave_a_cart(teller: Teller) -> None:
    at = START - timedelta(minutes=20)
    teller.tell(CartNews("tok-1", (SAREE,), "INR", at, Person(phones=(ASHA,)), "https://rangoli.example/c/1"))


def is_open(teller: Teller) -> bool:
    teller.db.expire_all()
    return teller.db.scalars(select(Cart)).one().completed_at is None


@pytest.mark.parametrize("status", ["failed", "pending", "cancelled"])
def test_it_is_silent_of_what_was_not_paid_and_goes_on_reminding(teller: Teller, woo: Connection, status: str) -> None:
    leave_a_cart(teller)
    assert tell(teller, woo, status, timedelta())
    assert (teller.told("order"), is_open(teller)) == ([], True)
    leave_a_cart(teller)
    assert is_open(teller)


@pytest.mark.parametrize("later", [timedelta(minutes=4), 3 * DAY])
def test_it_thanks_once_when_it_is_paid(teller: Teller, woo: Connection, later: timedelta) -> None:
    leave_a_cart(teller)
    tell(teller, woo, "pending", timedelta())
    tell(teller, woo, "failed", timedelta(minutes=1))
    teller.now = START + later
    tell(teller, woo, "processing", later)
    tell(teller, woo, "completed", later + timedelta(minutes=9), date_paid_gmt=at(START + later))
    assert teller.told("order") == ["order.placed", "order.packed"]
    assert teller.db.scalars(select(Notice.state).where(Notice.rule == "placed")).all() == ["planned"]
    assert not is_open(teller)


def test_it_ends_the_same_in_any_order(teller: Teller, woo: Connection) -> None:
    ends = set()
    for told in permutations([("pending", 0), ("failed", 1), ("pending", 2), ("processing", 2), ("processing", 3)]):
        with teller.db.begin_nested() as undone:
            assert teller.db.scalar(select(Order.id)) is None
            for status, minutes in told:
                tell(teller, woo, status, timedelta(minutes=minutes), date_paid_gmt=_paid(status))
            [order] = teller.db.scalars(select(Order).where(Order.external_id == fixture_id()))
            ends.add((order.payment, order.placed_at, tuple(teller.told("order"))))
            undone.rollback()
        teller.db.expire_all()
    assert ends == {("paid", START + timedelta(minutes=2), ("order.placed",))}


def _paid(status: str) -> str | None:
    return at(START + timedelta(minutes=2)) if status == "processing" else None


def fixture_id() -> str:
    return str(fixture(NAME)["id"])


@pytest.mark.parametrize(
    ("status", "method", "kinds"),
    [
        ("on-hold", "bacs", ["order.placed"]),
        ("pending", "cheque", ["order.placed"]),
        ("on-hold", "razorpay", ["order.placed"]),
        ("pending", "cod", ["order.cod"]),
        ("processing", "razorpay", ["order.placed"]),
        ("failed", "cod", []),
        ("pending", "", []),
    ],
)
def test_it_thanks_at_once_where_payment_comes_later(
    teller: Teller, woo: Connection, status: str, method: str, kinds: list[str]
) -> None:
    tell(teller, woo, status, timedelta(), payment_method=method)
    assert teller.told("order") == kinds


def test_it_tells_the_end_of_an_order_that_was_one(teller: Teller, woo: Connection) -> None:
    tell(teller, woo, "on-hold", timedelta())
    tell(teller, woo, "cancelled", timedelta(minutes=5))
    assert teller.told("order") == ["order.placed", "order.cancelled"]
