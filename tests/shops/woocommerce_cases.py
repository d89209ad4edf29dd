"""Deliveries of WooCommerce made from this folder's fixtures."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.news import Delivery, News, OrderNews
from bot.ports import Known
from bot.shops.woocommerce.source import WooCommerceSource
from tests.strictly import strictly

FIXTURES = Path(__file__).parent / "fixtures" / "woocommerce"
SECRET = "a-long-secret-of-the-shop"
KNOWN = Known("INR", "Asia/Kolkata", "IN", datetime(2026, 11, 21, 11, 0, tzinfo=UTC))


def fixture(name: str, **changes: Any) -> dict[str, Any]:
    """A fixture as a dict, with some fields changed; a field set to ... is left out."""
    read: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8")) | changes
    return {key: value for key, value in read.items() if value is not ...}


def delivery(topic: str, body: Any, secret: str = SECRET) -> Delivery:
    """A delivery as the shop signs it; `body` is bytes or what becomes JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    signature = base64.b64encode(hmac.new(secret.encode(), raw, hashlib.sha256).digest()).decode()
    return Delivery(topic, raw, {"x-wc-webhook-topic": topic, "x-wc-webhook-signature": signature})


def read(topic: str, body: Any, known: Known = KNOWN) -> tuple[News, ...]:
    """What the delivery says; raises Unreadable for what is odd about it."""
    return strictly(WooCommerceSource().read(delivery(topic, body), known))


def read_order(name: str = "order_cod", **changes: Any) -> OrderNews:
    """The order of a changed fixture."""
    news = read("order.updated", fixture(name, **changes))[0]
    assert isinstance(news, OrderNews)
    return news
