"""The tracking page in the customer's words: what is to be paid, and what else the shop sells."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.db.orders import Order
from bot.db.shop import Product
from bot.domain.locale import CODES
from tests.storefront.conftest import Front

TO_PAY = "To pay at the door: ₹"


def _pay(front: Front, number: str, payment: str) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Order).where(Order.id == front.orders[number]).values(payment=payment))


@pytest.mark.parametrize(("payment", "shown"), [("cod", True), ("paid", False), ("pending", False)])
def test_cash_to_have_ready_stands_on_the_page(front: Front, payment: str, shown: bool) -> None:
    _pay(front, "1043", payment)
    assert (TO_PAY in front.page("1043", "?lang=en")) is shown


def test_a_cash_order_that_was_delivered_asks_for_nothing(front: Front) -> None:
    delivered = next(number for number in front.orders if "Delivered:" in front.page(number, "?lang=en"))
    _pay(front, delivered, "cod")
    assert TO_PAY not in front.page(delivered, "?lang=en")


def test_a_cancelled_cash_order_asks_for_nothing(front: Front) -> None:
    _pay(front, "1043", "cod")
    with front.bot.database.writing.begin() as db:
        db.execute(update(Order).where(Order.id == front.orders["1043"]).values(status="cancelled"))
    assert TO_PAY not in front.page("1043", "?lang=en")


@pytest.mark.parametrize(
    ("locale", "name"),
    [("en", "Sarees"), ("hi", "साड़ियाँ"), ("gu", "સાડી"), ("bn", "শাড়ি"), ("bn-Latn", "Sharee")],
)
def test_goods_are_named_in_the_language(front: Front, locale: str, name: str) -> None:
    assert f"<span>{name}</span>" in front.page("1042", f"?lang={locale}")


@pytest.mark.parametrize("locale", CODES)
def test_goods_without_a_word_of_ours_keep_the_shops(front: Front, locale: str) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Product).values(category="gamchha <b>"))
    assert "<span>Gamchha &lt;b&gt;</span>" in front.page("1042", f"?lang={locale}")
