"""Whatever a shop's plugins make of a payload: it is read, or it is said what is wrong with it."""

from __future__ import annotations

import copy
import json
from dataclasses import astuple, is_dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.news import News, OrderNews, ParcelNews, RefundNews, Unreadable
from tests.shops.woocommerce_cases import FIXTURES, fixture, read

NAMES = sorted(path.stem for path in FIXTURES.glob("*.json"))
TOPICS = [f"{name}.{event}" for name in ("order", "customer", "product", "coupon") for event in ("updated", "deleted")]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["", "0", "-1", "1e309", "-99999999999999999999.99", "0001-01-01T00:00:00", "9999-12-31T23:59:59"]),
    st.sampled_from([10**25, -(10**25), 2**31, 1e-300, 1.7e308, "१२३", "\x00", "\ud800", "2026-11-20T13:12:12+99:99"]),
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A fixture with up to five values, anywhere in it, replaced, left out or doubled."""
    whole = copy.deepcopy(fixture(draw(st.sampled_from(NAMES))))
    for _ in range(draw(st.integers(1, 5))):
        parent: Any = whole
        while True:
            keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(parent[key], dict | list) and draw(st.booleans()):
                parent = parent[key]
                continue
            parent[key] = draw(VALUES)
            break
    return whole


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in _texts(one)]
    return _texts(astuple(value)) if is_dataclass(value) and not isinstance(value, type) else []


def _is_storable(news: News) -> None:
    for text in _texts(news):
        assert "\x00" not in text
        text.encode()
    if isinstance(news, OrderNews):
        assert 0 <= news.total < 2**31
        assert all(0 <= line.price < 2**31 and 1 <= line.quantity <= 100_000 for line in news.lines)
    if isinstance(news, RefundNews):
        assert 0 < news.amount < 2**31
    if isinstance(news, ParcelNews):
        assert news.tracking_number


def _said(topic: str, body: bytes) -> tuple[News, ...]:
    """What is read, or nothing where the body is called unreadable; any other error gets through."""
    try:
        return read(topic, body)
    except Unreadable:
        return ()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TOPICS), mutated())
def test_it_reads_anything_or_names_the_field(topic: str, payload: dict[str, Any]) -> None:
    news = _said(topic, json.dumps(payload).encode())
    assert len(news) < 20
    for one in news:
        _is_storable(one)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TOPICS), VALUES | st.binary(max_size=50))
def test_it_reads_any_json_or_says_it_cannot(topic: str, payload: Any) -> None:
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    assert len(_said(topic, body)) < 20
