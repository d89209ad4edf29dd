"""Whatever single field of a body is odd: its order or parcel is read all the same, but for a few that name it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.api.examples import EXAMPLES
from bot.domain.news import Delivery, News, Nothing, Odd, Unreadable
from bot.ports import Source
from bot.shops.own.source import OwnSource
from bot.shops.shopify.source import ShopifySource
from bot.shops.woocommerce.source import WooCommerceSource
from tests.carriers import bodies
from tests.oddities.spoiling import WAYS, paths_of, spoilt
from tests.shops import shopify, woocommerce_cases

# What an event means nothing without.
ESSENTIAL = {
    "orders": {"id"},
    "fulfillments": {"id", "order_id", "gift_card"},  # of a gift card there is no parcel
    "fulfillment_events": {"fulfillment_id", "order_id"},
    "checkouts": {"id", "token", "cart_token"},
    "refunds": {"id", "order_id", "transactions"},  # without any, no money goes back
}


def whole(values: dict[str, Any]) -> bytes:
    return json.dumps(values).encode()


def identity(told: tuple[News, ...]) -> set[tuple[str, str, str]]:
    """What the news are of: the kind, the order or cart, the parcel."""
    found = set()
    for one in told:
        if not isinstance(one, Odd):
            ref = getattr(one, "order", None)
            own = getattr(one, "external_id", "") or getattr(one, "token", "")
            found.add((type(one).__name__, own, ref.external_id or ref.number if ref else ""))
    return found


# One topic of each body.
TOPICS = (
    "orders/updated",
    "orders/delete",
    "fulfillments/update",
    "fulfillment_events/create",
    "checkouts/update",
    "checkouts/delete",
    "refunds/create",
)
ORDERS = ("order_cod", "order_paid_gift_from_abroad", "order_partly_refunded", "order_sent_with_tracking")


@pytest.mark.parametrize("topic", TOPICS)
def test_shopify(topic: str) -> None:
    values, essential = shopify.shape(shopify.BODY_OF[topic]), ESSENTIAL[topic.partition("/")[0]]
    check(ShopifySource(takes_tests=True), topic, values, shopify.KNOWN, essential)


@pytest.mark.parametrize("name", ORDERS)
def test_woocommerce(name: str) -> None:
    values = woocommerce_cases.fixture(name)
    # A status may say that it is no order yet, or one that waits for its payment: the order lands all the same.
    check(WooCommerceSource(), "order.updated", values, woocommerce_cases.KNOWN, {"id"})


OWN_ESSENTIAL = {
    "order": {"type", "number"},
    "order.cancelled": {"type", "number"},
    "parcel": {"type", "order"},
    "refund": {"type", "order", "id", "amount"},
    "cart": {"type", "token"},
    "customer": {"type", "customer"},
    "consent": {"type", "customer", "channel", "granted", "at"},
    "product": {"type", "sku", "title"},
}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_own(kind: str) -> None:
    check(OwnSource(), kind, EXAMPLES[kind], shopify.KNOWN, OWN_ESSENTIAL[kind] | {"id"})


@pytest.mark.parametrize(
    ("name", "essential"),
    [
        ("shiprocket_undelivered", {"awb", "order_id", "is_return"}),
        ("shiprocket_going_back", {"awb", "order_id", "is_return"}),
        ("shiprocket_pull", {"tracking_data"}),
        ("aftership_attempt_failed", {"event", "msg"}),
        ("aftership_edd_revise", {"event", "msg"}),
    ],
)
def test_carriers(name: str, essential: set[str]) -> None:
    source = bodies.AFTERSHIP if name.startswith("aftership") else bodies.SHIPROCKET
    check(source, "pull" if name.endswith("pull") else "tracking", bodies.fixture(name), bodies.KNOWN, essential)


def check(source: Source, topic: str, values: dict[str, Any], known: Any, essential: set[str]) -> None:
    main = identity(source.read(Delivery(topic, whole(values)), known)[:1])
    lost = []
    for path in paths_of(values):
        for name, way in WAYS.items():
            body = whole(spoilt(values, path, way))
            source.dedupe_key(Delivery(topic, body))
            try:
                told = source.read(Delivery(topic, body), known)
            except Unreadable as error:
                told = (Nothing(str(error)),)
            if essential.isdisjoint(path) and not main <= identity(told):
                lost.append((path, name, told[0]))
    assert not lost, f"{len(lost)}: " + "\n".join(map(str, lost[:40]))
