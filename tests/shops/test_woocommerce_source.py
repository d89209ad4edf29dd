"""WooCommerce's webhooks at the door: signature, ping, topic, what is the same delivery."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.news import Delivery, Nothing, Unreadable
from bot.shops.woocommerce.face import is_ping
from bot.shops.woocommerce.source import WooCommerceSource
from tests.shops.woocommerce_cases import FIXTURES, SECRET, delivery, fixture, read

SOURCE = WooCommerceSource()
NO_OBJECTS = [b"", b"nothing", b"[]", b'"text"', b"7", b"null", b"\xff\xfe", b'{"id": 1', b"webhook_id=7"]
NO_OBJECTS += [b"{" * 100_000, b'{"id":' * 100_000, b"[" * 100_000]
NO_OBJECTS += [b'{"id": ' + b"9" * 5000 + b"}", b'{"id": 1e99999999999999999999}']
FORM = "application/x-www-form-urlencoded"


def test_it_accepts_any_of_the_secrets_and_no_other() -> None:
    signed = delivery("order.updated", fixture("order_cod"))
    assert SOURCE.is_right(signed, ["a-newer-one", SECRET])
    assert not SOURCE.is_right(signed, ["a-newer-one"])


def test_it_accepts_nothing_without_a_secret() -> None:
    signed = delivery("order.updated", fixture("order_cod"), secret="")
    assert not SOURCE.is_right(signed, [])
    assert not SOURCE.is_right(signed, [""])


def test_it_refuses_a_body_changed_by_one_byte() -> None:
    signed = delivery("order.updated", fixture("order_cod"))
    assert not SOURCE.is_right(replace(signed, body=signed.body.replace(b"2927.00", b"2927.01")), [SECRET])
    assert not SOURCE.is_right(replace(signed, body=signed.body + b"\n"), [SECRET])


@pytest.mark.parametrize("signature", ["", " ", "AAAA", "=", "é", "\udcff", "0" * 10_000])
def test_it_refuses_a_wrong_signature(signature: str) -> None:
    signed = replace(delivery("order.updated", b"{}"), headers={"x-wc-webhook-signature": signature})
    assert not SOURCE.is_right(signed, [SECRET])


def test_it_refuses_a_delivery_without_signature() -> None:
    assert not SOURCE.is_right(Delivery("order.updated", b"{}"), [SECRET])


def test_it_knows_the_ping() -> None:
    assert is_ping(FORM, b"webhook_id=7")
    assert is_ping(f"{FORM}; charset=UTF-8", b"webhook_id=7\n")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"webhook_id=7"),
        (FORM, b"webhook_id=7&order=1"),
        (FORM, b"webhook_id="),
        (FORM, b"webhook_id=x"),
        (FORM, b'{"id":1}'),
        (FORM, b""),
        ("", b"webhook_id=7"),
    ],
)
def test_it_takes_nothing_else_for_a_ping(content_type: str, body: bytes) -> None:
    assert not is_ping(content_type, body)


def test_it_finds_the_topic() -> None:
    assert SOURCE.topic_of({"x-wc-webhook-topic": "order.updated"}, b"") == "order.updated"
    assert SOURCE.topic_of({}, b"webhook_id=7") == ""


def _key(topic: str, body: Any, **headers: str) -> str:
    made = delivery(topic, body)
    return SOURCE.dedupe_key(replace(made, headers=made.headers | headers))


def test_it_tells_two_orders_of_one_second_apart() -> None:
    same = {"x-wc-webhook-delivery-id": "b0a1"}
    first, second = fixture("order_cod"), fixture("order_cod", id=58214)
    assert _key("order.updated", first, **same) != _key("order.updated", second, **same)


def test_it_knows_a_repeated_delivery_and_a_later_version() -> None:
    order = fixture("order_cod")
    assert _key("order.updated", order, **{"x-wc-webhook-delivery-id": "1"}) == _key("order.updated", order)
    assert _key("order.updated", order) != _key("order.created", order)
    later = fixture("order_cod", date_modified_gmt="2026-11-20T13:12:13")
    assert _key("order.updated", order) != _key("order.updated", later)


def test_it_knows_another_body_of_the_same_second() -> None:
    meta = [{"id": 1, "key": "_wc_shipment_tracking_items", "value": [{"tracking_number": "H1"}]}]
    order, tracked = fixture("order_cod"), fixture("order_cod", meta_data=meta)
    assert _key("order.updated", order) != _key("order.updated", tracked)
    # Asked for later, it is written otherwise and says no more.
    pulled = json.dumps(order | {"_links": {}}, indent=1, sort_keys=True).encode()
    assert _key("order.updated", order) == _key("order.updated", pulled)


def test_it_knows_what_has_no_date_by_its_id_or_its_bytes() -> None:
    assert _key("order.deleted", {"id": 1}) == _key("order.deleted", b'{ "id": 1 }') != _key("order.deleted", {"id": 2})
    undated = fixture("customer_updated", date_modified_gmt=None)
    renamed = fixture("customer_updated", date_modified_gmt=None, first_name="Usha")
    assert _key("customer.created", undated) == _key("customer.created", undated)
    assert _key("customer.created", undated) != _key("customer.created", renamed)
    assert _key("order.updated", b"no json") != _key("order.updated", b"no json either")


@pytest.mark.parametrize("topic", ["order.updated", "x" * 5000, ""])
@pytest.mark.parametrize("body", [b"", b"[]", b'{"id": 1, "date_modified_gmt": "' + b"9" * 5000 + b'"}'])
def test_it_keeps_keys_short(topic: str, body: bytes) -> None:
    assert 0 < len(_key(topic, body)) <= 200


@pytest.mark.parametrize("topic", ["action.woocommerce_add_to_cart", "order.exploded", "subscription.created", ""])
def test_it_does_nothing_with_topics_it_has_no_use_for(topic: str) -> None:
    [news] = read(topic, fixture("action_added_to_cart"))
    assert isinstance(news, Nothing)
    assert isinstance(read(topic, b"not even json")[0], Nothing)


@pytest.mark.parametrize("body", NO_OBJECTS, ids=range(len(NO_OBJECTS)))
@pytest.mark.parametrize("topic", ["order.updated", "order.deleted", "customer.created", "product.updated"])
def test_it_says_that_a_body_is_unreadable(topic: str, body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(topic, body)


@pytest.mark.parametrize("identity", [None, "", 0, -5, "abc", True, 1.5, [], {}, "²", "1" * 30])
@pytest.mark.parametrize("name", ["order_cod", "customer_updated", "product_updated", "coupon_created"])
def test_it_names_a_missing_id(name: str, identity: Any) -> None:
    topic = name.partition("_")[0] + ".updated"
    with pytest.raises(Unreadable) as error:
        read(topic, fixture(name, id=identity))
    assert error.value.field == "id"


def test_it_has_fixtures_that_are_json() -> None:
    assert all(json.loads(path.read_text(encoding="utf-8")) for path in FIXTURES.glob("*.json"))
