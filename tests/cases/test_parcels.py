"""An order in several parcels, or with statuses of a plugin: what has arrived, and what is still to come."""

from __future__ import annotations

import pytest

from bot.db.notices import Moment
from tests.cases.bodies import Things, own_order, own_parcel, scan, shopify_order, shopify_parcel, woo_order
from tests.cases.shop import Shop

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]
TWO: Things = (("Saree", 1, 2499), ("Diya", 1, 299))
QUESTIONS = ("where is my order", "mera order kahan hai", "મારો ઓર્ડર ક્યાં છે?", "আমার অর্ডার কোথায়?")


def _whole(shop: Shop, number: str) -> list[str]:
    """What was noted of all of an order having arrived."""
    of_order = Moment.order_id == shop.order(number).id
    return [one.kind for one in shop.rows(Moment, of_order, Moment.kind.in_(("order.delivered", "points.earned")))]


@pytest.mark.parametrize("question", QUESTIONS)
def test_of_two_parcels_one_has_arrived(shop: Shop, question: str) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9195{n}11"
    shop.hear("shopify", shopify_order(n, now, phone, TWO), "orders/create")
    for parcel, line in (("1", 1), ("2", 2)):
        body = shopify_parcel(n, now, parcel, (f"K{parcel}{n}",), TWO, (line,))
        shop.hear("shopify", body, "fulfillments/create")
    shop.hear("shiprocket", scan(f"K2{n}", now, "DELIVERED", 7))
    [answer] = shop.writes(phone, question)
    assert f"K1{n}" in answer
    assert answer.index("Saree") < answer.index("Diya")
    assert _whole(shop, f"#{n}") == []
    assert f"A part of order #{n} (Diya) has been delivered. The rest is still to come" in shop.told(phone)
    assert "🎉" not in shop.told(phone)
    shop.hear("shiprocket", scan(f"K1{n}", now, "DELIVERED", 7))
    assert shop.told(phone).count("🎉") == 1
    assert _whole(shop, f"#{n}")[:1] == ["order.delivered"]


def test_the_rest_has_not_been_sent(shop: Shop) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9195{n}12"
    shop.told_by_api(own_order(f"P{n}", now, phone, TWO))
    shop.told_by_api(own_parcel(f"P{n}", now, "delivered", f"P1{n}", "Saree"))
    [answer] = shop.writes(phone, f"where is order P{n}")
    assert "Diya" in answer
    assert "was delivered" not in answer
    assert f"A part of order P{n} (Saree)" in shop.told(phone)
    assert _whole(shop, f"P{n}") == []


def test_two_of_three_pieces_have_arrived(shop: Shop) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9195{n}13"
    shop.told_by_api(own_order(f"Q{n}", now, phone, (("Cushion", 3, 400),)))
    held = [{"title": "Cushion", "quantity": 2}]
    shop.told_by_api(own_parcel(f"Q{n}", now, "delivered", f"Q1{n}", items=held))
    [answer] = shop.writes(phone, f"where is order Q{n}")
    assert "was delivered" not in answer
    assert _whole(shop, f"Q{n}") == []


@pytest.mark.parametrize("boxes", [2, 3])
@pytest.mark.parametrize("first", [0, 1])
def test_every_number_of_a_fulfilment_is_followed(shop: Shop, boxes: int, first: int) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9195{n}14"
    numbers = tuple(f"B{box}{n}" for box in range(boxes))
    shop.hear("shopify", shopify_order(n, now, phone), "orders/create")
    shop.hear("shopify", shopify_parcel(n, now, "1", numbers), "fulfillments/create")
    others = [number for number in numbers if number != numbers[first]]
    shop.hear("shiprocket", scan(numbers[first], now, "DELIVERED", 7))
    assert _whole(shop, f"#{n}") == []
    assert f"A part of order #{n}" in shop.told(phone)
    for number in others:
        shop.hear("shiprocket", scan(number, now, "OUT FOR DELIVERY", 17))
    assert "comes to your door today" in shop.told(phone)
    for number in others:
        shop.hear("shiprocket", scan(number, now, "DELIVERED", 7))
    assert _whole(shop, f"#{n}")[:1] == ["order.delivered"]


def test_two_numbers_of_a_plugin_are_two_parcels(shop: Shop) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9195{n}15"
    listed = [{"tracking_number": f"W{box}{n}", "tracking_provider": "delhivery"} for box in (1, 2)]
    meta = [{"id": 1, "key": "_wc_shipment_tracking_items", "value": listed}]
    shop.hear("woocommerce", woo_order(n, now, phone), "order.created")
    shop.hear("woocommerce", woo_order(n, now, phone, meta_data=meta), "order.updated")
    shop.hear("shiprocket", scan(f"W2{n}", now, "DELIVERED", 7))
    assert _whole(shop, f"7{n}") == []
    assert shop.told(phone).count("on its way") == 2


@pytest.mark.parametrize(
    ("sent", "there"),
    [
        ("wc-shipped", "wc-delivered"),
        ("dispatched", "order-delivered"),
        ("in-transit", "delivered"),
        ("ofd", "delivered"),
    ],
)
def test_a_plugins_status_is_what_the_shop_says(shop: Shop, sent: str, there: str) -> None:
    n = shop.new_number()
    phone = f"+9195{n}16"
    shop.hear("woocommerce", woo_order(n, shop.clock(), phone), "order.created")
    [confirmed] = shop.writes(phone, "where is my order")
    for status in (sent, there):
        shop.wait(30)
        changed = f"{shop.clock():%Y-%m-%dT%H:%M:%S}"
        shop.hear(
            "woocommerce", woo_order(n, shop.clock(), phone, status=status, date_modified_gmt=changed), "order.updated"
        )
        [answer] = shop.writes(phone, "where is my order")
        assert "will be packed" not in answer
    assert "will be packed" in confirmed
    assert "was delivered" in answer
