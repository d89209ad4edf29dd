"""Money from Shopify: exact, in the currency the customer saw, and only what really goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.news import Nothing, OrderNews, OrderRef, RefundNews, Unreadable
from bot.shops.shopify.source import ShopifySource
from tests.shops.shopify import KNOWN, ORDER_ID, posted, read, read_all, shape

REFUND = RefundNews(
    OrderRef(ORDER_ID), "9300112233445", 89950, "INR", at=datetime(2026, 11, 26, 5, 30, 2, tzinfo=UTC), done=True
)


def test_it_reads_a_refund_that_was_carried_out() -> None:
    assert read("refunds/create", shape("refund")) == REFUND


def test_it_does_not_say_done_while_a_part_is_pending() -> None:
    first, second = shape("refund")["transactions"]
    body = shape("refund", transactions=[first, second | {"status": "pending"}])
    assert read("refunds/create", body) == replace(REFUND, done=False)


def test_it_leaves_out_what_failed_and_what_is_no_refund() -> None:
    first, second = shape("refund")["transactions"]
    other = [second | {"status": "failure"}, second | {"status": "error"}, second | {"kind": "sale"}]
    assert read("refunds/create", shape("refund", transactions=[first, *other])) == replace(REFUND, amount=59950)


@pytest.mark.parametrize("transactions", [[], [{"kind": "refund", "status": "failure", "amount": "1.00"}]])
def test_it_says_nothing_of_a_refund_that_moves_no_money(transactions: list[Any]) -> None:
    assert isinstance(read("refunds/create", shape("refund", transactions=transactions)), Nothing)


def test_it_goes_by_the_lines_when_transactions_are_not_told() -> None:
    assert read("refunds/create", shape("refund", transactions=None)) == replace(REFUND, done=False)


def test_it_passes_over_the_refund_of_a_test_order() -> None:
    body = shape("refund")
    body["transactions"][0]["test"] = True
    assert isinstance(read("refunds/create", body), Nothing)
    assert ShopifySource(takes_tests=True).read(posted("refunds/create", body), KNOWN) == (REFUND,)


def test_it_counts_what_has_gone_back_for_an_order() -> None:
    lower: dict[str, Any] = {"current_total_price": "2198.50", "current_total_price_set": None}
    news, refund = read_all("orders/updated", shape("order", refunds=[shape("refund")], **lower))
    assert isinstance(news, OrderNews)
    assert refund == REFUND  # as refunds/create tells it: whichever comes first
    assert (news.total, news.refunded) == (309800, 89950)


@pytest.mark.parametrize(
    ("currency", "amount", "minor"),
    [
        ("INR", "1299.00", 129900),
        ("INR", "0.1", 10),
        ("INR", 899.5, 89950),
        ("JPY", "1200", 1200),
        ("KWD", "1.234", 1234),
    ],
)
def test_it_counts_in_the_smallest_unit_of_the_currency(currency: str, amount: Any, minor: int) -> None:
    assert _order(currency, current_total_price=amount).total == minor


def test_it_speaks_in_the_currency_the_customer_paid_in() -> None:
    both = {
        "shop_money": {"amount": "3098.00", "currency_code": "INR"},
        "presentment_money": {"amount": "37.20", "currency_code": "USD"},
    }
    order = shape("order", presentment_currency="USD", current_total_price_set=both)
    for line in order["line_items"]:
        line["price_set"] = both
    news = read("orders/create", order)
    assert isinstance(news, OrderNews)
    assert (news.currency, news.total, news.lines[0].price) == ("USD", 3720, 3720)


def test_it_takes_the_shops_currency_where_none_is_told() -> None:
    assert _order(None).currency == "INR"


@pytest.mark.parametrize(
    "amount", ["-1.00", "1e9", "1.299,00", "1,29.00", "NaN", "", "99999999.99", 10**400, True, [], {"amount": 1}]
)
def test_it_refuses_an_amount_that_is_none(amount: Any) -> None:
    with pytest.raises(Unreadable) as caught:
        _order("INR", current_total_price=amount)
    assert caught.value.field == "current_total_price"


def test_it_refuses_more_refunds_than_it_can_keep() -> None:
    refund = shape("refund")
    refund["transactions"] = [refund["transactions"][0] | {"amount": "9999999.99"}] * 3
    with pytest.raises(Unreadable):
        read("refunds/create", refund)


@pytest.mark.parametrize("currency", ["ZZZ", "rupees", 7])
def test_it_refuses_a_currency_it_does_not_know(currency: Any) -> None:
    with pytest.raises(Unreadable) as caught:
        _order(currency)
    assert caught.value.field == "presentment_currency"


def _order(currency: Any, **changes: Any) -> OrderNews:
    """An order without the sums in two currencies that newer versions have."""
    lines = [{"id": 1, "title": "Kurta", "price": "1", "quantity": 1}]
    bare = {"total_price_set": None, "current_total_price_set": None, "line_items": lines}
    body = shape("order", presentment_currency=currency, currency=currency, **bare) | changes
    news = read("orders/create", body)
    assert isinstance(news, OrderNews)
    return news
