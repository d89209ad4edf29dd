"""Broadcasts by the API: drafted, started by their number of people, stopped; the receipt in all its forms."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.people import Customer
from bot.db.segments import Segment
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import KEY, VALUES, add_crowd, approve, feed, freeze, leave_all, recipients, start
from tests.services.shelf import change

DRAFT = {"name": "Thanks", "key": KEY, "values": VALUES, "audience": {"agreed": True}}


@pytest.fixture
def marketer(bot: Bot, cast: Cast) -> Browser:
    """The browser of the shop's marketer, whose template is approved."""
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def drafted(browser: Browser, **changes: Any) -> int:
    """The id of a new draft."""
    made = browser.call("POST", "/broadcasts", DRAFT | changes)
    assert made.status_code == 201
    broadcast_id: int = made.get_json()["id"]
    return broadcast_id


def test_a_start_is_confirmed_by_the_number_of_people(bot: Bot, cast: Cast, marketer: Browser) -> None:
    add_crowd(bot, cast, 3)
    one = drafted(marketer)
    at = f"/broadcasts/{one}"
    assert marketer.call("GET", at).get_json()["people"] == 3
    other = marketer.call("POST", f"{at}/start", {"expected": 2})
    assert (other.status_code, other.get_json()["present"]) == (409, {"people": 3})
    for _ in range(2):
        begun = marketer.call("POST", f"{at}/start", {"expected": 3})
        assert (begun.status_code, begun.get_json()["state"]) == (200, "scheduled")
    assert marketer.call("POST", f"{at}/pause").status_code == 409
    undone = marketer.call("POST", f"{at}/undo").get_json()
    assert (undone["state"], undone["starts_at"]) == ("draft", None)
    assert marketer.call("POST", f"{at}/undo").status_code == 409
    assert marketer.call("POST", f"{at}/start", {"expected": 3}).get_json()["state"] == "scheduled"
    assert marketer.call("POST", f"{at}/cancel").get_json()["state"] == "canceled"
    assert marketer.call("POST", f"{at}/start", {"expected": 3}).status_code == 409
    assert [row.action for row in rows(bot, AuditEntry)][-2:] == ["broadcast.start", "broadcast.cancel"]
    listed = marketer.call("GET", "/broadcasts?limit=1").get_json()
    assert [row["id"] for row in listed["broadcasts"]] == [one]
    rest = marketer.call("GET", f"/broadcasts?before={listed['next']}").get_json()
    assert rest == {"currency": "INR", "broadcasts": [], "next": None}


def test_who_is_held_out_is_counted_and_the_budget_can_be_raised(bot: Bot, cast: Cast, marketer: Browser) -> None:
    ids = add_crowd(bot, cast, 4)
    one = drafted(marketer, holdout_percent=50, pilot_percent=0)
    start(bot, one, 4)
    change(bot, Broadcast, one, budget_micros=900_000)
    freeze(bot, one)
    for person, arm in zip(recipients(bot, one), ("holdout", "holdout", "", ""), strict=True):
        change(bot, BroadcastRecipient, person.id, arm=arm)
    change(bot, Customer, ids[0], merged_into=ids[2])
    at = f"/broadcasts/{one}"
    feed(bot, one)
    told = marketer.call("GET", at).get_json()
    assert (told["state"], told["reason"], told["holdout_percent"]) == ("paused", "budget", 50)
    assert marketer.call("POST", f"{at}/budget", {"budget_micros": 0}).status_code == 422
    assert marketer.call("POST", f"{at}/budget", {"budget_micros": None}).get_json()["budget_micros"] is None
    assert marketer.call("POST", f"{at}/resume").get_json()["state"] == "running"
    feed(bot, one)
    leave_all(bot)
    receipt = marketer.call("GET", f"{at}/receipt").get_json()
    assert (receipt["audience"], receipt["accepted"], receipt["skipped"]) == (4, 2, 2)
    assert [(row["reason"], row["count"]) for row in receipt["reasons"]] == [("duplicate", 1), ("held_out", 1)]
    marketer.call("POST", f"{at}/cancel")
    assert marketer.call("POST", f"{at}/budget", {"budget_micros": 5}).status_code == 409


def test_it_is_for_marketers_of_the_shop_alone(bot: Bot, cast: Cast, marketer: Browser) -> None:
    one = drafted(marketer)
    agent, stranger = browser_of(bot, cast.shop, StaffRole.AGENT), browser_of(bot, cast.other_shop, StaffRole.OWNER)
    for path in ("", "/receipt", "/people", "/receipt.csv"):
        assert agent.call("GET", f"/broadcasts/{one}{path}").status_code == 403
        assert stranger.call("GET", f"/broadcasts/{one}{path}").status_code == 404
    for step in ("pause", "resume", "cancel"):
        assert agent.call("POST", f"/broadcasts/{one}/{step}").status_code == 403
        assert stranger.call("POST", f"/broadcasts/{one}/{step}").status_code == 404
    assert stranger.call("POST", f"/broadcasts/{one}/start", {"expected": 0}).status_code == 404
    assert [row.state for row in rows(bot, Broadcast)] == ["draft"]


def test_a_draft_says_what_is_wrong_with_it(bot: Bot, cast: Cast, marketer: Browser) -> None:
    flawed: list[tuple[dict[str, Any], str]] = [
        ({"key": "notice.shipped"}, "/key"),
        ({"values": {}}, "/values"),
        ({"audience": {"segment": 7}}, "/audience"),
        ({"fallback_locale": "xx"}, "/fallback_locale"),
        ({"stop_percent": 0}, "/stop_percent"),
    ]
    for changed, pointer in flawed:
        refused = marketer.call("POST", "/broadcasts", DRAFT | changed)
        assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, pointer)
    sentences = marketer.call("GET", "/broadcasts/sentences").get_json()["sentences"]
    assert {row["key"]: row["fields"] for row in sentences}[KEY] == ["amount", "code", "minimum", "name"]


def test_a_segment_is_its_audience_and_stays_while_it_is_wanted(bot: Bot, cast: Cast, marketer: Browser) -> None:
    ids = add_crowd(bot, cast, 2)
    change(bot, Customer, ids[0], birthday="11-21")
    rule = {"field": "customer.birthday", "is": "known"}
    segment = marketer.call("POST", "/segments", {"name": "Birthdays", "rule": rule}).get_json()["id"]
    one = drafted(marketer, audience={"segment": segment})
    assert marketer.call("GET", f"/broadcasts/{one}").get_json()["people"] == 1
    assert marketer.call("DELETE", f"/segments/{segment}").status_code == 409
    start(bot, one, 1)
    freeze(bot, one)
    assert marketer.call("DELETE", f"/segments/{segment}").status_code == 204
    assert rows(bot, Segment) == []
    people = marketer.call("GET", f"/broadcasts/{one}/people").get_json()["people"]
    assert [row["customer_id"] for row in people] == [ids[0]]
