"""A connected Shopify shop and a carrier, with little real servers behind their APIs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from werkzeug import Request, Response

from bot.bootstrap import Bot, shop_api
from bot.carriers.shiprocket.api import ShiprocketApi
from bot.db.connections import Pull
from bot.outside import Outside
from bot.services.connections import accounts, pulls
from bot.tasks.pulls import pull


def shopify(bot: Bot, merchant_id: int, host: str, token: str = "ab" * 16) -> Bot:
    """The bot with a Shopify shop at this host connected, and its pulls planned."""
    with bot.database.writing.begin() as db:
        new = accounts.NewConnection("shopify", host, ["whsec"], {"token": "shpat_1"}, token)
        accounts.add(db, bot.vault, merchant_id, new, bot.now())
        pulls.plan(db, bot.now())
    outside = Outside(frozenset({host}))
    return dataclasses.replace(bot, shop_api=lambda one: shop_api(outside, bot.vault, one))


def shiprocket(bot: Bot, merchant_id: int, url: str) -> Bot:
    """The bot with Shiprocket at this address connected, and its pulls planned."""
    with bot.database.writing.begin() as db:
        credentials = {"email": "api@shop.example", "password": "pw"}
        new = accounts.NewConnection("shiprocket", "api@shop.example", ["key"], credentials, "cd" * 16)
        accounts.add(db, bot.vault, merchant_id, new, bot.now())
        pulls.plan(db, bot.now())
    outside = Outside(frozenset({urlsplit(url).netloc}))
    return dataclasses.replace(bot, carrier_api=lambda one: ShiprocketApi(outside, "api@shop.example", "pw", url))


def order(number: int, updated_at: datetime, **more: Any) -> dict[str, Any]:
    """An order as Shopify's API gives it."""
    return {
        "id": 5000 + number,
        "name": f"#{number}",
        "created_at": updated_at.isoformat(),
        "updated_at": updated_at.isoformat(),
        "currency": "INR",
        "total_price": "499.00",
        "financial_status": "paid",
        "line_items": [{"id": 1, "title": "Kurta", "quantity": 1, "price": "499.00"}],
        "phone": "+919800000001",
    } | more


class Pages:
    """Shopify's list of orders: pages linked by page_info. `before(n)` may answer instead of page n."""

    def __init__(self, *pages: list[dict[str, Any]]) -> None:
        self.pages = pages
        self.before: Callable[[int], Response | None] = lambda page: None
        self.headers: dict[str, str] = {}

    def __call__(self, asked: Request) -> Response:
        page = int(asked.args.get("page_info", 0))
        instead = self.before(page)
        if instead is not None:
            return instead
        link = f'<https://x/admin/api/orders.json?page_info={page + 1}>; rel="next"'
        more = {"Link": link} if page + 1 < len(self.pages) else {}
        return Response(json.dumps({"orders": self.pages[page]}).encode(), 200, more | self.headers)


def row(bot: Bot, what: str) -> Pull:
    """The pull of this kind."""
    with bot.database.reading.begin() as db:
        return db.scalars(select(Pull).where(Pull.what == what)).one()


def run(bot: Bot, what: str = "orders") -> Pull:
    """Do what a worker would when it is rung for this pull; gives it as it stands then."""
    pull(bot, row(bot, what).id)
    return row(bot, what)


def ago(bot: Bot, **amount: float) -> datetime:
    """A moment before now."""
    return bot.now() - timedelta(**amount)
