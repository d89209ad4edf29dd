"""Shopify's side of the tests: its own shapes from our fixtures, signed and read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from werkzeug import Response

from bot.domain.news import Delivery, News
from bot.outside import Outside
from bot.ports import Known
from bot.shops.shopify.api import ShopifyApi
from bot.shops.shopify.source import ShopifySource
from tests.http_server import Server
from tests.strictly import strictly

FIXTURES = Path(__file__).parent / "fixtures" / "shopify"
SECRET, TOKEN = "shpss_not_a_secret", "shpat_not_a_secret"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
KNOWN = Known(currency="INR", zone="Asia/Kolkata", country="IN", received_at=NOW)
ORDER_ID = "820982911946154508"
# Which of our fixtures stands for a topic.
BODY_OF = {
    "orders/create": "order",
    "orders/paid": "order",
    "orders/updated": "order",
    "orders/fulfilled": "order",
    "orders/partially_fulfilled": "order",
    "orders/cancelled": "order",
    "orders/edited": "order_edited",
    "orders/delete": "deleted",
    "fulfillments/create": "fulfillment",
    "fulfillments/update": "fulfillment",
    "fulfillment_events/create": "fulfillment_event",
    "checkouts/create": "checkout",
    "checkouts/update": "checkout",
    "checkouts/delete": "checkout_deleted",
    "refunds/create": "refund",
    "customers/create": "customer",
    "customers/update": "customer",
    "customers/delete": "deleted",
    "customers_marketing_consent/update": "consent",
    "products/create": "product",
    "products/update": "product",
    "products/delete": "deleted",
    "app/uninstalled": "uninstalled",
    "customers/data_request": "data_request",
    "customers/redact": "customer_redact",
    "shop/redact": "shop_redact",
}


def shape(name: str, /, **changes: Any) -> dict[str, Any]:
    """A fixture, with some fields changed."""
    values: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return values | changes


def posted(topic: str, body: Any, **headers: str) -> Delivery:
    """A delivery as Shopify would post it, rightly signed; `headers` as x_shopify_… over the usual ones."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    signature = base64.b64encode(hmac.new(SECRET.encode(), raw, hashlib.sha256).digest()).decode()
    usual = {
        "x-shopify-topic": topic,
        "x-shopify-hmac-sha256": signature,
        "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
        "x-shopify-triggered-at": "2026-11-23T02:59:58.123456789Z",
    }
    return Delivery(topic, raw, usual | {name.replace("_", "-"): value for name, value in headers.items()})


def read(topic: str, body: Any, known: Known = KNOWN) -> News:
    """The one piece of news in a body."""
    (news,) = read_all(topic, body, known)
    return news


def read_all(topic: str, body: Any, known: Known = KNOWN) -> tuple[News, ...]:
    """Every piece of news in a body; raises Unreadable for what is odd about it."""
    return strictly(ShopifySource().read(posted(topic, body), known))


def api_of(shop: Server) -> ShopifyApi:
    """The API of a shop that a little server stands for."""
    return ShopifyApi(Outside(frozenset({shop.netloc})), shop.netloc, TOKEN)


def answer(values: Any, **headers: str) -> Response:
    """What the API says, as JSON."""
    return Response(json.dumps(values).encode(), 200, headers)
