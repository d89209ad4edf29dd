"""Cash on delivery at WooCommerce, whose gateways have names of their own."""

from __future__ import annotations

import pytest

from tests.shops.woocommerce_cases import read_order


@pytest.mark.parametrize(
    ("method", "title", "payment"),
    [
        ("wc_smart_cod", "Cash on Delivery - Pay INR 49 extra", "cod"),
        ("custom_gateway_2", "Pay on delivery", "cod"),
        ("cod", "", "cod"),
        ("bacs", "Bank transfer (or cash on delivery: ask)", "pending"),
        ("razorpay", "Prepaid, save ₹49 vs COD", "pending"),
    ],
)
def test_it_knows_cash_on_delivery_by_id_or_title(method: str, title: str, payment: str) -> None:
    order = read_order(status="processing", payment_method=method, payment_method_title=title, date_paid_gmt=None)
    assert (order.payment, order.begun) == (payment, False)
