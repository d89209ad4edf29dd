"""A little shop system whose API one may connect to."""

from __future__ import annotations

import dataclasses
import json
from urllib.parse import urlsplit

from bot.bootstrap import Bot, shop_api
from bot.outside import Outside
from tests.http_server import Asked, Reply, Server


class Shop:
    """Shopify's and WooCommerce's webhooks, and one right key."""

    def __init__(self) -> None:
        self.hooks: list[dict[str, object]] = []
        self.refuses_all = self.refuses_post = False

    def __call__(self, asked: Asked) -> Reply:
        path = urlsplit(asked.path).path
        if self.refuses_all:
            return Reply(401)
        if asked.method == "POST":
            if self.refuses_post:
                return Reply(503)
            values = json.loads(asked.body)
            self.hooks.append(values.get("webhook", values))
            return Reply(201, b"{}")
        if path.endswith("/webhooks.json"):
            return as_json({"webhooks": self.hooks})
        if path.endswith("/webhooks"):
            return as_json(self.hooks)
        if path.endswith("/shop.json"):
            return as_json({"shop": {"name": "Rangoli"}})
        return as_json([]) if path.endswith("/orders") else as_json({"name": "Rangoli Woo"})


def near(bot: Bot, server: Server) -> Bot:
    """The bot that may ask this little server."""
    outside = Outside(frozenset({server.host}))
    return dataclasses.replace(bot, shop_api=lambda connection: shop_api(outside, bot.vault, connection))


def as_json(values: object) -> Reply:
    """An answer in JSON."""
    return Reply(200, json.dumps(values).encode())
