"""WooCommerce's REST API, against a server that answers as a shop does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from werkzeug import Request, Response

from bot.domain.news import OrderNews
from bot.outside import Outside
from bot.ports import ApiError
from bot.shops.woocommerce.api import TOPICS, WooCommerceApi
from bot.shops.woocommerce.source import WooCommerceSource
from tests.http_server import Answer, HangUp, Server, serving
from tests.shops.woocommerce_cases import KNOWN, fixture

HERE = "https://bot.example/hooks/woocommerce/k3"
SINCE = datetime(2026, 11, 20, 18, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))


@contextmanager
def shop(answer: Answer, signing_secret: str = "s3cret") -> Iterator[tuple[WooCommerceApi, Server]]:
    """A shop at /wordpress of a local server, and our client of it."""
    with serving(answer) as server:
        outside = Outside(trusted=frozenset({server.netloc}))
        yield WooCommerceApi(outside, f"{server.url}/wordpress/", "ck_1", "cs_2", signing_secret), server


def _reply(body: Any, pages: int | None = None) -> Response:
    headers = {} if pages is None else {"X-WP-TotalPages": str(pages)}
    return Response(json.dumps(body).encode(), 200, headers)


def _webhook(number: int, topic: str, status: str = "active", address: str = HERE) -> dict[str, Any]:
    return {"id": number, "topic": topic, "status": status, "delivery_url": address}


def _posts(server: Server) -> list[tuple[str, dict[str, Any]]]:
    return [(asked.path, json.loads(asked.data)) for asked in server.asked if asked.method == "POST"]


def test_it_tries_the_key_and_tells_the_shop_s_name() -> None:
    def answer(asked: Request) -> Response:
        return _reply({"name": "Asha&#8217;s Sarees "} if asked.full_path.startswith("/wordpress/wp-json/?") else [])

    with shop(answer) as (api, server):
        assert api.check() == "Asha’s Sarees"
    assert server.asked[0].full_path == "/wordpress/wp-json/wc/v3/orders?per_page=1"
    assert server.asked[0].headers["authorization"] == "Basic Y2tfMTpjc18y"


def test_it_knows_a_shop_by_its_host_when_the_index_is_closed() -> None:
    with shop(lambda asked: _reply([]) if "/wc/v3/" in asked.path else Response(status=401)) as (api, _):
        assert api.check() == "127.0.0.1"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Response(status=401), "credentials"),
        (Response(status=403), "credentials"),
        (Response(status=404), "broken"),
        (Response(status=301, headers={"Location": "https://other.example/"}), "broken"),
        (Response(status=503), "later"),
        (Response(status=429, headers={"Retry-After": "7"}), "later"),
        (HangUp(), "later"),
        (Response(b"<html>Welcome"), "broken"),
        (Response(b'{"code": "x"}'), "broken"),
        (Response(b"[1]"), "broken"),
        (Response(b"[" * 100_000), "broken"),
    ],
)
def test_it_says_why_a_shop_cannot_be_asked(reply: Response, kind: str) -> None:
    with shop(lambda asked: reply) as (api, _):
        for ask in (api.check, lambda: api.register(HERE), lambda: api.changed_since(SINCE, None)):
            with pytest.raises(ApiError) as error:
                ask()
            assert error.value.kind == kind
            assert "cs_2" not in error.value.reason


def test_it_makes_the_webhooks_that_are_missing() -> None:
    there = [_webhook(n, topic) for n, topic in enumerate(TOPICS) if topic != "order.updated"]
    there += [_webhook(90, "order.updated", address="https://another.example/")]
    with shop(lambda asked: _reply(there, 1)) as (api, server):
        assert api.register(HERE) == ["order.updated"]
    [(path, made)] = _posts(server)
    assert path == "/wordpress/wp-json/wc/v3/webhooks"
    assert made == {
        "name": "Dastak order.updated",
        "topic": "order.updated",
        "delivery_url": HERE,
        "status": "active",
        "secret": "s3cret",
    }


def test_it_makes_all_of_them_in_a_new_shop() -> None:
    with shop(lambda asked: _reply([], 1)) as (api, server):
        assert api.register(HERE) == list(TOPICS)
    assert [made["topic"] for _, made in _posts(server)] == list(TOPICS)


def test_it_wakes_the_disabled_ones_and_leaves_the_paused_alone() -> None:
    status = {"order.created": "disabled", "order.deleted": "paused"}
    there = [_webhook(n, topic, status.get(topic, "active")) for n, topic in enumerate(TOPICS)]
    there += [_webhook(91, "order.updated", "disabled")]  # a second one, and the first works

    def answer(asked: Request) -> Response:
        page = int(asked.args.get("page", 1))
        return _reply([there[:7], there[7:]][page - 1], 2)

    with shop(answer) as (api, server):
        assert api.register(HERE + "/") == ["order.created"]
    assert _posts(server) == [("/wordpress/wp-json/wc/v3/webhooks/0", {"status": "active", "secret": "s3cret"})]


def test_it_makes_no_webhook_without_a_secret() -> None:
    with shop(lambda asked: _reply([], 1), signing_secret="") as (api, server), pytest.raises(ApiError):
        api.register(HERE)
    assert not server.asked


def test_it_asks_for_the_orders_changed_since() -> None:
    with shop(lambda asked: _reply([fixture("order_cod") | {"_links": {}}], 3)) as (api, server):
        page = api.changed_since(SINCE, "2")
    query = server.asked[0].args.to_dict(flat=False)
    assert (query["modified_after"], query["dates_are_gmt"]) == (["2026-11-20T12:30:00"], ["true"])
    assert (query["orderby"], query["order"]) == (["modified"], ["desc"])
    assert (query["per_page"], query["page"]) == (["100"], ["2"])
    [delivery] = page.deliveries
    source = WooCommerceSource()
    assert (page.cursor, source.topic_of(delivery.headers, delivery.body)) == ("3", "order.updated")
    [order] = source.read(delivery, KNOWN)
    assert isinstance(order, OrderNews)
    assert (order.number, order.version_at) == ("DK-58213", datetime(2026, 11, 20, 13, 12, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("rows", "pages", "cursor"), [(100, 1, None), (3, 2, "2"), (0, 0, None), (100, None, "2"), (99, None, None)]
)
def test_it_stops_after_the_last_page(rows: int, pages: int | None, cursor: str | None) -> None:
    with shop(lambda asked: _reply([{"id": n + 1} for n in range(rows)], pages)) as (api, _):
        page = api.changed_since(SINCE, None)
    assert (len(page.deliveries), page.cursor) == (rows, cursor)
