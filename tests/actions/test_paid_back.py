"""Whether all that an order cost goes back: only sums of one currency are compared."""

from __future__ import annotations

from datetime import date

import pytest

from actions.requests.kinds import is_paid_back
from bot.domain.money import Money
from bot.services.orders.views import OrderView


@pytest.mark.parametrize(
    ("refund", "whole"),
    [
        (None, False),
        (Money(9999, "USD"), True),
        (Money(9998, "USD"), False),
        (Money(83000, "INR"), False),  # ₹830 of an order of $99.99
    ],
)
def test_a_refund_in_another_currency_is_not_known_to_be_all(refund: Money | None, whole: bool) -> None:
    order = OrderView(1, "#1042", 1, "delivered", (), Money(9999, "USD"), "paid", date(2026, 11, 21), refund=refund)
    assert is_paid_back(order) is whole
