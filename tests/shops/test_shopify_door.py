"""At the door: only what Shopify signed, and each thing once."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

import pytest

from bot.domain.news import Delivery
from bot.shops.shopify.source import ShopifySource
from tests.shops.shopify import SECRET, posted, shape

SOURCE = ShopifySource()
RIGHT = posted("orders/create", shape("order"))


def test_it_takes_a_right_signature() -> None:
    assert SOURCE.is_right(RIGHT, [SECRET])


@pytest.mark.parametrize("secrets", [["new", SECRET], [SECRET, "old"]])
def test_it_takes_any_of_the_secrets(secrets: list[str]) -> None:
    assert SOURCE.is_right(RIGHT, secrets)


@pytest.mark.parametrize("secrets", [[], [""], ["another"], [SECRET + " "]])
def test_it_refuses_without_the_right_secret(secrets: list[str]) -> None:
    assert not SOURCE.is_right(RIGHT, secrets)


@pytest.mark.parametrize("signature", ["", "AAAA", "x", "ñ" * 44, "\udcff", "null", "=" * 44])
def test_it_refuses_a_garbled_signature(signature: str) -> None:
    headers = RIGHT.headers | {"x-shopify-hmac-sha256": signature}
    assert not SOURCE.is_right(Delivery(RIGHT.topic, RIGHT.body, headers), [SECRET])


@pytest.mark.parametrize(
    "change", [lambda right: right[:-4] + "AAA=", lambda right: right[:20], lambda right: right + "="]
)
def test_it_refuses_a_signature_that_is_right_in_part(change: Callable[[str], str]) -> None:
    signature = change(RIGHT.headers["x-shopify-hmac-sha256"])
    assert not SOURCE.is_right(posted("orders/create", RIGHT.body, x_shopify_hmac_sha256=signature), [SECRET])


def test_it_refuses_a_missing_signature() -> None:
    assert not SOURCE.is_right(Delivery(RIGHT.topic, RIGHT.body, {}), [SECRET])


def test_it_refuses_one_signed_without_a_secret() -> None:
    signature = base64.b64encode(hashlib.sha256(RIGHT.body).digest()).decode()
    assert not SOURCE.is_right(posted("orders/create", RIGHT.body, x_shopify_hmac_sha256=signature), [SECRET])


@pytest.mark.parametrize("changed", [RIGHT.body + b" ", RIGHT.body.replace(b"3098.00", b"0098.00"), b""])
def test_it_refuses_a_changed_body(changed: bytes) -> None:
    assert not SOURCE.is_right(Delivery(RIGHT.topic, changed, RIGHT.headers), [SECRET])


def test_it_finds_the_topic() -> None:
    assert SOURCE.topic_of({"x-shopify-topic": " orders/paid "}, b"") == "orders/paid"
    assert SOURCE.topic_of({}, b"{}") == ""


def test_it_knows_a_repeated_webhook() -> None:
    again = posted("orders/create", shape("order"), x_shopify_triggered_at="2026-11-23T05:00:00Z")
    assert SOURCE.dedupe_key(again) == SOURCE.dedupe_key(RIGHT)


def test_it_tells_webhooks_apart_that_share_an_event() -> None:
    same = {"x_shopify_event_id": "98880550"}
    keys = {
        SOURCE.dedupe_key(posted("orders/create", b'{"id":1}', **same)),
        SOURCE.dedupe_key(posted("orders/paid", b'{"id":1,"financial_status":"paid"}', **same)),
    }
    assert len(keys) == 2


def test_it_knows_a_body_whatever_is_written_above_it() -> None:
    above = {"x_shopify_webhook_id": "another", "x_shopify_triggered_at": "2026-11-24T00:00:00Z"}
    keys = {SOURCE.dedupe_key(posted(topic, b"{}", **above)) for topic in ("orders/create", "customers/redact")}
    assert keys == {SOURCE.dedupe_key(posted("orders/paid", b"{}"))}


def test_it_knows_what_was_pulled_by_its_version() -> None:
    pulled = Delivery("orders/updated", b'{"id": 1042, "updated_at": "2026-11-21T10:20:00+05:30"}')
    same = Delivery("orders/updated", b'{"updated_at":"2026-11-21T10:20:00+05:30","id":1042}')
    key = SOURCE.dedupe_key(pulled)
    assert key.startswith("orders/updated:1042:2026-11-21T10:20:00+05:30:")
    assert key == SOURCE.dedupe_key(same)
    # Another body of the same second is news.
    other = Delivery("orders/updated", b'{"id": 1042, "updated_at": "2026-11-21T10:20:00+05:30", "phone": "1"}')
    assert key != SOURCE.dedupe_key(other)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"id": 1, "updated_at": null}', b"[" * 100_000, b"1" * 5000])
def test_it_tells_by_the_body_where_there_is_no_version(body: bytes) -> None:
    first, second = Delivery("refunds/create", body), Delivery("refunds/create", body + b" ")
    assert SOURCE.dedupe_key(first) == SOURCE.dedupe_key(Delivery("refunds/create", body))
    assert SOURCE.dedupe_key(first) != SOURCE.dedupe_key(second)


@pytest.mark.parametrize("topic", ["orders/create", "t" * 5000])
@pytest.mark.parametrize("webhook_id", ["w" * 5000, ""])
def test_it_keeps_the_key_short(topic: str, webhook_id: str) -> None:
    body = shape("order", updated_at="2" * 5000)
    assert len(SOURCE.dedupe_key(posted(topic, body, x_shopify_webhook_id=webhook_id))) <= 200
