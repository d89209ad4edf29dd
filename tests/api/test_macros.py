"""Macros by the API: what they do is told first; all of it is done, or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.domain.access import StaffRole
from tests.api.inbox import told, write
from tests.api.people import Browser, browser_of
from tests.api.test_conversations import add, mine
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.shelf import change

PATH = "/macros"


@pytest.fixture
def anjali(bot: Bot, cast: Cast) -> Browser:
    """An agent."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def make(browser: Browser, **values: Any) -> dict[str, Any]:
    """A macro as it is told."""
    answer = browser.call("POST", PATH, {"name": "Close it", "mine": True} | values)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def hello(browser: Browser) -> int:
    """An answer kept ready."""
    made = browser.call("POST", "/canned", {"name": "Hello", "mine": True, "texts": {"en": "Hello {name}"}})
    canned_id: int = made.get_json()["id"]
    return canned_id


def run(browser: Browser, macro: dict[str, Any], conversation: int, version: int = 1) -> Any:
    """What comes of running it."""
    body = {"conversation_id": conversation, "version": version}
    return browser.call("POST", f"{PATH}/{macro['id']}/run", body)


def test_it_tells_what_it_does_and_does_it(bot: Bot, cast: Cast, anjali: Browser) -> None:
    me, canned_id, conversation = mine(anjali), hello(anjali), add(bot, cast)
    actions = [{"action": "assign", "values": {"staff_id": me}}, {"action": "snooze", "values": {"for": "reply"}}]
    macro = make(anjali, canned_id=canned_id, actions=actions)
    assert macro["effects"] == [
        {"kind": "reply", "values": {"canned_id": canned_id, "name": "Hello"}},
        {"kind": "assign", "values": {"staff_id": me}},
        {"kind": "snooze", "values": {"for": "reply"}},
    ]
    ran = run(anjali, macro, conversation).get_json()
    assert (ran["message"]["text"], ran["message"]["state"]) == ("Hello Asha", "queued")
    assert (ran["conversation"]["assignee_id"], ran["conversation"]["status"]) == (me, "snoozed")
    assert anjali.call("GET", PATH).get_json()["macros"][0]["uses"] == 1
    assert run(anjali, macro, conversation).status_code == 409


@pytest.mark.parametrize(
    "action", [{"action": "snooze", "values": {"for": "parcel"}}, {"action": "label", "values": {"add": [999]}}]
)
def test_all_of_it_or_nothing(bot: Bot, cast: Cast, anjali: Browser, action: dict[str, Any]) -> None:
    macro = make(anjali, actions=[{"action": "assign", "values": {"staff_id": mine(anjali)}}, action])
    conversation = add(bot, cast)
    assert run(anjali, macro, conversation).status_code == 422
    [row] = rows(bot, Conversation)
    assert (row.assignee_id, row.version, row.status) == (None, 1, "open")


def test_an_answer_with_nothing_to_say_stops_it(bot: Bot, cast: Cast, anjali: Browser) -> None:
    macro = make(anjali, canned_id=hello(anjali), actions=[{"action": "resolve"}])
    conversation = add(bot, cast)
    change(bot, Customer, cast.asha, name="")
    answer = run(anjali, macro, conversation)
    assert (answer.status_code, "name" in answer.get_json()["detail"]) == (422, True)
    assert rows(bot, Conversation)[0].status == "open"


def test_a_shut_window_stops_it(bot: Bot, cast: Cast, anjali: Browser) -> None:
    macro = make(anjali, canned_id=hello(anjali), actions=[{"action": "resolve"}])
    conversation = add(bot, cast, last_inbound_at=bot.now() - timedelta(hours=25))
    assert run(anjali, macro, conversation).status_code == 422
    assert (rows(bot, OutgoingMessage), rows(bot, Conversation)[0].status) == ([], "open")


def test_it_is_of_who_made_it_and_of_this_shop(bot: Bot, cast: Cast, anjali: Browser) -> None:
    macro = make(anjali, actions=[{"action": "answered"}], mine=True)
    ravi, stranger = (browser_of(bot, shop, StaffRole.OWNER) for shop in (cast.shop, cast.other_shop))
    for browser in (ravi, stranger):
        assert browser.call("GET", PATH).get_json()["macros"] == []
        assert run(browser, macro, add(bot, cast, 1 + len(rows(bot, Conversation)))).status_code == 404
    assert stranger.call("POST", PATH, {"name": "x", "canned_id": hello(anjali)}).status_code == 422
    again = {"name": macro["name"], "actions": [{"action": "resolve"}]}
    assert anjali.call("POST", PATH, again | {"mine": True}).status_code == 409
    assert anjali.call("POST", PATH, again).status_code == 403  # the team's is made by those who keep it
    assert ravi.call("POST", PATH, again).status_code == 201  # by its own name
    changed = anjali.call("PATCH", f"{PATH}/{macro['id']}", {"version": 1, "name": "Done"}).get_json()
    assert (changed["name"], changed["version"], changed["effects"]) == ("Done", 2, macro["effects"])
    late = anjali.call("PATCH", f"{PATH}/{macro['id']}", {"version": 1, "name": "Gone"})
    assert (late.status_code, late.get_json()["present"]) == (409, changed)
    assert anjali.call("DELETE", f"{PATH}/{macro['id']}").status_code == 204


def test_its_answer_asks_before_it_goes_over_somebody_elses(
    bot: Bot, cast: Cast, anjali: Browser, watch: Watch
) -> None:
    macro, conversation = make(anjali, canned_id=hello(anjali)), add(bot, cast, owner="agent", assignee_id=mine(anjali))
    ravi, seen = browser_of(bot, cast.shop, StaffRole.OWNER), write(bot, cast, conversation)
    sent = {"text": "It left today.", "seen": seen}
    watch.advance(seconds=1)
    ravi.call("POST", f"/conversations/{conversation}/messages", sent, Idempotency_Key="x")
    now = told(anjali, conversation)
    body = {"conversation_id": conversation, "version": now["version"], "seen": seen}
    refused = anjali.call("POST", f"{PATH}/{macro['id']}/run", body)
    assert (refused.status_code, refused.get_json()["present"]["answered"]["text"]) == (409, "It left today.")
    assert refused.get_json()["present"]["version"] == now["version"]
