"""What is left to pay at the door, what is cash at all, and in which money a refund is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.bodies import Things, ago, own_order, shopify_order, woo_order
from tests.cases.shop import Shop

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]
DEAR: Things = (("Rug", 1, 4200),)
CASH = ["Razorpay", "Cash on Delivery (COD)"]


@pytest.mark.parametrize(("left", "told"), [("3200.00", "₹3,200"), ("1.50", "₹1.50"), ("4199.00", "₹4,199")])
@pytest.mark.parametrize("gateways", [CASH, ["gokwik", "cash_on_delivery"], ["PhonePe", "Partial COD"]])
def test_only_what_is_left_is_paid_at_the_door(shop: Shop, left: str, told: str, gateways: list[str]) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9194{n}21"
    paid = {"financial_status": "partially_paid", "payment_gateway_names": gateways, "total_outstanding": left}
    shop.hear("shopify", shopify_order(n, now, phone, DEAR, **paid), "orders/create")
    assert f"You pay {told} in cash" in shop.told(phone)
    assert "4,200" not in shop.told(phone)
    assert "4,200" not in "".join(shop.writes(phone, "how much do i have to pay"))


@pytest.mark.parametrize(
    ("method", "title"),
    [
        ("cod", "Pagamento"),
        ("partial_cod_gateway", "Pay at your door"),
        ("wc_gateway_x", "Cash On Delivery (+₹40)"),
        ("custom_gateway_1", "Pay on delivery"),
        ("alg_custom_1", "डिलीवरी पर नकद भुगतान"),
        ("alg_custom_2", "કેશ ઓન ડિલિવરી"),
        ("alg_custom_3", "ক্যাশ অন ডেলিভারি"),
    ],
)
def test_cash_at_the_door_under_another_name(shop: Shop, method: str, title: str) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9194{n}22"
    way: dict[str, Any] = {"payment_method": method, "payment_method_title": title, "date_paid_gmt": None}
    shop.hear("woocommerce", woo_order(n, now, phone, DEAR, **way), "order.created")
    assert shop.order(f"7{n}").payment == "cod"
    assert "₹4,200 in cash at the door" in shop.told(phone)


@pytest.mark.parametrize("method", ["razorpay", "paytm", "decodo_cards"])
def test_what_is_paid_online_is_not_asked_about(shop: Shop, method: str) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9194{n}23"
    shop.hear("woocommerce", woo_order(n, now, phone, DEAR, payment_method=method), "order.created")
    assert "cash" not in shop.told(phone)


@pytest.mark.parametrize(
    ("shown", "money", "wrong"),
    [("AED", ("3300.00", "₹3,300"), "AED"), ("GBP", ("415.50", "₹415.50"), "£"), ("USD", ("99.00", "₹99"), "$99 ")],
)
def test_a_refund_is_told_in_its_own_money(shop: Shop, shown: str, money: tuple[str, str], wrong: str) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9194{n}24"
    amount, told = money
    sums = {
        "shop_money": {"amount": "4200.00", "currency_code": "INR"},
        "presentment_money": {"amount": "52.10", "currency_code": shown},
    }
    abroad: dict[str, Any] = {"presentment_currency": shown, "total_price_set": sums, "current_total_price_set": sums}
    shop.hear("shopify", shopify_order(n, now, phone, DEAR, **abroad), "orders/create")
    gone = {"id": 1, "kind": "refund", "status": "success", "amount": amount, "currency": "INR"}
    refund = {"id": f"88{n}", "created_at": ago(now, 20), "processed_at": ago(now, 20), "transactions": [gone]}
    part = {"financial_status": "partially_refunded", "updated_at": ago(now, 10), "refunds": [refund]}
    shop.hear("shopify", shopify_order(n, now, phone, DEAR, **abroad | part), "orders/updated")
    shop.hear("shopify", {**refund, "order_id": f"55{n}"}, "refunds/create")
    before = shop.told(phone)
    [answer] = shop.writes(phone, "where is my refund")
    for text in (before.partition("\n💸")[2] or before, answer):
        assert told in text
        assert wrong not in text
    assert shop.order(f"#{n}").payment == "partly_refunded"


def test_a_refund_of_the_shops_own_system_names_its_money(shop: Shop) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9194{n}25"
    shop.told_by_api(own_order(f"M{n}", now, phone, DEAR))
    refund = {"type": "refund", "order": {"number": f"M{n}"}, "id": "r1", "amount": 50_00, "at": ago(now, 5)}
    assert shop.told_by_api(refund | {"currency": "USD"}).status_code < 300
    assert "$50" in shop.told(phone)
    assert shop.order(f"M{n}").payment == "partly_refunded"
