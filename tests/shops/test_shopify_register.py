"""Webhooks made by Shopify's Admin API: those that are missing, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from werkzeug import Request, Response

from bot.ports import ApiError
from bot.shops.shopify.topics import COMPLIANCE, IGNORED, READERS
from tests.http_server import Answer, serving
from tests.shops.shopify import answer, api_of

ADDRESS = "https://dastak.example/hooks/0a1b"
SUBSCRIBED = set(READERS) - COMPLIANCE


def test_it_makes_the_webhooks_that_are_missing() -> None:
    there = [
        {"topic": "orders/create", "address": ADDRESS},
        {"topic": "orders/paid", "address": "https://other.example"},
    ]
    with serving(_hooks(there, lambda topic: Response(b"{}", 201))) as shop:
        api = api_of(shop)
        assert set(api.register(ADDRESS)) == SUBSCRIBED - {"orders/create"}
    assert api.refused == []
    assert not SUBSCRIBED & set(IGNORED)
    posted = [json.loads(asked.data)["webhook"] for asked in shop.asked if asked.method == "POST"]
    assert posted[0] == {"topic": "orders/paid", "address": ADDRESS, "format": "json"}


@pytest.mark.parametrize("status", [403, 422])
def test_it_reports_the_topics_it_may_not_have(status: int) -> None:
    with serving(_hooks([], lambda topic: Response(status=status if topic.startswith("customers") else 201))) as shop:
        api = api_of(shop)
        made = api.register(ADDRESS)
    assert api.refused == [topic for topic in READERS if topic.startswith("customers") and topic not in COMPLIANCE]
    assert set(made) == SUBSCRIBED - set(api.refused)


def test_it_stops_registering_at_the_limit() -> None:
    with serving(_hooks([], lambda topic: Response(status=429))) as shop, pytest.raises(ApiError) as caught:
        api_of(shop).register(ADDRESS)
    assert (caught.value.kind, len(shop.asked)) == ("later", 2)


def _hooks(there: list[dict[str, str]], create: Callable[[str], Response]) -> Answer:
    def hooks(asked: Request) -> Response:
        return (
            answer({"webhooks": there}) if asked.method == "GET" else create(json.loads(asked.data)["webhook"]["topic"])
        )

    return hooks
