"""Whose phone a number of an order is: gifts abroad, fixed lines, letters that nobody sees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cases.bodies import at_address, own_order, shopify_order, woo_address, woo_order
from tests.cases.shop import Shop

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]


def _gift(shop: Shop, kind: str, ship: tuple[str, str], bill: tuple[str, str]) -> str:
    """An order billed at one country and phone, sent to others; returns its number."""
    n, now = shop.new_number(), shop.clock()
    if kind == "shopify":
        addresses: Any = {"shipping_address": at_address(*ship), "billing_address": at_address(*bill)}
        shop.hear(kind, shopify_order(n, now, None, **addresses), "orders/create")
        return f"#{n}"
    addresses = {"shipping": woo_address(*ship), "billing": woo_address(*bill)}
    shop.hear(kind, woo_order(n, now, "", **addresses), "order.created")
    return f"7{n}"


@pytest.mark.parametrize("kind", ["shopify", "woocommerce"])
@pytest.mark.parametrize(
    ("ship", "bill", "read", "strangers"),
    [
        # an aunt in Leicester, a brother in Houston, a friend in Sharjah, a daughter in Toronto
        (("IN", ""), ("GB", "07700 900{}"), "+447700900{}", "+917700900{}"),
        (("IN", ""), ("US", "(787) 555-0{}"), "+17875550{}", "+917875550{}"),
        (("AE", ""), ("IN", "70043 45{}"), "+917004345{}", "+9717004345{}"),
        (("CA", ""), ("IN", "6477 555{}0"), "+916477555{}0", "+164775550{}"),
    ],
    ids=["Leicester", "Houston", "Sharjah", "Toronto"],
)
def test_a_phone_is_read_by_the_country_of_its_own_address(
    shop: Shop, kind: str, ship: tuple[str, str], bill: tuple[str, str], read: str, strangers: str
) -> None:
    last = shop.new_number()[-3:]
    number = _gift(shop, kind, ship, (bill[0], bill[1].format(last)))
    assert shop.phones_of(number) <= {read.format(last)}
    assert shop.letters(strangers.format(last)) == []


@pytest.mark.parametrize(
    "fixed", ["0755 2558822", "080 2558 0144", "+91 612 223 4411", "(0731) 254 4455", "0821-2423800"],
    ids=["Bhopal", "Bengaluru", "Patna", "Indore", "Mysuru"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["shopify", "woocommerce", "own"])
def test_the_mobile_is_written_to_though_a_fixed_line_stands_first(shop: Shop, kind: str, fixed: str) -> None:
    n, now = shop.new_number(), shop.clock()
    mobile = f"97{n}31"
    if kind == "shopify":
        addresses: Any = {"shipping_address": at_address("IN", fixed), "billing_address": at_address("IN", mobile)}
        shop.hear(kind, shopify_order(n, now, None, **addresses), "orders/create")
    elif kind == "woocommerce":
        shop.hear(kind, woo_order(n, now, f"{fixed}, {mobile}"), "order.created")
    else:
        assert shop.told_by_api(own_order(f"L{n}", now, f"{fixed} / {mobile}")).status_code < 300
    assert len(shop.letters(f"+91{mobile}")) == 1
    assert shop.twilio.letters[-1].receiver == f"+91{mobile}"


@pytest.mark.parametrize(
    "unseen",
    ["\u200b", "\u200d", "\u2060", "\ufeff", "\u202d", "\u2069", "\ufe0e", "\u00ad", "\u00a0", "\u061c"],
    ids=ascii,
)
def test_letters_that_nobody_sees_stand_in_no_numbers_way(shop: Shop, tmp_path: Path, unseen: str) -> None:
    n, now = shop.new_number(), shop.clock()
    phones = [f"96{n}{last}" for last in (41, 42, 43, 44)]
    shown = [f"{unseen}{phone[:5]}{unseen}{phone[5:]}{unseen}" for phone in phones]
    shop.hear("shopify", shopify_order(n, now, shown[0]), "orders/create")
    shop.hear("woocommerce", woo_order(n, now, shown[1]), "order.created")
    customer: dict[str, Any] = {"name": f"Harsh{unseen} Vora{unseen}", "phone": shown[2]}
    assert shop.told_by_api(own_order(f"U{n}", now, "", customer=customer)).status_code < 300
    sheet = tmp_path / "orders.csv"
    sheet.write_text(
        f"order_number,placed_at,items,total,payment,phone\nV{n},{now:%Y-%m-%d},Lamp,100,paid,{shown[3]}\n"
    )
    assert "1 orders read" in shop.import_sheet(sheet).output
    assert [shop.phones_of(number) for number in (f"#{n}", f"7{n}", f"U{n}", f"V{n}")] == [
        {f"+91{phone}"} for phone in phones
    ]
