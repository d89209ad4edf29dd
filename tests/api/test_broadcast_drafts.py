"""Drafts of broadcasts by the API: begun by a name, changed by two at once, thrown away."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.changes import Change, ChangeKind
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.api.test_broadcasts import drafted
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import KEY, VALUES, add_crowd, approve


@pytest.fixture
def marketer(bot: Bot, cast: Cast) -> Browser:
    """The browser of the shop's marketer, whose template is approved."""
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def begun(browser: Browser) -> tuple[str, dict[str, Any]]:
    """The address of a draft that has nothing but a name, and what was told of it."""
    made = browser.call("POST", "/broadcasts", {"name": "Diwali"})
    assert made.status_code == 201
    told: dict[str, Any] = made.get_json()
    return f"/broadcasts/{told['id']}", told


def test_a_draft_is_made_step_by_step_and_says_what_it_lacks(bot: Bot, cast: Cast, marketer: Browser) -> None:
    add_crowd(bot, cast, 2)
    at, told = begun(marketer)
    assert (told["version"], told["people"], told["missing"]) == (1, 0, ["audience", "key"])
    refused = marketer.call("POST", f"{at}/start", {"expected": 0})
    assert (refused.status_code, "give audience, key" in refused.get_json()["detail"]) == (409, True)
    who = marketer.call("PATCH", at, {"version": 1, "audience": {"agreed": True}}).get_json()
    assert (who["version"], who["people"], who["missing"]) == (2, 2, ["key"])
    chosen = marketer.call("PATCH", at, {"version": 2, "key": KEY, "budget_micros": 5_000_000}).get_json()
    assert (chosen["missing"], chosen["audience"], chosen["lasts_hours"]) == (["values"], {"agreed": True}, 24)
    assert marketer.call("POST", f"{at}/start", {"expected": 2}).status_code == 409
    whole = marketer.call("PATCH", at, {"version": 3, "values": VALUES, "budget_micros": None, "name": None})
    assert (whole.get_json()["missing"], whole.get_json()["budget_micros"]) == ([], None)
    assert whole.get_json()["name"] == "Diwali"
    stale = marketer.call("POST", f"{at}/start", {"expected": 2, "version": 3})
    assert (stale.status_code, stale.get_json()["present"]["version"]) == (409, 4)
    assert marketer.call("POST", f"{at}/start", {"expected": 2, "version": 4}).get_json()["state"] == "scheduled"
    assert [row.action for row in rows(bot, AuditEntry)][-4:] == ["broadcast.revise"] * 3 + ["broadcast.start"]


def test_who_changes_what_a_colleague_has_changed_sees_it(bot: Bot, cast: Cast, marketer: Browser) -> None:
    add_crowd(bot, cast, 1)
    at, _ = begun(marketer)
    assert marketer.call("PATCH", at, {"version": 1, "name": "Holi"}).status_code == 200
    late = marketer.call("PATCH", at, {"version": 1, "name": "Eid"})
    assert (late.status_code, late.get_json()["present"]["name"]) == (409, "Holi")
    one = drafted(marketer)
    marketer.call("POST", f"/broadcasts/{one}/start", {"expected": 1})
    over = marketer.call("PATCH", f"/broadcasts/{one}", {"version": 1, "name": "Eid"})
    assert (over.status_code, over.get_json()["present"]["state"]) == (409, "scheduled")


def test_a_change_says_which_field_is_wrong(marketer: Browser) -> None:
    at, _ = begun(marketer)
    flawed: list[tuple[dict[str, Any], str]] = [
        ({"key": "notice.shipped"}, "/key"),
        ({"key": KEY, "values": {"tea": {"text": "Assam"}}}, "/values"),
        ({"key": KEY, "values": {"name": {"text": ""}}}, "/values"),
        ({"audience": {"segment": 7}}, "/audience"),
        ({"fallback_locale": "xx"}, "/fallback_locale"),
        ({"name": "  "}, "/name"),
        ({"lasts_hours": 0}, "/lasts_hours"),
        ({"starts_at": "soon"}, "/starts_at"),
    ]
    for changed, pointer in flawed:
        refused = marketer.call("PATCH", at, {"version": 1} | changed)
        assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, pointer), changed


def test_a_draft_is_thrown_away_and_what_was_started_is_not(bot: Bot, cast: Cast, marketer: Browser) -> None:
    add_crowd(bot, cast, 1)
    at, _ = begun(marketer)
    agent, stranger = browser_of(bot, cast.shop, StaffRole.AGENT), browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert [browser.call("DELETE", at).status_code for browser in (agent, stranger)] == [403, 404]
    assert [browser.call("PATCH", at, {"version": 1}).status_code for browser in (agent, stranger)] == [403, 404]
    assert [marketer.call("DELETE", at).status_code for _ in range(2)] == [204, 404]
    one = drafted(marketer)
    marketer.call("POST", f"/broadcasts/{one}/start", {"expected": 1})
    assert marketer.call("DELETE", f"/broadcasts/{one}").status_code == 409
    assert [row.state for row in rows(bot, Broadcast)] == ["scheduled"]
    assert {row.kind for row in rows(bot, Change)} >= {ChangeKind.BROADCAST}
