"""The project's own bodies, over HTTP: from the webhook to the message on Asha's phone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Bot
from tests.cast import Cast
from tests.contracts.world import opened
from tests.fakes import Watch

TESTS = Path(__file__).parents[1]
SHOPIFY, WOO, CARRIERS = (
    TESTS / "shops/fixtures/shopify",
    TESTS / "shops/fixtures/woocommerce",
    TESTS / "carriers/fixtures",
)
ORDERED = datetime(2026, 11, 20, 13, 15, tzinfo=UTC)
SENT = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
TRIED = datetime(2026, 11, 16, 8, 40, tzinfo=UTC)


def _body(path: Path, **changed: Any) -> bytes:
    """A fixture, changed here and there, whose buyer is Asha whatever number it has."""
    return json.dumps(json.loads(path.read_text()) | changed).replace("98123 45678", "98000 00001").encode()


def test_it_asks_for_the_order_and_tells_that_it_left(bot: Bot, cast: Cast, watch: Watch) -> None:
    with opened(bot, cast, watch, ORDERED) as world:
        world.send("shopify", _body(SHOPIFY / "order.json"), "orders/create")
        world.send("shopify", _body(SHOPIFY / "order.json"), "orders/updated")
        assert world.state()["told"] == ["cod_ask"]
        watch.time = SENT
        for topic in ("fulfillments/create", "fulfillments/update"):
            world.send("shopify", _body(SHOPIFY / "fulfillment.json"), topic)
        state = world.state()
    assert state["told"] == ["cod_ask", "shipped"]
    assert state["parcels"] == [("1490812345678", "shipped")]


def test_it_puts_news_in_order_that_came_before_the_order(bot: Bot, cast: Cast, watch: Watch) -> None:
    paid = {"financial_status": "paid", "payment_gateway_names": ["razorpay"]}
    with opened(bot, cast, watch, SENT) as world:
        world.send("shopify", _body(SHOPIFY / "fulfillment.json"), "fulfillments/create")
        assert (world.state()["events"], world.state()["told"]) == (["parked"], [])
        world.send("shopify", _body(SHOPIFY / "order.json", **paid), "orders/create")
        state = world.state()
    assert state["events"] == ["applied", "applied"]
    assert state["moments"] == ["order.placed", "parcel.shipped"]
    assert state["told"] == ["placed", "shipped"]


def test_it_stops_the_reminders_when_the_order_comes(bot: Bot, cast: Cast, watch: Watch) -> None:
    with opened(bot, cast, watch, ORDERED) as world:
        world.send("shopify", _body(SHOPIFY / "checkout.json"), "checkouts/update")
        assert "cart_1" in world.state()["planned"]
        world.send("shopify", _body(SHOPIFY / "order.json"), "orders/create")
        state = world.state()
    assert not [rule for rule in state["planned"] if rule.startswith("cart")]
    assert [completed for _, completed in state["carts"]] == [True]


@pytest.mark.parametrize("changed", [{"test": True}, {"id": None}])
def test_it_tells_nothing_of_tests_and_of_what_it_cannot_read(
    bot: Bot, cast: Cast, watch: Watch, changed: dict[str, Any]
) -> None:
    with opened(bot, cast, watch, ORDERED, takes_tests=False) as world:
        world.send("shopify", _body(SHOPIFY / "order.json", **changed), "orders/create")
        state = world.state()
    assert state["events"][0].split(":")[0] in ("ignored", "kept")
    assert (state["orders"], state["told"]) == ([], [])


def test_it_follows_an_order_of_woocommerce(bot: Bot, cast: Cast, watch: Watch) -> None:
    with opened(bot, cast, watch, ORDERED) as world:
        world.send("woocommerce", _body(WOO / "order_cod.json"), "order.created")
        watch.time = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
        world.send("woocommerce", _body(WOO / "order_sent_with_tracking.json"), "order.updated")
        state = world.state()
    assert state["told"] == ["cod_ask", "shipped"]
    assert [number for number, _ in state["parcels"]] == ["77712345678"]


@pytest.mark.parametrize(
    ("kind", "file", "number", "now", "milestone", "told"),
    [
        ("shiprocket", "shiprocket_undelivered", "DK-2041", TRIED, "attempt_failed", "attempt_failed"),
        (
            "shiprocket",
            "shiprocket_going_back",
            "SY-WA-2223-4022",
            datetime(2026, 11, 18, 12, 35, tzinfo=UTC),
            "returned",
            "returned",
        ),
        ("aftership", "aftership_attempt_failed", "DK-2042", TRIED, "attempt_failed", "attempt_failed"),
    ],
)
def test_it_tells_what_the_carrier_says(
    bot: Bot, cast: Cast, watch: Watch, kind: str, file: str, number: str, now: datetime, milestone: str, told: str
) -> None:
    with opened(bot, cast, watch, now) as world:
        world.send(kind, _body(CARRIERS / f"{file}.json"))
        assert world.state()["events"] == ["parked"]
        world.has_order(number, now)
        world.send(kind, _body(CARRIERS / f"{file}.json"))  # a repeat changes nothing
        watch.advance(seconds=20)
        world.look_again()
        state = world.state()
    assert [name for _, name in state["parcels"]] == [milestone]
    assert state["told"][-1:] == [told]
    assert "delivered" not in state["told"]
