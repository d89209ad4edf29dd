"""A repeat is answered as the first time; what only looks like one is not."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import StaffRole
from tests.api.inbox import add, told
from tests.api.people import Browser, browser_of
from tests.api.test_macros import hello, make, run
from tests.api.test_order_actions import act, bought
from tests.cast import Cast
from tests.driver import rows


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def test_a_macro_once_more_says_it_once_more(bot: Bot, cast: Cast, agent: Browser) -> None:
    macro, conversation = make(agent, canned_id=hello(agent)), add(bot, cast)
    first = run(agent, macro, conversation).get_json()["message"]["id"]
    assert run(agent, macro, conversation).status_code == 409  # a repeat
    agent.call("DELETE", f"/conversations/{conversation}/messages/{first}")
    agent.call("PATCH", f"/canned/{macro['canned_id']}", {"version": 1, "texts": {"en": "Good day"}})
    again = run(agent, macro, conversation, told(agent, conversation)["version"]).get_json()["message"]
    assert (again["state"], again["text"]) == ("queued", "Good day")
    assert [row.state for row in rows(bot, OutgoingMessage)] == ["canceled", "queued"]


def test_a_key_is_of_what_it_was_sent_with(bot: Bot, cast: Cast, agent: Browser) -> None:
    first, second, order_id = add(bot, cast), add(bot, cast, 2), bought(bot, cast)
    for body in ({"ids": [second]}, {"ids": [first], "action": "resolve"}, {"ids": [first], "action": "answered"}):
        answer = agent.call("POST", "/bulk", {"action": "answered"} | body, Idempotency_Key="k")
        assert answer.status_code == (202 if body["ids"] == [second] else 409)
    assert [act(agent, order_id, "give_points", points=points).status_code for points in (5, 5, 50)] == [200, 200, 409]
