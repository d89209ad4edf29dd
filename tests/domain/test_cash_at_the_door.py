"""Cash on delivery by whatever name a gateway, a sheet or a shop's own system has for it."""

from __future__ import annotations

import pytest

from bot.domain.cash_at_the_door import is_cash_at_the_door, payment_named


@pytest.mark.parametrize(
    "method",
    [
        *("cod", "COD", "wc_smart_cod", "smartcod", "cod-extra", "cod_fee", "codpay", "razorpay_cod", "COD (+ ₹49)"),
        *(
            "cod-razorpay",
            "GoKwik PPCOD",
            "Partial COD",
            "Advance + COD",
            "C.O.D.",
            "c o d",
            "C-O-D",
            "COD – ₹49 extra",
        ),
        *("Cash on Delivery (COD)", "cash_on_delivery", "cashondelivery", "Cash On Delivery - Pay INR 49 extra"),
        *("Pay on delivery", "Payment at the door", "Cash upon delivery", "Collect on delivery", "Pay by door"),
        *("Pay on Delivery (Cash/UPI)", "Card/UPI on Delivery", "Pay via UPI at delivery", "cash @ delivery", "Cash"),
        *("Pay when you receive", "Cash on receipt", "Pay Rs 100 now, rest on delivery", "Balance at your doorstep"),
        *(
            "cash on delievery",
            "Cash on Dilivery",
            "cash on dlvry",
            "Delivery pe payment",
            "dilivery par cash",
            "nakad",
        ),
        *("Cash at doorstep", "कैश ऑन डिलीवरी", "डिलीवरी पर भुगतान", "डिलिवरी के समय", "नकद", "नगद भुगतान"),
        *("કેશ ઓન ડિલિવરી", "રોકડ", "ડિલિવરી વખતે", "ક્ Cash on delivery", "ক্যাশ অন ডেলিভারি", "নগদ", "ডেলিভারির সময়"),
        *("পণ্য হাতে পেয়ে টাকা", "الدفع عند الاستلام", "الدفع نقدا عند التسليم", "Pay in cash", "cash payment"),
    ],
)
def test_it_knows_cash_by_its_names(method: str) -> None:
    assert is_cash_at_the_door(method)


@pytest.mark.parametrize(
    "method",
    [
        *("razorpay", "Online", "UPI / Cards", "Discount code", "promo-code", "codec", "bacs", "", "Barcode pay"),
        *("Prepaid - save ₹49 vs COD", "Pay online (no COD)", "COD not available", "Cash wallet", "COD disabled"),
        *("Delivery charges paid", "Codashop", "codapay", "Cashfree Payments", "cash_app_pay", "Cashback", "GCash"),
        *("Nagad", "bKash", "paytm", "Money Order", "gift_card", "Codi", "Tea Co Dhaka", "UPI QR-code"),
        *("ডেলিভারির চার্জ ফ্রি", "डिलीवरी के पैसे नहीं", "Paytm, home delivery", "UPI: 5% off on time"),
    ],
)
def test_it_takes_nothing_else_for_cash(method: str) -> None:
    assert not is_cash_at_the_door(method)


@pytest.mark.parametrize("piece", ["cash ", "pay in by ", "cod", "delivery "])
def test_a_name_without_end_keeps_nobody_waiting(piece: str) -> None:
    assert not is_cash_at_the_door(piece * 50_000 + "!")


@pytest.mark.parametrize(
    ("word", "payment"),
    [
        *(
            ("Paid", "paid"),
            ("PREPAID", "paid"),
            ("Partially Refunded", "partly_refunded"),
            ("partially_paid", "pending"),
        ),
        *(
            ("COD", "cod"),
            ("Cash on Delivery (COD)", "cod"),
            ("নগদ", "cod"),
            ("Prepaid (no COD)", None),
            ("barter", None),
        ),
    ],
)
def test_a_word_for_how_an_order_is_paid_is_read_as_one_of_ours(word: str, payment: str | None) -> None:
    assert payment_named(word) == payment
