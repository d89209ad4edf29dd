"""Keys and signatures, topics, and how a repeat is known."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest

from bot.domain.news import Delivery
from bot.ports import Source
from tests.carriers.bodies import AFTERSHIP, SHIPROCKET

BODY = b'{"awb": "1", "event": "tracking_update"}'
NEW, OLD = "new-secret", "old-secret"


def _signed(secret: str, body: bytes = BODY) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@pytest.mark.parametrize("header", ["x-api-key", "anx-api-key"])
@pytest.mark.parametrize("secret", [NEW, OLD])
def test_it_takes_each_key_under_either_name(header: str, secret: str) -> None:
    assert SHIPROCKET.is_right(Delivery("", BODY, {header: secret}), [NEW, OLD])


@pytest.mark.parametrize("secret", [NEW, OLD])
def test_it_takes_a_signature_by_each_secret(secret: str) -> None:
    assert AFTERSHIP.is_right(Delivery("", BODY, {"aftership-hmac-sha256": _signed(secret)}), [NEW, OLD])


def test_it_refuses_a_signature_of_another_body() -> None:
    assert not AFTERSHIP.is_right(Delivery("", BODY + b" ", {"aftership-hmac-sha256": _signed(NEW)}), [NEW])


@pytest.mark.parametrize("source", [SHIPROCKET, AFTERSHIP])
@pytest.mark.parametrize("secrets", [[], [""], [NEW], ["", NEW], ["ключ"]])
@pytest.mark.parametrize("value", [None, "", "wrong", "é", "\udcff", NEW + " ", _signed("")])
def test_it_refuses_everything_else(source: Source, secrets: list[str], value: str | None) -> None:
    names = ("x-api-key", "anx-api-key", "aftership-hmac-sha256")
    headers = {} if value is None else dict.fromkeys(names, value)
    assert not source.is_right(Delivery("", BODY, headers), secrets)


def test_it_names_the_topic() -> None:
    assert SHIPROCKET.topic_of({}, b"anything") == "tracking"
    assert AFTERSHIP.topic_of({}, BODY) == "tracking_update"
    for body in (b"", b"[]", b'{"event": 7.5}', b"\xff"):
        assert AFTERSHIP.topic_of({}, body) == ""


def _shiprocket(**fields: object) -> str:
    told = {"awb": "1", "shipment_status_id": 18, "current_timestamp": "16 11 2026 10:00:00"} | fields
    return SHIPROCKET.dedupe_key(Delivery("", json.dumps(told).encode()))


def test_it_knows_a_repeat_by_parcel_status_and_time() -> None:
    assert _shiprocket() == _shiprocket()
    # Another day in the same second is news.
    assert _shiprocket() != _shiprocket(etd="2026-11-17")
    others = [_shiprocket(awb="2"), _shiprocket(shipment_status_id=17), _shiprocket(current_timestamp="2026-11-16")]
    assert len({_shiprocket(), *others}) == 4


@pytest.mark.parametrize("fields", [{"awb": None}, {"awb": []}, {"awb": "x" * 300}, {"current_timestamp": ""}])
def test_it_knows_other_repeats_by_the_body(fields: dict[str, object]) -> None:
    assert _shiprocket(**fields) == _shiprocket(**fields)
    assert _shiprocket(**fields) != _shiprocket(**fields, etd="2026-11-17")
    assert len(_shiprocket(**fields)) == 64


def test_it_knows_an_event_by_its_id() -> None:
    assert AFTERSHIP.dedupe_key(Delivery("", b'{"event_id": "e1"}')) == "e1"
    keys = {AFTERSHIP.dedupe_key(Delivery("", body)) for body in (b"", b"{}", b'{"event_id": "%s"}' % (b"x" * 201))}
    assert {len(key) for key in keys} == {64}
    assert len(keys) == 3
