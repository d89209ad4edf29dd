"""Cash on delivery by whatever name a gateway has."""

from __future__ import annotations

import pytest

from bot.domain.orders import is_cash_at_the_door


@pytest.mark.parametrize(
    "method",
    [
        *("cod", "COD", "wc_smart_cod", "smartcod", "cod-extra", "cod_fee", "codpay", "razorpay_cod", "COD (+ ₹49)"),
        *("Cash on Delivery (COD)", "cash_on_delivery", "cashondelivery", "Cash On Delivery - Pay INR 49 extra"),
        *("Pay on delivery", "Payment at the door", "Cash upon delivery", "Collect on delivery", "Pay by door"),
        *("Cash at doorstep", "कैश ऑन डिलीवरी", "डिलीवरी पर भुगतान", "કેશ ઓન ડિલિવરી", "ক্যাশ অন ডেলিভারি"),
    ],
)
def test_it_knows_cash_by_its_names(method: str) -> None:
    assert is_cash_at_the_door(method)


@pytest.mark.parametrize(
    "method",
    [
        *("razorpay", "Online", "UPI / Cards", "Discount code", "promo-code", "codec", "bacs", "", "Barcode pay"),
        *(
            "Prepaid - save ₹49 vs COD",
            "Pay online (no COD)",
            "COD not available",
            "Cash wallet",
            "Delivery charges paid",
        ),
    ],
)
def test_it_takes_nothing_else_for_cash(method: str) -> None:
    assert not is_cash_at_the_door(method)
