"""Whatever a body holds: it is read, or the field that is wrong is named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.milestones import STAGE_OF
from bot.domain.news import Delivery, ParcelNews, Unreadable
from bot.ports import Source
from tests.carriers.bodies import AFTERSHIP, KNOWN, SHIPROCKET, fixture, parcels

OWN = [
    (SHIPROCKET, fixture("shiprocket_undelivered")),
    (SHIPROCKET, fixture("shiprocket_going_back")),
    (SHIPROCKET, fixture("shiprocket_pull")),
    (AFTERSHIP, fixture("aftership_attempt_failed")),
    (AFTERSHIP, fixture("aftership_edd_revise")),
]
ODD = ["", "NA", "7", "1e9", "\x00", "\ud800", "31 02 2026", "0001-01-01", "9999-12-31T23:59:59-23:59", "²", "x" * 3000]
WHATEVER = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(ODD),
    st.recursive(
        st.none() | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
)


@given(st.sampled_from(OWN), st.data())
def test_it_reads_or_names_the_field(own: tuple[Source, dict[str, Any]], data: st.DataObject) -> None:
    source, payload = own
    _check(source, json.dumps(_mutated(payload, data)).encode())


@pytest.mark.parametrize("source", [SHIPROCKET, AFTERSHIP])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b'"x"',
        b"{",
        b"\xff\xfe\xfd",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"awb": %s}' % (b"9" * 9000),
    ],
)
def test_it_names_the_body_that_is_no_object(source: Source, body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        source.read(Delivery("", body), KNOWN)
    assert caught.value.field == "body"
    assert len(source.dedupe_key(Delivery("", body))) == 64


def test_it_takes_out_what_a_database_refuses() -> None:
    body = json.dumps(
        {"awb": " 77\x0012\ud8000 ", "shipment_status_id": 17, "courier_name": "डा\u200dक\u200d \n🚚"}
    ).encode()
    (news,) = parcels(SHIPROCKET.read(Delivery("", body), KNOWN))
    assert (news.tracking_number, news.courier) == ("77120", "डा\u200dक 🚚")


@given(st.binary(max_size=60))
def test_it_reads_any_bytes_or_names_the_field(body: bytes) -> None:
    for source in (SHIPROCKET, AFTERSHIP):
        _check(source, body)


def _check(source: Source, body: bytes) -> None:
    delivery = Delivery("", body)
    assert 0 < len(source.dedupe_key(delivery)) <= 200
    try:
        news = source.read(delivery, KNOWN)
    except Unreadable:
        return
    assert news
    for one in news:
        if isinstance(one, ParcelNews):
            assert one.milestone in STAGE_OF or not one.milestone
            assert one.at.utcoffset() is not None
            assert "\x00" not in repr(one)
            repr(one).encode()  # no half characters, which a database refuses


def _mutated(value: Any, data: st.DataObject) -> Any:
    """The payload with one of its values, at any depth, replaced or taken away."""
    if isinstance(value, dict) and value and data.draw(st.integers(0, 9)):
        name = data.draw(st.sampled_from(sorted(value)))
        rest = {key: inner for key, inner in value.items() if key != name}
        return rest if data.draw(st.integers(0, 9)) == 0 else rest | {name: _mutated(value[name], data)}
    if isinstance(value, list) and value and data.draw(st.integers(0, 9)):
        place = data.draw(st.integers(0, len(value) - 1))
        return [*value[:place], _mutated(value[place], data), *value[place + 1 :]]
    return data.draw(WHATEVER)
