"""Bodies nobody should send: each is read, or refused by the name of its field, and nothing else happens."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.news import Nothing, OrderNews, Unreadable
from bot.shops.shopify.source import ShopifySource
from bot.shops.shopify.topics import IGNORED, READERS
from tests.shops.shopify import BODY_OF, KNOWN, posted, read, shape


def test_it_has_a_fixture_of_every_topic() -> None:
    assert set(BODY_OF) == set(READERS)
    for topic, name in BODY_OF.items():
        assert not isinstance(read(topic, shape(name)), Nothing), topic


@pytest.mark.parametrize("topic", ["", "collections/update", "orders/CREATE", "x" * 5000, *IGNORED])
def test_it_says_nothing_of_other_topics_whatever_they_hold(topic: str) -> None:
    assert isinstance(read(topic, b"\xff not JSON"), Nothing)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b'"x"', b"7", b"{", b"\xff\xfe\xff", b"{'id': 1}", b'{"id": NaN}', b"webhook_id=7"),
        *(b"[" * 200_000, b'{"a":' * 100_000, b'{"id": ' + b"9" * 5000 + b"}"),
    ],
)
@pytest.mark.parametrize("topic", ["orders/create", "customers/redact"])
def test_it_refuses_what_is_no_object(topic: str, body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(topic, body)
    assert caught.value.field == "body"


@pytest.mark.parametrize("nothing", [None, [], {}])
@pytest.mark.parametrize(
    "name",
    ["customer", "shipping_address", "billing_address", "line_items", "refunds", "note_attributes", "total_price_set"],
)
def test_it_takes_every_shape_of_nothing(name: str, nothing: Any) -> None:
    assert isinstance(read("orders/create", shape("order", **{name: nothing})), OrderNews)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("id", None, "is missing"),
        ("id", {}, "is not an id"),
        ("id", 1.5, "is not an id"),
        ("line_items", "two", "should be a list"),
        ("line_items", {"0": {}}, "should be a list"),
        ("customer", "Asha", "should be an object"),
        ("shipping_address", [1], "should be an object"),
        ("updated_at", None, "is missing"),
        ("updated_at", "yesterday", "should be a time like 2026-11-21T12:00:00+05:30"),
        ("updated_at", 1732190400, "should be a time like 2026-11-21T12:00:00+05:30"),
        ("cancelled_at", "0001-01-01T00:00:00+05:30", "should be a time like 2026-11-21T12:00:00+05:30"),
        ("name", ["#1"], "should be a text"),
    ],
)
def test_it_names_the_field_that_is_wrong(name: str, value: Any, problem: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read("orders/create", shape("order", **{name: value}))
    assert (caught.value.field, caught.value.problem) == (name, problem)


@pytest.mark.parametrize("quantity", [-1, "two", 1.5, True, 10**10, 10**12, "٣"])
def test_it_names_the_way_to_a_field(quantity: Any) -> None:
    with pytest.raises(Unreadable) as caught:
        read("orders/create", shape("order", line_items=[{"id": 1}, {"id": 2, "quantity": quantity, "price": "1"}]))
    assert caught.value.field == "line_items[1].quantity"


def test_it_keeps_every_digit_of_an_id() -> None:
    news = read("orders/create", shape("order", id=999999999999999999))
    assert isinstance(news, OrderNews)
    assert news.external_id == "999999999999999999"


def test_it_takes_numbers_written_as_text() -> None:
    line = {"id": "14550012345678901", "title": "Kurta", "quantity": "2", "price": 899.5}
    news = read("orders/create", shape("order", id="1042", line_items=[line]))
    assert isinstance(news, OrderNews)
    assert (news.external_id, news.lines[0].quantity, news.lines[0].price) == ("1042", 2, 89950)


def test_it_leaves_out_what_no_database_takes() -> None:
    news = read("orders/create", shape("order", name="A\x00B\ud83d" + "x" * 9000))
    assert isinstance(news, OrderNews)
    assert news.number == ("AB?" + "x" * 9000)[:500]


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["", "-1", "9" * 40, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", [], {}, [[]], [{}]]),
    st.lists(st.none() | st.integers() | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2), max_size=3),
)


@given(st.sampled_from(sorted(BODY_OF)), st.data())
def test_it_reads_or_refuses_whatever_is_changed(topic: str, data: st.DataObject) -> None:
    body: Any = shape(BODY_OF[topic])
    for _ in range(data.draw(st.integers(1, 4))):
        _spoil(body, data)
    with suppress(Unreadable):
        assert ShopifySource(takes_tests=True).read(posted(topic, body), KNOWN)


def _spoil(body: Any, data: st.DataObject) -> None:
    """Change something somewhere in a body, at any depth."""
    while isinstance(body, dict | list) and body:
        key = data.draw(st.sampled_from(sorted(body) if isinstance(body, dict) else range(len(body))))
        if not isinstance(body[key], dict | list) or not body[key] or data.draw(st.booleans()):
            body[key] = deepcopy(data.draw(JUNK))  # the next round may spoil it too
            return
        body = body[key]
