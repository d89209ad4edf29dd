"""Shops and carriers as they call us: connected with secrets, each signing in its own way."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
from typing import Any

from werkzeug.test import TestResponse

from bot.bootstrap import Bot
from bot.db.connections import Connection, RawEvent
from bot.services.connections import accounts
from tests.apps import app_of
from tests.driver import rows

SECRET = "a secret of the shop"
SHOPIFY = "rangoli.myshopify.com"
ACCOUNTS = {
    "shopify": SHOPIFY,
    "woocommerce": "https://rangoli.example",
    "shiprocket": "ops@rangoli.example",
    "aftership": "rangoli",
}
DOORS = {"shopify": "shopify", "woocommerce": "woocommerce", "shiprocket": "logistics", "aftership": "aftership"}
_numbers = itertools.count(1)


def connect(bot: Bot, merchant_id: int, kind: str, *, account: str = "", secret: str = SECRET) -> Connection:
    """A connection of the kind, active, with one signing secret."""
    token = f"{next(_numbers):032x}"
    new = accounts.NewConnection(kind, account or ACCOUNTS[kind], [secret], {"key": "k"}, token)
    with bot.database.writing.begin() as db:
        return accounts.add(db, bot.vault, merchant_id, new, bot.now())


def signature(body: bytes, secret: str = SECRET) -> str:
    """The HMAC that Shopify, WooCommerce and AfterShip send."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def signed(kind: str, body: bytes, topic: str, secret: str = SECRET) -> dict[str, str]:
    """The headers of the sender's request."""
    if kind == "shopify":
        own = {"X-Shopify-Topic": topic, "X-Shopify-Webhook-Id": f"w-{next(_numbers)}"}
        return own | {"X-Shopify-Hmac-Sha256": signature(body, secret), "X-Shopify-Shop-Domain": SHOPIFY}
    if kind == "woocommerce":
        return {"X-WC-Webhook-Topic": topic, "X-WC-Webhook-Signature": signature(body, secret)}
    if kind == "aftership":
        return {"aftership-hmac-sha256": signature(body, secret)}
    return {"x-api-key": secret}


def send(
    bot: Bot, connection: Connection, body: bytes | dict[str, Any], topic: str = "", **headers: str
) -> TestResponse:
    """A rightly signed POST; `headers` ("X_Shopify_Topic") replace or add some."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    all_headers = signed(connection.kind, raw, topic) | {name.replace("_", "-"): v for name, v in headers.items()}
    return post(bot, connection, raw, all_headers)


def post(bot: Bot, connection: Connection, body: bytes, headers: dict[str, str]) -> TestResponse:
    """A POST to the connection's address."""
    path = f"/hooks/{DOORS[connection.kind]}/{connection.token}"
    return app_of(bot).test_client().post(path, data=body, headers={"Content-Type": "application/json"} | headers)


def raw_events(bot: Bot) -> list[RawEvent]:
    """All that was stored, oldest first."""
    return rows(bot, RawEvent)
