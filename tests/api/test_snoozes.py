"""Snoozed conversations wake by what they wait for, by a message, or by hand; and then somebody sees them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.domain.access import StaffRole
from bot.tasks.by_clock import wake_snoozed
from bot.tasks.events import apply_event
from tests.api.caller import new_key, order, tell
from tests.api.inbox import ALL, add, happened, ids, mine, told
from tests.api.people import Browser, browser_of
from tests.cast import ASHA, Cast
from tests.driver import post, whatsapp_form, work
from tests.fakes import Watch
from tests.services.shelf import change

PARCEL = {"type": "parcel", "order": {"number": "1042"}, "tracking_number": "T1"}


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """The browser of an agent."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def snooze(browser: Browser, one: int, body: Any, version: int = 1) -> Any:
    """The answer to putting a conversation off."""
    return browser.call("PUT", f"{ALL}/{one}/snooze", body | {"version": version})


def events(bot: Bot, cast: Cast, *told_of: Any) -> None:
    """What the shop's system tells, applied."""
    for event in told_of:
        for event_id in tell(bot, new_key(bot, cast.shop), event).get_json()["ids"]:
            apply_event(bot, event_id)


def test_it_wakes_at_its_time_and_not_before(bot: Bot, cast: Cast, agent: Browser, watch: Watch) -> None:
    one = add(bot, cast, assignee_id=mine(agent))
    until = (bot.now() + timedelta(hours=3)).isoformat()
    put_off = snooze(agent, one, {"until": until}).get_json()
    assert [put_off[name] for name in ("status", "snoozed_for", "version")] == ["snoozed", "time", 2]
    assert snooze(agent, one, {"until": until}).get_json()["version"] == 2  # it is so already
    assert snooze(agent, one, {"for": "reply"}).status_code == 409
    assert (ids(agent, f"{ALL}?folder=mine"), ids(agent, f"{ALL}?folder=snoozed")) == ([], [one])
    watch.advance(hours=2, minutes=59)
    assert wake_snoozed(bot) == 0
    watch.advance(minutes=1)
    assert (wake_snoozed(bot), wake_snoozed(bot)) == (1, 0)
    assert ids(agent, f"{ALL}?folder=mine") == [one]
    assert told(agent, one)["snoozed_until"] is None
    assert [(kind, values.get("by")) for kind, _, values in happened(agent, one)] == [
        ("snoozed", None),
        ("woken", "time"),
    ]


def test_what_nobody_has_is_put_before_people_when_it_wakes(bot: Bot, cast: Cast, agent: Browser, watch: Watch) -> None:
    one = add(bot, cast)
    snooze(agent, one, {"until": (bot.now() + timedelta(hours=1)).isoformat()})
    watch.advance(hours=1)
    wake_snoozed(bot)
    assert ids(agent, f"{ALL}?folder=unassigned") == [one]


def test_it_wakes_before_the_window_shuts(bot: Bot, cast: Cast, agent: Browser, watch: Watch) -> None:
    one = add(bot, cast)
    assert snooze(agent, one, {"for": "window"}).status_code == 200
    watch.advance(hours=21, minutes=59)
    assert wake_snoozed(bot) == 0
    watch.advance(minutes=1)
    assert wake_snoozed(bot) == 1
    assert told(agent, one)["flags"] == ["window"]
    again = snooze(agent, one, {"for": "window"}, told(agent, one)["version"])
    assert (again.status_code, again.get_json()["errors"][0]["pointer"]) == (422, "/for")


def test_it_wakes_when_the_parcel_moves(bot: Bot, cast: Cast, agent: Browser, watch: Watch) -> None:
    one = add(bot, cast)
    assert snooze(agent, one, {"for": "parcel"}).status_code == 422  # there is none
    shipped = PARCEL | {"milestone": "shipped", "at": "2026-11-21T12:00:00+05:30"}
    events(bot, cast, order("1042", payment="paid"), shipped)
    assert snooze(agent, one, {"for": "parcel"}).status_code == 200
    events(bot, cast, shipped)  # told twice: no news
    assert told(agent, one)["status"] == "snoozed"
    watch.advance(hours=5)
    events(bot, cast, PARCEL | {"milestone": "out_for_delivery", "at": bot.now().isoformat()})
    assert told(agent, one)["status"] == "open"
    assert ("woken", None, {"by": "parcel"}) in happened(agent, one)


def test_any_message_wakes_it_and_so_does_a_hand(bot: Bot, cast: Cast, agent: Browser) -> None:
    post(bot, whatsapp_form("hello", sender=ASHA))
    work(bot)
    [one] = ids(agent)
    version = told(agent, one)["version"]
    assert snooze(agent, one, {"for": "reply"}, version).status_code == 200
    post(bot, whatsapp_form("are you there?", sender=ASHA))
    work(bot)
    assert told(agent, one)["status"] == "open"
    version = told(agent, one)["version"]
    version = snooze(agent, one, {"for": "reply"}, version).get_json()["version"]
    assert agent.call("DELETE", f"{ALL}/{one}/snooze", {"version": version - 1}).status_code == 409
    woken = agent.call("DELETE", f"{ALL}/{one}/snooze", {"version": version}).get_json()
    assert (woken["status"], woken["version"]) == ("open", version + 1)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"for": "time"},
        {"for": "ever"},
        {"for": None, "until": None},
        {"until": "2026-11-21T06:30:00Z"},  # now
        {"until": "2028-11-21T06:30:00Z"},
        {"until": "2026-11-22T10:00:00"},  # in no zone
        {"until": 1795000000},
        {"until": "2026-11-22T10:00:00Z", "for": "reply"},
    ],
)
def test_it_refuses_what_never_wakes(bot: Bot, cast: Cast, agent: Browser, body: Any) -> None:
    one = add(bot, cast)
    assert snooze(agent, one, body).status_code == 422
    change(bot, Conversation, one, channel="sms")
    assert snooze(agent, one, {"for": "window"}).status_code == 422
    assert told(agent, one)["status"] == "open"
