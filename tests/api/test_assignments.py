"""Whose a conversation is, whether it needs an answer, how far somebody has seen it: each by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.changes import Change
from bot.db.conversations import Conversation
from bot.db.staff import StaffMember
from bot.domain.access import StaffRole
from bot.services.shop import api_keys
from tests.api.inbox import ALL, add, happened, ids, mine, told, write
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.shelf import change

People = Callable[[str], Browser]


@pytest.fixture
def person(bot: Bot, cast: Cast) -> People:
    """The browser of somebody new of a role of the shop."""
    return lambda role: browser_of(bot, cast.shop, StaffRole(role))


def test_it_is_given_once_and_the_thread_says_by_whom(bot: Bot, cast: Cast, person: People) -> None:
    anjali, ravi = person("agent"), person("agent")
    one = add(bot, cast)
    before = len(rows(bot, Change))
    given = anjali.call("PUT", f"{ALL}/{one}/assignee", {"staff_id": mine(ravi), "version": 1})
    assert (given.status_code, given.get_json()["assignee_id"], given.get_json()["version"]) == (200, mine(ravi), 2)
    assert (ids(anjali), ids(ravi, f"{ALL}?folder=mine")) == ([], [one])
    assert anjali.call("PUT", f"{ALL}/{one}/assignee", {"staff_id": mine(ravi), "version": 2}).status_code == 404
    again = ravi.call("PUT", f"{ALL}/{one}/assignee", {"staff_id": mine(ravi), "version": 1})
    assert (again.status_code, again.get_json()["version"]) == (200, 2)  # it is so already
    assert happened(ravi, one) == [("assigned", mine(anjali), {"to": mine(ravi), "by": "hand"})]
    assert len(rows(bot, Change)) == before + 1
    nobodys = ravi.call("DELETE", f"{ALL}/{one}/assignee", {"version": 2}).get_json()
    assert (nobodys["assignee_id"], ids(anjali)) == (None, [one])


def test_what_has_moved_on_is_told_as_it_is_now(bot: Bot, cast: Cast, person: People) -> None:
    owner, ravi = person("owner"), person("agent")
    one = add(bot, cast, version=7, assignee_id=mine(ravi))
    for method, path, body in (
        ("PUT", "assignee", {"staff_id": mine(owner)}),
        ("DELETE", "assignee", {}),
        ("POST", "answered", {}),
    ):
        change(bot, Conversation, one, waiting_since=bot.now())
        answer = owner.call(method, f"{ALL}/{one}/{path}", body | {"version": 6})
        assert (answer.status_code, answer.mimetype) == (409, "application/problem+json"), path
        present = answer.get_json()["present"]
        assert present == owner.call("GET", ALL).get_json()["conversations"][0]
        assert present["version"] == 7


def test_nobody_else_can_be_given_one(bot: Bot, cast: Cast, person: People) -> None:
    owner, one, left, invited = person("owner"), add(bot, cast), mine(person("agent")), mine(person("agent"))
    change(bot, StaffMember, left, state="inactive")
    change(bot, StaffMember, invited, state="invited")
    for somebody in (mine(browser_of(bot, cast.other_shop, StaffRole.OWNER)), 10**9, left, invited):
        answer = owner.call("PUT", f"{ALL}/{one}/assignee", {"staff_id": somebody, "version": 1})
        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/staff_id")
    assert told(owner, one)["version"] == 1


def test_who_needs_no_answer_waits_no_more(bot: Bot, cast: Cast, person: People) -> None:
    owner = person("owner")
    one = add(bot, cast, waiting_since=bot.now(), needs_person_since=bot.now(), needs_person_why="asked")
    assert ids(owner, f"{ALL}?folder=waiting") == [one]
    answered = owner.call("POST", f"{ALL}/{one}/answered", {"version": 1}).get_json()
    assert [answered[name] for name in ("waiting_since", "needs_person_since", "version")] == [None, None, 2]
    assert ids(owner, f"{ALL}?folder=waiting") == []
    assert owner.call("POST", f"{ALL}/{one}/answered", {"version": 1}).get_json()["version"] == 2
    assert [kind for kind, _, _ in happened(owner, one)] == ["answered"]


def test_seen_is_not_answered_and_each_sees_for_themselves(bot: Bot, cast: Cast, person: People, watch: Watch) -> None:
    anjali, ravi = person("agent"), person("agent")
    one = add(bot, cast, waiting_since=bot.now())
    first = write(bot, cast, one)
    path = f"{ALL}/{one}/read"
    assert anjali.call("PUT", path, {"seen": first}).status_code == 204
    assert [browser.call("GET", ALL).get_json()["conversations"][0]["unread"] for browser in (anjali, ravi)] == [
        False,
        True,
    ]
    assert told(anjali, one)["waiting_since"] is not None
    watch.advance(seconds=5)
    change(bot, Conversation, one, last_inbound_at=bot.now())
    second = write(bot, cast, one, "and")
    assert told(anjali, one)["unread"] is True
    assert anjali.call("PUT", path, {"seen": second}).status_code == 204
    assert anjali.call("PUT", path, {"seen": first}).status_code == 204  # from another window, later
    assert told(anjali, one)["unread"] is False
    assert anjali.call("DELETE", path).status_code == 204
    assert told(anjali, one)["unread"] is True


@pytest.mark.parametrize("body", [{"seen": "in-99999"}, {"seen": "in--1"}, {"seen": "x-1"}, {"seen": 1}, {}, [], None])
def test_it_takes_no_place_that_is_not_of_the_thread(bot: Bot, cast: Cast, person: People, body: Any) -> None:
    other = write(bot, cast, add(bot, cast, 2))
    owner, one = person("owner"), add(bot, cast, 1)
    assert owner.call("PUT", f"{ALL}/{one}/read", body).status_code in (415, 422)
    assert owner.call("PUT", f"{ALL}/{one}/read", {"seen": other}).status_code == 422


def test_a_program_assigns_but_has_no_eyes(bot: Bot, cast: Cast, person: People) -> None:
    ravi, one = person("agent"), add(bot, cast)
    with bot.database.writing.begin() as db:
        scopes = ["conversations.read", "conversations.write"]
        key = api_keys.add(db, cast.shop, "x", "k" * 40, bot.now(), scopes)[1]  # type: ignore[arg-type]
    program = Browser(bot, "")
    headers = {"Authorization": f"Bearer {key}"}
    given = program.call("PUT", f"{ALL}/{one}/assignee", {"staff_id": mine(ravi), "version": 1}, **headers)
    assert (given.status_code, given.get_json()["unread"]) == (200, False)
    assert program.call("GET", f"{ALL}?folder=mine", **headers).get_json()["conversations"] == []
    assert program.call("PUT", f"{ALL}/{one}/read", {"seen": "in-1"}, **headers).status_code == 403
    assert happened(ravi, one)[0][1] is None
