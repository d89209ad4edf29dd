"""Shopify's Admin API, asked for what its webhooks may have missed.

REST, although Shopify calls it legacy: its orders have the very shape of the webhooks, so that one reader serves both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from requests.utils import parse_header_links

from bot.domain.news import Delivery
from bot.outside import Answer, Outside
from bot.ports import ApiError, Page
from bot.ports.platforms import Account
from bot.shops.shopify.topics import WANTED

VERSION = "2026-04"
# Shopify allows 250, but one long order may take 100 kB and an answer has 20 MB.
PAGE = 100
# Each product's own fields are a request more, and a page of them must fit into what is left of the bucket.
PRODUCTS_A_PAGE = 10
_MOST_FIELDS = 250
_SHOP = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")
_NEIGHBOUR = re.compile(r"127\.0\.0\.1:[0-9]{1,5}")  # asked only if the Outside trusts it
_CALLS = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
_REFILL = 2  # calls a second, into a bucket of 40


class ShopifyApi:
    """The ShopApi of bot.ports. `refused`: topics the last `register` was not allowed to make (a scope is missing)."""

    def __init__(self, outside: Outside, shop_domain: str, access_token: str) -> None:
        self._outside, self._shop = outside, shop_domain
        self._headers = {"X-Shopify-Access-Token": access_token}
        self.refused: list[str] = []

    def check(self) -> str:
        """The shop's name."""
        shop = _json(self._ask("GET", "shop.json")).get("shop")
        if not isinstance(shop, dict) or not shop.get("name"):
            raise ApiError("Shopify's answer names no shop", "broken")
        return str(shop["name"])

    def register(self, address: str) -> list[str]:
        """Make the webhooks that are missing; topics refused for want of a scope are in `refused` afterwards."""
        self.refused = []
        answer = self._ask("GET", "webhooks.json", params={"address": address, "limit": 250})
        there = {hook.get("topic") for hook in _rows(answer, "webhooks") if hook.get("address") == address}
        made: list[str] = []
        for topic in WANTED:
            if topic not in there:
                (made if self._subscribe(topic, address) else self.refused).append(topic)
        return made

    def changed_since(self, since: datetime, cursor: str | None) -> Page:
        """A page of orders, each followed by its parcels and refunds, as their webhooks would have come."""
        # With page_info nothing else may be asked: it holds the question.
        question: dict[str, Any] = {"page_info": cursor} if cursor else _changed(since)
        answer = self._ask("GET", "orders.json", params={"limit": PAGE, **question})
        found = [delivery for order in _rows(answer, "orders") for delivery in _deliveries(order)]
        return Page(tuple(found), _next(answer), _wait(answer))

    def products(self, since: datetime | None, cursor: str | None) -> Page:
        """A page of products, each with the metafields that its webhook leaves out."""
        changed = {} if since is None else {"updated_at_min": _moment(since)}
        total = None if cursor else _json(self._ask("GET", "products/count.json", params=changed)).get("count")
        question: dict[str, Any] = {"page_info": cursor} if cursor else changed
        answer = self._ask("GET", "products.json", params={"limit": PRODUCTS_A_PAGE, **question})
        last, found = answer, []
        for product in _rows(answer, "products"):
            fields = self._metafields(product.get("id"))
            if fields is not None:
                last, product["metafields"] = fields, _rows(fields, "metafields")
            found.append(_delivery("products/update", product))
        return Page(tuple(found), _next(answer), _wait(last), total if isinstance(total, int) else None)

    def _metafields(self, product_id: object) -> Answer | None:
        """What the shop's people wrote about a product in fields of their own; None where Shopify does not say."""
        if not str(product_id).isdigit():
            return None
        try:
            return self._ask("GET", f"products/{product_id}/metafields.json", params={"limit": _MOST_FIELDS})
        except ApiError as error:
            if error.kind == "later":
                raise
            return None  # deleted since, or a permission is missing: the product itself was told

    def _subscribe(self, topic: str, address: str) -> bool:
        """Whether Shopify made it. It gave the list before, so the token is right and a no is about the topic."""
        wanted = {"webhook": {"topic": topic, "address": address, "format": "json"}}
        try:
            self._ask("POST", "webhooks.json", json=wanted)
        except ApiError as error:
            if error.kind == "later":
                raise
            return False
        return True

    def _ask(self, method: str, path: str, **options: Any) -> Answer:
        return self._outside.request(method, f"{self._base()}/{path}", headers=self._headers, **options)

    def _base(self) -> str:
        """The API's address; raises ApiError for a domain that is not a shop's: our token goes nowhere else."""
        if _SHOP.fullmatch(self._shop):
            return f"https://{self._shop}/admin/api/{VERSION}"
        if _NEIGHBOUR.fullmatch(self._shop):
            return f"http://{self._shop}/admin/api/{VERSION}"
        raise ApiError("the shop's domain should be like my-shop.myshopify.com", "broken")


def _changed(since: datetime) -> dict[str, str]:
    return {"status": "any", "updated_at_min": _moment(since), "order": "updated_at asc"}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _deliveries(order: dict[str, Any]) -> Iterator[Delivery]:
    parts = (("fulfillments/update", "fulfillments"), ("refunds/create", "refunds"))
    yield _delivery("orders/updated", order)
    for topic, name in parts:
        rows = order.get(name)
        for part in rows if isinstance(rows, list) else []:
            if isinstance(part, dict):
                yield _delivery(topic, {"order_id": order.get("id")} | part)


def _delivery(topic: str, values: dict[str, Any]) -> Delivery:
    return Delivery(topic, json.dumps(values, separators=(",", ":")).encode())


def _json(answer: Answer) -> dict[str, Any]:
    try:
        values = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise ApiError("Shopify's answer is not JSON", "broken") from error
    if not isinstance(values, dict):
        raise ApiError("Shopify's answer is not an object", "broken")
    return values


def _rows(answer: Answer, name: str) -> list[dict[str, Any]]:
    rows = _json(answer).get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ApiError(f"Shopify's answer has no list of {name}", "broken")
    return rows


def _next(answer: Answer) -> str | None:
    """The next page's page_info: the only part of the link that is used, so that it cannot lead elsewhere."""
    for link in parse_header_links(answer.headers.get("Link", "")):
        if link.get("rel") == "next":
            return next(iter(parse_qs(urlsplit(link.get("url", "")).query).get("page_info", [])), None)
    return None


def _wait(answer: Answer) -> timedelta:
    """X-Shopify-Shop-Api-Call-Limit, "39/40" calls of the bucket used: other work needs some of them too."""
    found = _CALLS.fullmatch(answer.headers.get("X-Shopify-Shop-Api-Call-Limit", "").strip())
    used, size = (int(part) for part in found.groups()) if found else (0, 40)
    if used >= size - _REFILL:
        return timedelta(seconds=2)
    return timedelta(seconds=1) if used * 2 > size else timedelta()


def connected(outside: Outside, account: Account) -> ShopifyApi:
    """The API of a connected shop; raises KeyError without its token."""
    return ShopifyApi(outside, account.name, account.credentials["token"])
