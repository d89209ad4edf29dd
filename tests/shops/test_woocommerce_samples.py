"""The official sample payloads, where the setting CONTRACT_SAMPLES says where they are."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.news import Delivery, News, Nothing, OrderGone, OrderNews
from bot.domain.phones import first_phone
from bot.shops.woocommerce.face import is_ping
from bot.shops.woocommerce.source import WooCommerceSource
from tests.shops.woocommerce_cases import KNOWN

SAMPLES = Path(os.environ.get("CONTRACT_SAMPLES") or "missing")
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="CONTRACT_SAMPLES names no folder of sample payloads")
SOURCE = WooCommerceSource()


def _read(name: str, topic: str) -> News:
    body = (SAMPLES / "woocommerce" / name).read_bytes()
    [news] = SOURCE.read(Delivery(topic, body), KNOWN)
    return news


def _vectors() -> list[dict[str, Any]]:
    path = SAMPLES / "hmac_vectors.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return [one for one in found if one["file"].startswith("woocommerce/")]


def test_it_accepts_the_signatures_of_the_samples() -> None:
    assert _vectors()
    for vector in _vectors():
        body = (SAMPLES / vector["file"]).read_bytes()
        signed = Delivery("order.created", body, {vector["header"].lower(): vector["value"]})
        assert SOURCE.is_right(signed, [vector["secret"]])
        assert not SOURCE.is_right(signed, [vector["secret"] + "x"])
        assert not SOURCE.is_right(Delivery("order.created", body[:-1], signed.headers), [vector["secret"]])


def test_it_reads_the_created_order() -> None:
    order = _read("order_created_processing.json", "order.created")
    assert isinstance(order, OrderNews)
    assert (order.external_id, order.number, order.total, order.currency) == ("727", "727", 2935, "USD")
    assert (order.payment, order.packed_at, order.person.external_id) == ("paid", None, "")
    assert [line.title for line in order.lines] == ["Woo Single #1", "Ship Your Idea – Color: Black, Size: M Test"]
    assert order.version_at == datetime(2017, 3, 22, 19, 28, 8, tzinfo=UTC)
    assert order.ship_to.city == "San Francisco"


def test_it_finds_no_number_where_there_is_none() -> None:
    order = _read("order_created_processing.json", "order.created")
    assert isinstance(order, OrderNews)
    assert (order.person.phones, order.person.country) == (("(555) 555-5555",), "US")
    assert first_phone(order.person.phones, order.person.country) is None


def test_it_reads_the_completed_order() -> None:
    order = _read("order_updated_completed.json", "order.updated")
    assert isinstance(order, OrderNews)
    assert order.packed_at == datetime(2017, 3, 22, 19, 30, 35, tzinfo=UTC)


def test_it_reads_the_deleted_order_the_action_and_the_ping() -> None:
    gone = _read("order_deleted.json", "order.deleted")
    assert isinstance(gone, OrderGone)
    assert gone.order.external_id == "727"
    assert isinstance(_read("action_custom.json", "action.woocommerce_add_to_cart"), Nothing)
    assert is_ping("application/x-www-form-urlencoded", (SAMPLES / "woocommerce" / "ping.form").read_bytes())
