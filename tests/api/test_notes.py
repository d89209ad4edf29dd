"""Notes and drafts: written once, for the shop's people alone; who is named finds it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.desk import Note
from bot.domain.access import StaffRole
from tests.api.inbox import ALL, add, ids, mine, told
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.shelf import change


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """The browser of an agent."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def note(browser: Browser, one: int, body: Any, key: str = "k1") -> Any:
    """The answer to a note."""
    return browser.call("POST", f"{ALL}/{one}/notes", body, Idempotency_Key=key)


def test_who_is_named_has_it_among_the_mentions_until_they_read_it(
    bot: Bot, cast: Cast, agent: Browser, watch: Watch
) -> None:
    ravi, one = browser_of(bot, cast.shop, StaffRole.AGENT), add(bot, cast)
    mentions = f"{ALL}?folder=mentions"
    written = note(agent, one, {"text": " Call\nher back ", "mentions": [mine(ravi), mine(agent), mine(ravi)]})
    assert (written.status_code, written.get_json()["text"]) == (201, "Call\nher back")
    assert [ids(ravi, mentions), ids(agent, mentions)] == [[one], []]  # nobody tells themselves
    assert ravi.call("GET", f"{ALL}/counts").get_json()["mentions"] == 1
    watch.advance(seconds=1)
    thread = ravi.call("GET", f"{ALL}/{one}/timeline").get_json()["items"]
    assert thread == [written.get_json()]
    assert ravi.call("PUT", f"{ALL}/{one}/read", {"seen": thread[0]["id"]}).status_code == 204
    assert ids(ravi, mentions) == []
    ravi.call("DELETE", f"{ALL}/{one}/read")
    assert ids(ravi, mentions) == [one]


def test_who_is_named_sees_what_is_a_colleagues(bot: Bot, cast: Cast, agent: Browser) -> None:
    ravi, one, other = browser_of(bot, cast.shop, StaffRole.AGENT), add(bot, cast), add(bot, cast, 2)
    for conversation in (one, other):
        change(bot, Conversation, conversation, assignee_id=mine(agent))
    assert ravi.call("GET", f"{ALL}/{one}").status_code == 404
    note(agent, one, {"text": "can you help?", "mentions": [mine(ravi)]})
    assert (ids(ravi, f"{ALL}?folder=mentions"), told(ravi, one)["assignee_id"]) == ([one], mine(agent))
    assert ravi.call("GET", f"{ALL}/{other}").status_code == 404


def test_a_note_is_written_once(bot: Bot, cast: Cast, agent: Browser) -> None:
    one, body = add(bot, cast), {"text": "call back"}
    first, again = note(agent, one, body), note(agent, one, body)
    assert (first.status_code, again.status_code, again.headers["Idempotent-Replayed"]) == (201, 200, "true")
    assert first.get_json() == again.get_json()
    assert note(agent, one, {"text": "never mind"}).status_code == 409
    assert note(agent, add(bot, cast, 2), body).status_code == 409  # in another conversation it is another note
    ravi = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert note(ravi, one, body).status_code == 201  # the key is its writer's
    assert len(rows(bot, Note)) == 2
    assert note(agent, one, body, key="").status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"text": ""},
        {"text": " \n "},
        {"text": "x" * 5001},
        {"text": "a\x00b"},
        {"text": "\ud800"},
        {"text": "\u202e"},
        {"text": 5},
        {"text": "x", "mentions": [0]},
        {"text": "x", "mentions": [10**9]},
        {"text": "x", "mentions": ["1"]},
        {"text": "x", "mentions": [1] * 51},
        {"text": "x", "staff_id": 1},
    ],
)
def test_it_refuses_what_is_no_note(bot: Bot, cast: Cast, agent: Browser, body: Any) -> None:
    assert note(agent, add(bot, cast), body).status_code == 422
    assert rows(bot, Note) == []


def test_it_names_nobody_of_another_shop(bot: Bot, cast: Cast, agent: Browser) -> None:
    stranger = mine(browser_of(bot, cast.other_shop, StaffRole.AGENT))
    assert note(agent, add(bot, cast), {"text": "x", "mentions": [stranger]}).status_code == 422


def test_a_draft_is_its_writers_own(bot: Bot, cast: Cast, agent: Browser) -> None:
    ravi, one = browser_of(bot, cast.shop, StaffRole.AGENT), add(bot, cast)
    path = f"{ALL}/{one}/drafts"
    for text in ("we wi", "we will  \n"):
        assert agent.call("PUT", f"{path}/reply", {"text": text}).status_code == 204
    agent.call("PUT", f"{path}/note", {"text": "angry"})
    assert told(agent, one)["drafts"] == {"reply": "we will  \n", "note": "angry"}
    assert (told(ravi, one)["drafts"], told(ravi, one)["has_draft"]) == ({"reply": "", "note": ""}, False)
    assert told(agent, one)["has_draft"] is True
    for kind in ("reply", "note", "note"):
        assert agent.call("PUT", f"{path}/{kind}", {"text": ""}).status_code == 204
    assert told(agent, one)["has_draft"] is False
    assert agent.call("PUT", f"{path}/poem", {"text": "x"}).status_code == 404
    assert agent.call("PUT", f"{path}/reply", {"text": "x" * 10_001}).status_code == 422
