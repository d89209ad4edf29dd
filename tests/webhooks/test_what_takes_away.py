"""Only the body is signed: a captured one says what it said, once, whatever is written above it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.db.orders import Order
from bot.db.people import Identity
from tests.cast import Cast
from tests.driver import rows
from tests.senders import SHOPIFY, connect, raw_events, send
from tests.services.events.script import apply_all

FIXTURES = Path(__file__).parents[1] / "shops" / "fixtures" / "shopify"
TAKES_AWAY = ("customers/redact", "customers/data_request", "shop/redact", "app/uninstalled", "orders/delete")


def fixture(name: str, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text())
    return values | changes


@pytest.fixture
def shop(bot: Bot, cast: Cast) -> Connection:
    return connect(bot, cast.shop, "shopify")


@pytest.mark.parametrize("topic", TAKES_AWAY)
@pytest.mark.parametrize("seen_before", [True, False])
def test_a_captured_order_takes_nothing_away(bot: Bot, shop: Connection, topic: str, seen_before: bool) -> None:
    body = json.dumps(fixture("order")).encode()
    if seen_before:
        send(bot, shop, body, "orders/create")
        apply_all(bot)
    before = (len(rows(bot, Identity)), [order.status for order in rows(bot, Order)])
    assert send(bot, shop, body, topic).status_code == 200
    apply_all(bot)
    assert (len(rows(bot, Identity)), [order.status for order in rows(bot, Order)]) == before
    assert rows(bot, Connection)[0].state == "active"
    assert raw_events(bot)[-1].state == "kept"


@pytest.mark.parametrize("topic", ["orders/updated", "orders/paid", "orders/cancelled", "customers/update"])
def test_the_same_body_counts_once_whatever_its_topic(bot: Bot, shop: Connection, topic: str) -> None:
    body = json.dumps(fixture("order")).encode()
    for name in ("orders/create", topic):
        assert send(bot, shop, body, name).status_code == 200
    assert len(raw_events(bot)) == 1


@pytest.mark.parametrize(
    ("topic", "name", "domain"),
    [
        ("customers/redact", "customer_redact", "shop_domain"),
        ("shop/redact", "shop_redact", "shop_domain"),
        ("app/uninstalled", "uninstalled", "myshopify_domain"),
    ],
)
def test_it_must_be_of_our_shop_and_is_believed_once(
    bot: Bot, shop: Connection, topic: str, name: str, domain: str
) -> None:
    send(bot, shop, fixture(name, **{domain: "another.myshopify.com"}), topic)
    assert [event.state for event in raw_events(bot)] == ["kept"]
    send(bot, shop, fixture(name, **{domain: SHOPIFY.upper()}), topic)
    apply_all(bot)
    assert raw_events(bot)[-1].state in ("applied", "ignored")  # nobody of that id is known here


def test_a_redaction_is_no_uninstalling_and_none_of_a_person(bot: Bot, shop: Connection) -> None:
    send(bot, shop, fixture("shop_redact"), "app/uninstalled")
    send(bot, shop, fixture("customer_redact"), "shop/redact")
    send(bot, shop, fixture("uninstalled"), "customers/redact")
    assert [event.state for event in raw_events(bot)] == ["kept"] * 3


def test_the_recording_of_a_redaction_erases_nobody_again(bot: Bot, cast: Cast, shop: Connection) -> None:
    body = json.dumps(fixture("customer_redact")).encode()
    send(bot, shop, body, "customers/redact")
    apply_all(bot)
    first = raw_events(bot)[0].state
    send(bot, shop, body, "customers/redact")
    send(bot, shop, body, "customers/data_request")
    events = raw_events(bot)
    assert [event.state for event in events] == [first, "kept"]
    assert events[1].reason is not None
    assert "said before" in events[1].reason


def test_an_old_one_is_kept(bot: Bot, shop: Connection) -> None:
    old = (bot.now() - timedelta(days=8)).isoformat()
    send(bot, shop, fixture("customer_redact"), "customers/redact", X_Shopify_Triggered_At=old)
    assert [event.state for event in raw_events(bot)] == ["kept"]


def test_a_shop_that_has_left_may_say_so_and_be_forgotten(bot: Bot, shop: Connection) -> None:
    send(bot, shop, fixture("uninstalled"), "app/uninstalled")
    apply_all(bot)
    assert rows(bot, Connection)[0].state == "disconnected"
    send(bot, shop, fixture("shop_redact"), "shop/redact")
    apply_all(bot)
    assert [event.state for event in raw_events(bot)] == ["applied", "applied"]
