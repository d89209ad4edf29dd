"""Shopify's own published samples, where they are at hand: CONTRACT_SAMPLES names their folder."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.news import (
    CartNews,
    CustomerNews,
    DataRequest,
    Delivery,
    Disconnected,
    ErasePerson,
    EraseShop,
    News,
    Nothing,
    OrderEdited,
    OrderNews,
    ParcelNews,
    RefundNews,
)
from bot.shops.shopify.source import ShopifySource
from tests.shops.shopify import KNOWN

SAMPLES = Path(os.environ.get("CONTRACT_SAMPLES") or "/nonexistent")
pytestmark = pytest.mark.skipif(
    not (SAMPLES / "shopify").is_dir(), reason="CONTRACT_SAMPLES names no folder of samples"
)
KINDS: list[tuple[str, type[News]]] = [
    ("app/uninstalled", Disconnected),
    ("checkouts/create", CartNews),
    ("checkouts/delete", CartNews),
    ("checkouts/update", CartNews),
    ("customers/create", CustomerNews),
    ("customers/data_request", DataRequest),
    ("customers_marketing_consent/update", Nothing),
    ("customers/redact", ErasePerson),
    ("customers/update", CustomerNews),
    ("fulfillment_events/create", ParcelNews),
    ("fulfillments/create", ParcelNews),
    ("fulfillments/update", ParcelNews),
    ("orders/cancelled", OrderNews),
    ("orders/create", OrderNews),
    ("orders/edited", OrderEdited),
    ("orders/fulfilled", OrderNews),
    ("orders/paid", OrderNews),
    ("orders/partially_fulfilled", OrderNews),
    ("orders/updated", OrderNews),
    ("refunds/create", RefundNews),
    ("shop/redact", EraseShop),
]
THEN = datetime(2022, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("topic", "kind"), KINDS)
def test_it_reads_every_sample(topic: str, kind: type[News]) -> None:
    (news,) = ShopifySource(takes_tests=True).read(_sample(topic), KNOWN)
    assert type(news) is kind


def test_it_knows_every_sample() -> None:
    names = {path.stem for path in (SAMPLES / "shopify").glob("*.json")}
    assert names == {topic.replace("/", "_") for topic, _ in KINDS}


def test_it_reads_the_sample_order() -> None:
    (news,) = ShopifySource(takes_tests=True).read(_sample("orders/create"), KNOWN)
    assert isinstance(news, OrderNews)
    assert (news.external_id, news.number, news.total, news.currency) == ("820982911946154508", "#9999", 40495, "USD")
    assert (news.payment, news.cancelled_at, len(news.lines)) == ("voided", THEN, 5)
    assert (news.person.phones, news.person.country) == (("555-555-SHIP",), "US")
    assert ShopifySource().read(_sample("orders/create"), KNOWN) == (Nothing("a test order"),)


def test_it_reads_the_sample_parcel() -> None:
    (news,) = ShopifySource().read(_sample("fulfillments/update"), KNOWN)
    assert isinstance(news, ParcelNews)
    assert (news.milestone, news.at, news.tracking_number, news.courier) == ("label", THEN, "1z827wk74630", "UPS")


def test_it_reads_the_sample_refund() -> None:
    (news,) = ShopifySource().read(_sample("refunds/create"), KNOWN)
    assert isinstance(news, RefundNews)
    assert (news.amount, news.currency, news.done) == (8500, "USD", True)


def test_it_accepts_the_published_signatures() -> None:
    vectors = json.loads((SAMPLES / "hmac_vectors.json").read_text(encoding="utf-8"))
    ours = [vector for vector in vectors if vector["file"].startswith("shopify/")]
    assert ours
    for vector in ours:
        body, headers = (SAMPLES / vector["file"]).read_bytes(), {vector["header"].lower(): vector["value"]}
        assert ShopifySource().is_right(Delivery("", body, headers), [vector["secret"]])
        assert not ShopifySource().is_right(Delivery("", body + b"\n", headers), [vector["secret"]])


def _sample(topic: str) -> Delivery:
    return Delivery(topic, (SAMPLES / "shopify" / f"{topic.replace('/', '_')}.json").read_bytes())
