"""Bodies of the routes that the library checks: looked at as carefully as events, and answered whatever they hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.people import browser_of
from tests.api.test_generated import WHATEVER, calmly
from tests.cast import Cast

JSON = "application/json"
TAKING = [("POST", "/session"), ("PATCH", "/session"), ("POST", "/staff"), ("PATCH", "/staff/1"), ("POST", "/password")]
FIELDS = ("email", "password", "role", "version", "token", "name", "state", "locale", "letter_keys", "shop")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": b'{"email": "a@x.in", "email": "b@x.in", "role": "owner"}', "kind": JSON}, 422),
        ({"data": b'{"email": {"a": ' * 20 + b"1" + b"}}" * 20, "kind": JSON}, 422),
        ({"data": b'{"email": "\xff"}', "kind": JSON}, 422),
        ({"data": b"", "kind": JSON}, 422),
        ({"data": b'{"email": "\\ud800@x.in", "role": "agent"}', "kind": JSON}, 422),
        ({"data": b"{}", "kind": "text/plain"}, 415),  # what a page elsewhere can send
        ({"data": b"email=a%40x.in", "kind": "application/x-www-form-urlencoded"}, 415),
        ({"data": b" " * 1_100_000, "kind": JSON}, 413),
    ],
    ids=["a name twice", "deep", "not utf-8", "nothing", "half a letter", "text", "a form", "too long"],
)
def test_a_body_is_looked_at_before_any_shape(bot: Bot, cast: Cast, sent: dict[str, Any], status: int) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    for method, path in TAKING:
        headers = {"X-CSRF-Token": owner.csrf, "Content-Type": sent["kind"]}
        answer = owner.client.open(f"/api/v1{path}", method=method, data=sent["data"], headers=headers)
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), f"{method} {path}"
        assert answer.get_json()["detail"]


@calmly
@given(body=WHATEVER)
def test_any_value_is_answered(bot: Bot, cast: Cast, body: Any) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    for method, path in TAKING[1:]:
        for sent in (body, dict.fromkeys(FIELDS, body)):
            headers = {"X-CSRF-Token": owner.csrf, "Content-Type": "application/json"}
            answer = owner.client.open(f"/api/v1{path}", method=method, data=json.dumps(sent), headers=headers)
            assert answer.status_code < 500, answer.text
            assert answer.is_json
