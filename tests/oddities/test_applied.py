"""What is odd about an event is applied around, shown to the operator, and never a slip."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.db.orders import Order
from bot.domain.news import Delivery, Odd, Unreadable
from bot.services.incoming.applying import Unfit, apply_all
from bot.shops.shopify.source import ShopifySource
from bot.shops.woocommerce.source import WooCommerceSource
from bot.tasks.events import apply_event
from tests.api.caller import new_key, order, tell
from tests.cast import Cast
from tests.driver import rows
from tests.oddities.spoiling import WAYS, paths_of, spoilt
from tests.shops import shopify, woocommerce_cases
from tests.teller import Teller

SOME_WAYS = ("gone", "huge", "word", "nested", "negative")


@pytest.mark.parametrize("kind", ["shopify", "woocommerce"])
def test_whatever_is_odd_the_order_is_there(teller: Teller, kind: str) -> None:
    if kind == "shopify":
        source, topic, values = ShopifySource(), "orders/updated", shopify.shape("order")
    else:
        source, topic, values = WooCommerceSource(), "order.updated", woocommerce_cases.fixture("order_cod")  # type: ignore[assignment]
    known = shopify.KNOWN
    teller.now = known.received_at + timedelta(minutes=1)
    is_quick = teller.db.get_bind().dialect.name == "sqlite"
    for number, path in enumerate(paths_of(values)):
        # The other database takes its time over a savepoint: there each path is spoilt in one of the ways, in turn.
        for way in SOME_WAYS if is_quick else (SOME_WAYS[number % len(SOME_WAYS)],):
            body = json.dumps(spoilt(values, path, WAYS[way])).encode()
            with teller.db.begin_nested() as attempt:
                try:
                    told = [one for one in source.read(Delivery(topic, body), known) if not isinstance(one, Odd)]
                    apply_all(teller.db, teller.shop, told, teller.now)
                    assert teller.db.scalars(select(Order)).all(), (path, way)
                except Unreadable:
                    assert path[0] == "id", (path, way)
                except Unfit as error:
                    pytest.fail(f"{path} {way}: {error}")
                attempt.rollback()
            teller.db.expire_all()


def test_it_is_shown_what_was_passed_over(bot: Bot, cast: Cast) -> None:
    odd: dict[str, Any] = {"currency": "XYZ", "promised_on": "soon"}
    odd["customer"] = {"phone": ["9800000001"], "name": "Asha"}
    tell(bot, new_key(bot, cast.shop), {"events": [order("5", **odd), order("6")]})
    for event in rows(bot, RawEvent):
        apply_event(bot, event.id)
    first, second = rows(bot, RawEvent)
    assert (first.state, second.state, second.reason) == ("applied", "applied", None)
    assert first.reason is not None
    assert first.reason.startswith("passed over: ")
    assert all(f"{name}: " in first.reason for name in ("currency", "customer.phone", "promised_on"))
    assert "9800000001" not in first.reason
    assert {one.number for one in rows(bot, Order)} == {"5", "6"}
