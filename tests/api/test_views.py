"""Saved searches: each has their own and sees what is shared, opens them by digits of their own, and sees how many."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from bot.services.desk import views
from tests.api.inbox import ALL, add, mine
from tests.api.people import Browser, browser_of
from tests.cast import Cast

LATE = {"name": "Waiting", "query": "is:unanswered"}


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """The browser of an agent."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def names(browser: Browser) -> list[tuple[str, int | None]]:
    """Name and digit of each view that somebody sees."""
    return [(one["name"], one["pin"]) for one in browser.call("GET", "/views").get_json()["views"]]


def test_a_view_is_saved_once_and_opened_by_a_digit(bot: Bot, cast: Cast, agent: Browser) -> None:
    made, again = (agent.call("POST", "/views", LATE | {"pin": 3}) for _ in range(2))
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.get_json() == again.get_json()
    view = made.get_json()["id"]
    kept = {"id": view, "sort": "active", "shared": False, "staff_id": mine(agent), "pin": 3, "version": 1}
    assert made.get_json() == LATE | kept
    assert agent.call("POST", "/views", LATE | {"query": "is:cod"}).status_code == 409
    other = agent.call("POST", "/views", {"name": "Cash", "query": "is:cod", "pin": 3}).get_json()["id"]
    assert names(agent) == [("Cash", 3), ("Waiting", None)]  # the digit has moved
    assert agent.call("PATCH", f"/views/{other}", {"name": "Waiting"}).status_code == 409
    changed = agent.call("PATCH", f"/views/{other}", {"pin": None, "sort": "window", "version": 1}).get_json()
    assert (changed["sort"], changed["version"]) == ("window", 2)
    late = agent.call("PATCH", f"/views/{other}", {"name": "Late", "version": 1})
    assert (late.status_code, late.get_json()["present"]) == (409, changed)
    assert names(agent) == [("Cash", None), ("Waiting", None)]
    assert agent.call("DELETE", f"/views/{view}").status_code == 204
    assert agent.call("DELETE", f"/views/{view}").status_code == 404


def test_what_is_shared_is_seen_by_all_and_changed_by_its_maker(bot: Bot, cast: Cast, agent: Browser) -> None:
    ravi, owner = browser_of(bot, cast.shop, StaffRole.AGENT), browser_of(bot, cast.shop, StaffRole.OWNER)
    view = agent.call("POST", "/views", LATE).get_json()["id"]
    assert (names(ravi), ravi.call("PATCH", f"/views/{view}", {"pin": 1}).status_code) == ([], 404)
    agent.call("PATCH", f"/views/{view}", {"shared": True})
    assert ravi.call("PATCH", f"/views/{view}", {"pin": 1}).status_code == 200
    assert (names(ravi), names(agent)) == ([("Waiting", 1)], [("Waiting", None)])
    for answer in (ravi.call("PATCH", f"/views/{view}", {"name": "x"}), ravi.call("DELETE", f"/views/{view}")):
        assert answer.status_code == 403
    assert names(browser_of(bot, cast.other_shop, StaffRole.OWNER)) == []
    assert owner.call("PATCH", f"/views/{view}", {"name": "Queue"}).status_code == 200
    agent.call("PATCH", f"/views/{view}", {"shared": False})
    assert (names(ravi), names(agent)) == ([], [("Queue", None)])


def test_its_count_is_what_opening_it_shows(bot: Bot, cast: Cast, agent: Browser) -> None:
    add(bot, cast, 1, waiting_since=bot.now())
    add(bot, cast, 2)
    add(bot, cast, 3, waiting_since=bot.now(), assignee_id=mine(browser_of(bot, cast.shop, StaffRole.AGENT)))
    view = agent.call("POST", "/views", LATE).get_json()["id"]
    odd = agent.call("POST", "/views", {"name": "Odd", "query": "'; DROP TABLE x; -- \"%_ is: -"}).get_json()["id"]
    hits = agent.call("GET", "/search?q=is:unanswered").get_json()["hits"]
    counts = agent.call("GET", f"{ALL}/counts").get_json()
    assert (counts["views"], len(hits), counts["all"]) == ({str(view): 1, str(odd): 0}, 1, 2)


@pytest.mark.parametrize(
    "body",
    [{"name": ""}, {"name": "x" * 61}, {"query": "x" * 1001}, {"sort": "odd"}, {"pin": 0}, {"pin": 10}, {"shared": 1}],
)
def test_it_refuses_what_is_no_view(agent: Browser, body: Any) -> None:
    assert agent.call("POST", "/views", LATE | body).status_code == 422
    assert names(agent) == []


def test_nobody_has_views_without_end(agent: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST", 1)
    assert agent.call("POST", "/views", LATE).status_code == 201
    assert agent.call("POST", "/views", LATE | {"name": "x"}).status_code == 409
    assert agent.call("POST", "/views", LATE).status_code == 200
