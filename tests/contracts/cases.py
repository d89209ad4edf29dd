"""What each sample of the contracts is to do: the table of tests/contracts/test_samples.py."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.contracts.world import World

SAMPLES = Path(os.environ.get("CONTRACT_SAMPLES", ""))
# Each sample's own time, so that its news is news; by day in India.
SHOPIFY_DAY = datetime(2022, 1, 1, 5, 0, tzinfo=UTC)
WOO_DAY = datetime(2017, 3, 23, 4, 0, tzinfo=UTC)
ON_ITS_WAY = ("#9999", "open", "paid", 41495)
CANCELLED = ("#9999", "cancelled", "voided", 40495)


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def _nothing(world: World) -> None:
    """Nothing came before."""


def _buyer(external_id: str) -> Callable[[World], None]:
    return lambda world: world.knows("shopify", external_id)


def _willing_buyer(world: World) -> None:
    world.knows("shopify", "603851970716743426")
    world.owns("checkout.local")
    world.agrees_to_marketing()


def _order_of_asha(world: World) -> None:
    """The order of the samples before it was cancelled; they have no number that can be reached."""
    world.knows("shopify", "115310627314723954")
    before = {"cancelled_at": None, "financial_status": "paid", "updated_at": "2021-12-31T18:55:00-05:00"}
    body = json.loads(sample("shopify/orders_create.json")) | before
    world.send("shopify", json.dumps(body).encode(), "orders/create")


def _cart_of_asha(world: World) -> None:
    world.knows("shopify", "603851970716743426")
    world.send("shopify", sample("shopify/checkouts_create.json"), "checkouts/create")


def _woo_order(world: World) -> None:
    body = sample("woocommerce/order_created_processing.json").replace(b"(555) 555-5555", b"+91 98000 00001")
    world.send("woocommerce", body, "order.created")


def _numbered(number: str, tracking_number: str = "") -> Callable[[World], None]:
    return lambda world: world.has_order(number, world.bot.now() - timedelta(days=4), tracking_number)


@dataclass(frozen=True)
class Case:
    """A sample, when it comes, what came before it, and what is so afterwards."""

    file: str
    topic: str
    now: datetime
    before: Callable[[World], None]
    expected: dict[str, Any]


def _shopify(file: str, topic: str, before: Callable[[World], None], **expected: Any) -> Case:
    return Case(f"shopify/{file}.json", topic, SHOPIFY_DAY, before, expected)


PLACED = {"orders": [ON_ITS_WAY], "told": ["placed"]}
PARCEL = "1z827wk74630"
RENAMED = ["Bob Biller", "John D'Souza"]
# The cart is five hours old: its first reminder is due, and held from everybody who did not agree to it.
REMINDERS = {"carts": [("123123123", False)], "planned": ["cart_2", "cart_3"]}
CASES = [
    *(
        _shopify(f"orders_{word}", f"orders/{word}", _nothing, orders=[CANCELLED], told=[])
        for word in ("create", "paid", "updated", "fulfilled", "partially_fulfilled", "cancelled")
    ),
    _shopify("orders_cancelled", "orders/cancelled", _order_of_asha, orders=[CANCELLED], told=["placed", "cancelled"]),
    _shopify("orders_edited", "orders/edited", _order_of_asha, **PLACED, lines=4),
    _shopify("fulfillments_create", "fulfillments/create", _order_of_asha, **PLACED, parcels=[(PARCEL, "label")]),
    _shopify("fulfillments_update", "fulfillments/update", _order_of_asha, **PLACED, parcels=[(PARCEL, "label")]),
    _shopify("fulfillments_update", "fulfillments/update", _nothing, events=["parked"], told=[]),
    _shopify(
        "fulfillment_events_create", "fulfillment_events/create", _order_of_asha, **PLACED, parcels=[("", "in_transit")]
    ),
    _shopify(
        "refunds_create",
        "refunds/create",
        _order_of_asha,
        orders=[("#9999", "open", "partly_refunded", 41495)],
        refunds=[(8500, True)],
        told=["placed", "refund_issued"],
        planned=["refund_done"],
    ),
    _shopify("checkouts_create", "checkouts/create", _buyer("603851970716743426"), **REMINDERS, told=[]),
    _shopify("checkouts_create", "checkouts/create", _willing_buyer, **REMINDERS, told=["cart_1"]),
    _shopify("checkouts_update", "checkouts/update", _willing_buyer, **REMINDERS, told=["cart_1"]),
    _shopify("checkouts_update", "checkouts/update", _nothing, carts=[], told=[]),
    _shopify("checkouts_delete", "checkouts/delete", _cart_of_asha, carts=[("123123123", True)], planned=[], told=[]),
    _shopify("customers_create", "customers/create", _nothing, people=["Asha Patel", "John D'Souza"], told=[]),
    _shopify("customers_create", "customers/create", _buyer("706405506930370084"), people=RENAMED),
    _shopify("customers_update", "customers/update", _buyer("706405506930370084"), people=RENAMED),
    _shopify(
        "customers_marketing_consent_update",
        "customers_marketing_consent/update",
        _buyer("706405506930370084"),
        events=["ignored: the consent to SMS is not told"],
        told=[],
    ),
    _shopify("customers_data_request", "customers/data_request", _buyer("191167"), exports=1, told=[]),
    _shopify("customers_redact", "customers/redact", _buyer("191167"), people=["", "John D'Souza"], told=[]),
    _shopify("shop_redact", "shop/redact", _order_of_asha, shop="disconnected", told=["placed"]),
    _shopify("app_uninstalled", "app/uninstalled", _order_of_asha, shop="disconnected", told=["placed"]),
    Case(
        "woocommerce/order_created_processing.json",
        "order.created",
        WOO_DAY,
        _nothing,
        {"orders": [("727", "open", "paid", 2935)], "told": [], "planned": []},
    ),
    Case(
        "woocommerce/order_updated_completed.json",
        "order.updated",
        WOO_DAY,
        _woo_order,
        {"orders": [("727", "open", "paid", 2935)], "told": ["placed", "packed"]},
    ),
    Case(
        "woocommerce/order_deleted.json",
        "order.deleted",
        WOO_DAY,
        _woo_order,
        {"orders": [("727", "cancelled", "paid", 2935)], "told": ["placed"]},
    ),
    Case(
        "woocommerce/action_custom.json",
        "action.woocommerce_add_to_cart",
        WOO_DAY,
        _nothing,
        {"events": ["ignored: topic action.woocommerce_add_to_cart is not one we use"], "told": []},
    ),
    Case(
        "shiprocket/webhook_in_transit.json",
        "",
        datetime(2023, 5, 23, 6, 14, tzinfo=UTC),
        _numbered("1373900"),
        {"parcels": [("19041424751540", "in_transit")], "moments": ["parcel.shipped", "parcel.in_transit"], "told": []},
    ),
    Case(
        "shiprocket/webhook_rto_initiated.json",
        "",
        datetime(2022, 6, 2, 3, 30, tzinfo=UTC),
        _numbered("SY-WA-2223-4022"),
        {"parcels": [("19041323362066", "returning")], "told": ["returning"]},
    ),
    Case(
        "shiprocket/webhook_alt_timestamp.json",
        "",
        datetime(2026, 8, 16, 4, 0, tzinfo=UTC),
        _numbered("STORE-ORDER-1"),
        {"parcels": [("14326480716236", "in_transit")], "told": []},
    ),
    Case(
        "shiprocket/tracking_by_awb_200.json",
        "",
        datetime(2022, 7, 19, 6, 10, tzinfo=UTC),
        _numbered("9", "141123221084922"),
        {"parcels": [("141123221084922", "delivered")], "told": ["delivered"]},
    ),
    Case(
        "aftership/tracking_update.json",
        "",
        datetime(2021, 1, 14, 4, 0, tzinfo=UTC),
        _numbered("string"),
        {"parcels": [("0000000000000000", "in_transit")], "told": []},
    ),
]
