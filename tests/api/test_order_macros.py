"""Macros that do something about an order: told before, done once, as the order's own action is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.desk import OrderActionTaken, TimelineEvent
from bot.db.requests import Request
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.api.test_macros import make
from tests.api.test_order_actions import bought
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work

RETURN: dict[str, Any] = {"action": "order", "values": {"order": "return", "tell": False}}


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent of a shop in which Asha has written."""
    post(bot, whatsapp_form("hello"))
    work(bot)
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def run(bot: Bot, agent: Browser, macro: dict[str, Any], **more: Any) -> Any:
    """What comes of running it on the one conversation as it is."""
    [row] = rows(bot, Conversation)
    body = {"conversation_id": row.id, "version": row.version} | more
    return agent.call("POST", f"/macros/{macro['id']}/run", body)


def test_it_opens_a_request_once_and_does_the_rest(bot: Bot, cast: Cast, agent: Browser) -> None:
    order = bought(bot, cast, "delivered")
    macro = make(agent, actions=[RETURN, {"action": "resolve"}])
    assert macro["effects"][0] == {"kind": "order", "values": RETURN["values"] | {"needs": "detail"}}
    lacks = run(bot, agent, macro)
    assert (lacks.status_code, lacks.get_json()["errors"][0]["pointer"]) == (422, "/detail")
    [before] = rows(bot, Conversation)
    assert (rows(bot, Request), before.status) == ([], "open")
    ran = run(bot, agent, macro, detail="Too small", order_id=order)
    assert (ran.status_code, ran.get_json()["conversation"]["status"]) == (200, "resolved")
    assert run(bot, agent, macro, detail="Too small", order_id=order, version=before.version).status_code == 409
    [request] = rows(bot, Request)
    assert (request.kind, request.detail, request.order_id) == ("return", "Too small", order)
    assert len(rows(bot, OrderActionTaken)) == 1
    assert [one.action for one in rows(bot, AuditEntry) if one.action.startswith("order.")] == ["order.return"]
    assert [one.values["order"] for one in rows(bot, TimelineEvent) if one.kind == "order_action"] == ["1042"]


def test_running_it_again_on_the_same_gives_nothing_twice(bot: Bot, cast: Cast, agent: Browser) -> None:
    bought(bot, cast)
    macro = make(agent, actions=[{"action": "order", "values": {"order": "give_points", "points": 100, "tell": False}}])
    assert macro["effects"][0]["values"]["needs"] is None
    version = rows(bot, Conversation)[0].version
    assert [run(bot, agent, macro, version=version).status_code for _ in range(2)] == [200, 409]
    assert len(rows(bot, OrderActionTaken)) == 1


@pytest.mark.parametrize(
    ("values", "more", "status"),
    [
        ({"order": "cancel"}, {}, 409),  # delivered by now
        ({"order": "give_points", "points": 501}, {}, 403),
        ({"order": "give_code", "code": "NONE"}, {}, 422),
        ({"order": "send_tracking"}, {"order_id": 99}, 422),
    ],
)
def test_what_the_action_may_not_do_nothing_of_the_macro_does(
    bot: Bot, cast: Cast, agent: Browser, values: dict[str, Any], more: dict[str, Any], status: int
) -> None:
    bought(bot, cast, "delivered")
    macro = make(agent, actions=[{"action": "resolve"}, {"action": "order", "values": values}])
    assert run(bot, agent, macro, **more).status_code == status
    assert (rows(bot, Conversation)[0].status, rows(bot, OrderActionTaken)) == ("open", [])


def test_it_is_refused_as_it_is_made_where_it_names_nothing(agent: Browser) -> None:
    for values in ({}, {"order": "explode"}, {"order": None}):
        body = {"name": "x", "actions": [{"action": "order", "values": values}]}
        assert agent.call("POST", "/macros", body).status_code == 422
    many = {"action": "order", "values": {"order": "cancel"}, "ids": [1]}
    assert agent.call("POST", "/bulk", many, Idempotency_Key="k").status_code == 422


def test_one_that_asks_about_the_address_takes_over_and_does_the_rest(bot: Bot, cast: Cast, agent: Browser) -> None:
    bought(bot, cast, ship_address="14 Shivam Flats", ship_city="Ahmedabad")
    macro = make(agent, actions=[{"action": "order", "values": {"order": "check_address"}}, {"action": "resolve"}])
    ran = run(bot, agent, macro)
    assert (ran.status_code, ran.get_json()["conversation"]["status"]) == (200, "resolved"), ran.text
    assert [one.kind for one in rows(bot, TimelineEvent)][:2] == ["taken", "order_action"]
