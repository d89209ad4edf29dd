"""Two bodies of one second are both heard; a cart that was bought by other means is not reminded of."""

from __future__ import annotations

from typing import Any

import pytest

from bot.db.notices import Notice
from tests.cases.bodies import ago, at_address, shopify_order, woo_order
from tests.cases.shop import Shop

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]


@pytest.mark.parametrize(
    "meta",
    [
        [{"key": "_wc_shipment_tracking_items", "value": [{"tracking_number": "N{}", "tracking_provider": "dtdc"}]}],
        [{"key": "_wcst_order_trackno", "value": "N{}"}, {"key": "_wcst_order_trackname", "value": "DTDC"}],
        [{"key": "_aftership_tracking_number", "value": "N{}"}],
        [{"key": "tracking_number", "value": "N{}"}, {"key": "tracking_provider", "value": "dtdc"}],
    ],
    ids=["shipment tracking", "trackship", "aftership", "bare"],
)
def test_a_tracking_number_written_in_the_same_second_is_told_once(shop: Shop, meta: list[dict[str, Any]]) -> None:
    n, now = shop.new_number(), shop.clock()
    phone = f"+9191{n}71"
    body = woo_order(n, now, phone)
    numbered = [entry | {"id": 1, "value": _filled(entry["value"], n)} for entry in meta]
    for topic, more in (("created", {}), ("updated", {}), ("updated", {"meta_data": numbered}), ("updated", {})):
        shop.hear("woocommerce", body | more, f"order.{topic}")
    assert shop.told(phone).count(f"tracking number N{n}") == 1


@pytest.mark.parametrize("changed", [{"first_name": "Tara"}, {"city": "Surat"}, {"phone": "{}"}])
def test_what_is_corrected_in_the_second_of_the_order_is_heard(shop: Shop, changed: dict[str, str]) -> None:
    n, now = shop.new_number(), shop.clock()
    phone, other = f"+9191{n}72", f"+9191{n}73"
    body = woo_order(n, now, phone)
    shop.hear("woocommerce", body, "order.created")
    billing = body["billing"] | {name: value.format(other) for name, value in changed.items()}
    shop.hear("woocommerce", body | {"billing": billing}, "order.updated")
    order = shop.order(f"7{n}")
    assert shop.phones_of(f"7{n}") >= {other if "phone" in changed else phone}
    assert order.ship_city == billing["city"]
    assert order.ship_name.startswith(billing["first_name"])


@pytest.mark.parametrize(
    "same",
    [
        {"customer": {"id": "96{}"}},
        {"email": "t{}@example.com"},
        {"email": " T{}@Example.com", "cart_token": None, "checkout_token": None},
    ],
    ids=["account", "e-mail", "e-mail otherwise written"],
)
def test_a_cart_whose_account_ordered_since_is_not_reminded_of(shop: Shop, same: dict[str, Any]) -> None:
    n = shop.new_number()
    phone = _leave_cart(shop, n)
    filled = {name: _filled(value, n) for name, value in same.items()}
    shop.hear("shopify", shopify_order(n, shop.clock(), f"+9191{n}75", **filled), "orders/create")
    _two_days(shop)
    assert shop.letters(phone) == []


def test_a_cart_that_nobody_bought_is_reminded_of(shop: Shop) -> None:
    n = shop.new_number()
    phone = _leave_cart(shop, n)
    stranger: Any = {"customer": {"id": f"97{n}"}, "email": f"someone{n}@example.com"}
    shop.hear("shopify", shopify_order(n, shop.clock(), f"+9191{n}75", **stranger), "orders/create")
    _two_days(shop)  # at any hour in which an SMS of this kind may leave
    assert shop.letters(phone)


def _leave_cart(shop: Shop, n: str) -> str:
    """A cart of almost an hour ago, whose buyer agreed to SMS; returns their phone."""
    phone = f"+9191{n}74"
    cart = {
        "token": f"cart{n}",
        "updated_at": ago(shop.clock(), 3580),
        "created_at": ago(shop.clock(), 3700),
        "completed_at": None,
        "currency": "INR",
        "email": f"t{n}@example.com",
        "phone": phone,
        "abandoned_checkout_url": f"https://rangolihandlooms.example/c/{n}",
        "buyer_accepts_sms_marketing": True,
        "sms_marketing_phone": phone,
        "customer": {"id": f"96{n}", "first_name": "Tara", "email": f"t{n}@example.com"},
        "shipping_address": at_address("IN", phone),
        "line_items": [{"key": "1", "title": "Shawl", "quantity": 1, "price": "700.00"}],
    }
    shop.hear("shopify", cart, "checkouts/update")
    assert shop.rows(Notice, Notice.rule == "cart_1")
    return phone


def _two_days(shop: Shop) -> None:
    for _ in range(6):  # marketing's hours are never missed by as much
        shop.wait(8 * 3600)


def _filled(value: Any, n: str) -> Any:
    if isinstance(value, dict):
        return {name: _filled(one, n) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, n) for one in value]
    return value.format(n) if isinstance(value, str) else value
