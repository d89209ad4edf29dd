"""Orders paid in another currency than the shop's: each sum is told in its own; and what is left to pay."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.news import OrderNews, RefundNews
from tests.shops.shopify import read_all, shape

ABROAD = {"currency": "INR", "presentment_currency": "USD", "total_price": "8300.00", "current_total_price": "8300.00"}
_BOTH = {
    "shop_money": {"amount": "1899.00", "currency_code": "INR"},
    "presentment_money": {"amount": "22.80", "currency_code": "USD"},
}
AT_A_RATE = {"presentment_currency": "USD", "total_price_set": _BOTH, "current_total_price_set": _BOTH}
TWENTY = {"amount": "20.41", "currency_code": "USD"}


def _in_rupees(amount: str, currency: str = "INR", **more: Any) -> dict[str, Any]:
    return {"id": 1, "kind": "refund", "status": "success", "amount": amount, "currency": currency, **more}


def test_a_refund_in_the_shops_currency_is_never_told_in_the_customers() -> None:
    refund = {"id": 94, "created_at": "2026-11-22T10:00:00Z", "transactions": [_in_rupees("830.00")]}
    order, told = read_all(
        "orders/updated", shape("order", **ABROAD, refunds=[refund], financial_status="partially_refunded")
    )
    assert isinstance(order, OrderNews)
    assert isinstance(told, RefundNews)
    assert (order.currency, order.refunded, order.payment) == ("USD", 0, "partly_refunded")
    assert (told.amount, told.currency) == (83000, "INR")


def test_it_reads_a_refund_in_the_orders_currency_where_the_payload_has_it() -> None:
    both = {"presentment_money": {"amount": "9.99", "currency_code": "USD"}}
    refund = {"id": 94, "created_at": "2026-11-22T10:00:00Z", "transactions": [_in_rupees("830.00", amount_set=both)]}
    order, _ = read_all("orders/updated", shape("order", **ABROAD, refunds=[refund]))
    assert isinstance(order, OrderNews)
    assert (order.currency, order.refunded) == ("USD", 999)


def test_it_never_adds_two_currencies() -> None:
    going = [_in_rupees("830.00"), _in_rupees("5.00", "USD"), _in_rupees("70.00")]
    told = read_all("refunds/create", shape("refund", transactions=going))
    assert [(one.amount, one.currency) for one in told if isinstance(one, RefundNews)] == [(90000, "INR"), (500, "USD")]
    assert len({one.external_id for one in told if isinstance(one, RefundNews)}) == 2


@pytest.mark.parametrize(
    ("changes", "to_pay"),
    [
        ({"total_outstanding": "1699.00"}, 169900),
        ({"total_outstanding": "0.00"}, 0),
        ({"total_outstanding": None}, None),
        ({"total_outstanding": "1699.00", "presentment_currency": "USD"}, None),  # it is in the shop's
        # each order has one rate: that between its two totals
        ({"total_outstanding": "1699.00", **AT_A_RATE}, 2040),
        ({"total_outstanding": "1899.00", **AT_A_RATE}, 2280),
        ({"total_outstanding": "1699.00", **AT_A_RATE, "total_outstanding_set": {"presentment_money": TWENTY}}, 2041),
    ],
)
def test_it_reads_what_is_left_to_pay(changes: dict[str, Any], to_pay: int | None) -> None:
    order = shape("order", financial_status="partially_paid", payment_gateway_names=["Razorpay", "Cash on Delivery"])
    (news,) = read_all("orders/create", order | {"refunds": []} | changes)
    assert isinstance(news, OrderNews)
    assert (news.payment, news.to_pay) == ("cod", to_pay)
