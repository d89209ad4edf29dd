"""A number that no column can hold is the caller's to mend, at whatever door: never "try again later"."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.bodies import BODIES, ONCE
from tests.api.people import browser_of
from tests.api.test_access import Routes, routes
from tests.cast import Cast
from tests.driver import post, whatsapp_form
from tests.engines import on_postgresql

__all__ = ["routes"]
# PostgreSQL's columns are narrower than Python's numbers and than SQLite's.
LARGE = (2**31, 2**63, 10**30)


def _places(body: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a number stands in a body."""
    parts = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in parts:
        if isinstance(value, int) and not isinstance(value, bool):
            yield (*path, key)
        yield from _places(value, (*path, key))


def _with(body: Any, path: tuple[str | int, ...], number: int) -> Any:
    changed = copy.deepcopy(body)
    part = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = number
    return changed


@on_postgresql
@pytest.mark.timeout(400)
def test_no_number_of_a_body_is_too_large_for_an_answer(bot: Bot, cast: Cast, routes: Routes) -> None:
    post(bot, whatsapp_form("hello"))
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    tried = 0
    for method, path, function, _ in routes:
        body = BODIES.get(function)
        for place in _places(body):
            for number in LARGE:
                once = {"Idempotency_Key": f"walk {tried}"}
                found = owner.call(method, path.replace("/999", "/1"), _with(body, place, number), **once)
                assert found.status_code < 500, f"{method} {path} {place} {number}: {found.status_code}"
                tried += 1
    assert tried > 50


@on_postgresql
@pytest.mark.parametrize("name", ["return_days", "cod_limit", "points_per_100", "stale_hours", "refund_days_most"])
def test_no_decision_of_the_shop_is_too_large_for_an_answer(bot: Bot, cast: Cast, name: str) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    for number in LARGE:
        for said in (number, str(number)):
            found = owner.call("PATCH", "/settings/shop", {"changes": {name: said}})
            assert found.status_code == 422, f"{name} {said!r}: {found.status_code}"


@on_postgresql
@pytest.mark.parametrize("step", ["resolve", "reopen", "take", "hand-back"])
def test_a_conversation_is_seen_at_no_version_that_none_can_have(bot: Bot, cast: Cast, step: str) -> None:
    post(bot, whatsapp_form("hello"))
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    seen = "epoch" if step in ("take", "hand-back") else "version"
    for number in LARGE:
        found = owner.call("POST", f"/conversations/1/{step}", {seen: number}, **ONCE)
        assert (found.status_code, found.get_json()["errors"][0]["pointer"]) == (422, f"/{seen}")
