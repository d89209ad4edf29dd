"""Shopify's Admin API, asked over real HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from werkzeug import Request, Response

from bot.domain.news import OrderNews, ParcelNews, RefundNews
from bot.outside import Outside
from bot.ports import ApiError
from bot.shops.shopify.api import ShopifyApi
from bot.shops.shopify.source import ShopifySource
from tests.http_server import HangUp, serving
from tests.shops.shopify import KNOWN, TOKEN, answer, api_of, shape

SINCE = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def test_it_finds_the_name_of_the_shop() -> None:
    with serving(lambda asked: answer({"shop": {"name": "Rangoli Handlooms"}})) as shop:
        assert api_of(shop).check() == "Rangoli Handlooms"
    assert shop.asked[0].path == "/admin/api/2026-04/shop.json"
    assert shop.asked[0].headers["x-shopify-access-token"] == TOKEN


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Response(status=401), "credentials"),
        (Response(status=429, headers={"Retry-After": "2.0"}), "later"),
        (Response(status=503), "later"),
        (Response(status=302, headers={"Location": "https://elsewhere.example/"}), "broken"),
        (Response(b"<html>"), "broken"),
        (Response(b'{"shop": []}'), "broken"),
        (HangUp(), "later"),
    ],
)
def test_it_says_what_kind_of_trouble_it_is(reply: Response, kind: str) -> None:
    with serving(lambda asked: reply) as shop, pytest.raises(ApiError) as caught:
        api_of(shop).check()
    assert caught.value.kind == kind
    assert TOKEN not in caught.value.reason


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "evil.example",
        "rangoli.myshopify.com.evil.example",
        "rangoli.myshopify.com/x",
        "a@rangoli.myshopify.com",
        "-x.myshopify.com",
        "rangoli.myshopify.com\n",
        "127.0.0.1:1@evil.example",
        "127.0.0.1:80",
    ],
)
def test_it_asks_no_other_host(domain: str) -> None:
    with pytest.raises(ApiError) as caught:
        ShopifyApi(Outside(), domain, TOKEN).check()
    assert caught.value.kind == "broken"


def test_it_asks_for_changed_orders_page_by_page() -> None:
    def orders(asked: Request) -> Response:
        link = '<https://elsewhere.example/orders.json?limit=100&page_info=abc%3D>; rel="next"'
        before = '<https://elsewhere.example/orders.json?page_info=xyz>; rel="previous"'
        return answer({"orders": []}, Link=before if "page_info" in asked.args else f"{before}, {link}")

    with serving(orders) as shop:
        first = api_of(shop).changed_since(SINCE, None)
        assert first.cursor == "abc="
        assert api_of(shop).changed_since(SINCE, first.cursor).cursor is None
    since = {"updated_at_min": ["2026-11-21T09:30:00Z"], "order": ["updated_at asc"], "status": ["any"]}
    assert _query(shop.asked[0]) == since | {"limit": ["100"]}
    assert _query(shop.asked[1]) == {"page_info": ["abc="], "limit": ["100"]}


def test_it_gives_an_order_with_its_parcels_and_refunds_as_webhooks_would() -> None:
    parcel = {name: value for name, value in shape("fulfillment").items() if name != "order_id"}
    order = shape("order", fulfillments=[parcel], refunds=[shape("refund")])
    with serving(lambda asked: answer({"orders": [order, shape("order", fulfillments=None, refunds={})]})) as shop:
        page = api_of(shop).changed_since(SINCE, None)
    parts = ["orders/updated", "fulfillments/update", "refunds/create"]
    assert [one.topic for one in page.deliveries] == [*parts, "orders/updated"]
    news = [ShopifySource().read(one, KNOWN)[0] for one in page.deliveries]
    assert [type(one) for one in news] == [OrderNews, ParcelNews, RefundNews, OrderNews]


@pytest.mark.parametrize("said", [{}, {"orders": None}, {"orders": [7]}, {"errors": "no"}])
def test_it_says_so_when_there_is_no_list(said: Any) -> None:
    with serving(lambda asked: answer(said)) as shop, pytest.raises(ApiError, match="orders"):
        api_of(shop).changed_since(SINCE, None)


@pytest.mark.parametrize(
    ("calls", "seconds"), [("1/40", 0), ("21/40", 1), ("39/40", 2), ("40/40", 2), ("79/80", 2), ("", 0), ("x/y", 0)]
)
def test_it_leaves_some_calls_to_others(calls: str, seconds: int) -> None:
    headers = {"X-Shopify-Shop-Api-Call-Limit": calls}
    with serving(lambda asked: answer({"orders": []}, **headers)) as shop:
        assert api_of(shop).changed_since(SINCE, None).wait == timedelta(seconds=seconds)


def _query(asked: Request) -> dict[str, list[str]]:
    return asked.args.to_dict(flat=False)
