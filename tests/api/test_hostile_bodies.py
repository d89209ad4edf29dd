"""Bodies that are not as described: every wrong field is named with its remedy."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from bot.api import problems
from bot.api.bodies import read_events
from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.domain.milestones import STAGE_OF
from bot.domain.orders import Payment
from bot.domain.parcels import FailedWhy, LateWhy
from bot.shops.own import shapes
from bot.shops.own.faults import Fault, Faulty
from tests.api.caller import new_key, order, tell
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import START

PARCEL = {"type": "parcel", "order": {"number": "1"}, "milestone": "shipped", "at": "2026-11-21T12:00:00Z"}


@pytest.mark.parametrize(
    ("event", "pointer"),
    [
        (order(placed_at="2026-11-21T12:00:00"), "/placed_at"),  # no zone
        (order(placed_at="1700000000"), "/placed_at"),
        (order(placed_at=1700000000), "/placed_at"),
        (order(placed_at="9999-12-31T23:59:59-12:00"), "/placed_at"),
        (order(promised_on="2026-02-30"), "/promised_on"),
        (order(total=10**30), "/total"),
        (order(total=2**31), "/total"),
        (order(total=-1), "/total"),
        (order(total=1.5), "/total"),
        (order(total="100"), "/total"),
        (order(total=True), "/total"),
        (order(currency="XYZ"), "/currency"),
        (order(payment="free"), "/payment"),
        (order(items=[]), "/items"),
        (order(items=[{"title": "x"}] * 201), "/items"),
        (order(items=[{"title": "x", "quantity": 0}]), "/items/0/quantity"),
        (order(items=[{"title": "x"}, {"title": "y", "a/b~c": 1}]), "/items/1/a~1b~0c"),
        (order(number="1\x00"), "/number"),
        (order(number="line\nbreak"), "/number"),
        (order(number=" "), "/number"),
        (order(customer=None), "/customer"),
        (order(customer={"country": "Narnia"}), "/customer/country"),
        (order(merchant_id=2), "/merchant_id"),
        (order(type="order.cancelled"), "/cancelled_at"),
        (order(type="orders"), "/type"),
        ({"number": "1"}, "/type"),
        (PARCEL | {"milestone": "teleported"}, "/milestone"),
        (PARCEL | {"milestone": ""}, "/milestone"),
        (PARCEL | {"order": {}}, "/order"),
        (PARCEL | {"tracking_url": "javascript:alert(1)"}, "/tracking_url"),
        (PARCEL | {"order": {"number": "1", "merchant_id": 2}}, "/order/merchant_id"),
    ],
)
def test_it_names_the_field(event: dict[str, Any], pointer: str) -> None:
    for body, base in ((event, ""), ({"events": [order("5"), event]}, "/events/1")):
        [fault] = _named(json.dumps(body).encode())
        assert problems.pointer(fault.path) == base + pointer
        assert fault.problem
        assert fault.remedy


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe{}",
        b'{"events": []}',
        b'{"events": {}}',
        b'{"events": [1]}',
        b'{"events": [[]], "type": "order"}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"total": ' + b"9" * 5000 + b"}",
        b'{"total": NaN, "type": "order"}',
        json.dumps(order()).replace('"total": 189900', '"total": 1, "total": 2').encode(),
        json.dumps(order(number="@@")).replace("@@", "\\ud800").encode(),
    ],
)
def test_it_takes_no_odd_json(body: bytes) -> None:
    assert all(fault.problem and fault.remedy for fault in _faults(body))


def test_it_takes_no_more_than_a_hundred_events(bot: Bot, cast: Cast) -> None:
    answer = tell(bot, new_key(bot, cast.shop), {"events": [order(str(number)) for number in range(101)]})
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/events")
    assert not rows(bot, RawEvent)


def test_it_lists_every_error_but_not_without_end(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    two = tell(bot, key, order(total="x", payment="y")).get_json()["odd"]
    assert sorted(error["pointer"] for error in two) == ["/payment", "/total"]
    many = tell(bot, key, {"events": [{"type": "order"}] * 100}).get_json()["errors"]
    assert len(many) == 100


def test_it_stores_quotes_and_semicolons_as_they_are(bot: Bot, cast: Cast) -> None:
    number = "1'; DROP TABLE orders; --"
    assert tell(bot, new_key(bot, cast.shop), order(number)).status_code == 202
    assert json.loads(rows(bot, RawEvent)[0].body)["number"] == number


def test_it_refuses_more_than_a_megabyte(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    answer = tell(bot, key, b" " * (1024 * 1024 + 1))
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    largest = json.dumps(order()).encode().ljust(1024 * 1024)
    assert tell(bot, key, largest).status_code == 202


def test_it_takes_json_only(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert tell(bot, key, order(), Content_Type=kind).status_code == 415


def test_it_describes_the_milestones_and_reasons_there_are() -> None:
    assert set(get_args(shapes.Milestone)) == set(STAGE_OF)
    assert set(get_args(shapes.Payment)) == set(Payment)
    assert set(get_args(shapes.LateWhy)) == {"", *LateWhy}
    assert set(get_args(shapes.FailedWhy)) == {"", *FailedWhy}


def _named(body: bytes) -> tuple[Fault, ...]:
    """What is said to be wrong, whether it was passed over or not."""
    try:
        told = read_events(body, START)
    except Faulty as error:
        return error.faults
    return (*told.refused, *told.odd)


def _faults(body: bytes) -> tuple[Fault, ...]:
    with pytest.raises(Faulty) as caught:
        read_events(body, START)
    assert caught.value.faults
    return caught.value.faults
