"""A little shop system whose API one may connect to."""

from __future__ import annotations

import dataclasses
import json

from werkzeug import Request, Response

from bot.bootstrap import Bot, shop_api
from bot.outside import Outside
from tests.http_server import Server


class Shop:
    """Shopify's and WooCommerce's webhooks, and one right key."""

    def __init__(self) -> None:
        self.hooks: list[dict[str, object]] = []
        self.refuses_all = self.refuses_post = False

    def __call__(self, asked: Request) -> Response:
        if self.refuses_all:
            return Response(status=401)
        if asked.method == "POST":
            if self.refuses_post:
                return Response(status=503)
            values = json.loads(asked.data)
            self.hooks.append(values.get("webhook", values))
            return Response(b"{}", 201)
        path = asked.path
        if path.endswith("/webhooks.json"):
            return as_json({"webhooks": self.hooks})
        if path.endswith("/webhooks"):
            return as_json(self.hooks)
        if path.endswith("/shop.json"):
            return as_json({"shop": {"name": "Rangoli"}})
        return as_json([]) if path.endswith("/orders") else as_json({"name": "Rangoli Woo"})


def near(bot: Bot, server: Server) -> Bot:
    """The bot that may ask this little server."""
    outside = Outside(frozenset({server.netloc}))
    return dataclasses.replace(bot, shop_api=lambda connection: shop_api(outside, bot.vault, connection))


def as_json(values: object) -> Response:
    """An answer in JSON."""
    return Response(json.dumps(values).encode())
