"""Conversations that wait for a person find one by themselves; who leaves gives back, who is not heard of is away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.desk import TimelineEvent
from bot.db.staff import StaffMember
from bot.domain.access import StaffRole
from bot.domain.conversations import PersonWhy
from bot.services.desk import handoff
from bot.services.desk.giving_out import assign_somebody
from bot.services.desk.inbox_settings import change_settings
from bot.tasks.assignment import assign_waiting, note_idle
from tests.api.inbox import add, mine
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.shelf import change


@pytest.fixture
def anjali(bot: Bot, cast: Cast) -> Browser:
    """An agent who has just logged in."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def asked(bot: Bot, cast: Cast, number: int = 1, **more: Any) -> int:
    """A conversation in which a person was asked for."""
    one = add(bot, cast, number, **more)
    with bot.database.writing.begin() as db:
        handoff.ask_for_person(db, one, PersonWhy.ASKED, bot.now())
    return one


def assignees(bot: Bot) -> list[int | None]:
    """Whose the conversations are."""
    return [row.assignee_id for row in rows(bot, Conversation)]


def be(browser: Browser, state: str) -> None:
    """Say whether one takes conversations."""
    assert browser.call("PUT", "/session/availability", {"state": state}).get_json()["availability"] == state


def test_what_waits_goes_to_who_is_there(bot: Bot, cast: Cast, anjali: Browser) -> None:
    be(browser_of(bot, cast.shop, StaffRole.AGENT), "busy")
    browser_of(bot, cast.other_shop, StaffRole.AGENT)
    add(bot, cast, 4, assignee_id=mine(anjali))  # whoever is busy has fewer, and whoever is of another shop
    asked(bot, cast)
    add(bot, cast, 2)  # the assistant has it
    asked(bot, cast, 3, status="snoozed")
    assert assign_waiting(bot) == 1
    assert assignees(bot) == [mine(anjali), mine(anjali), None, None]
    [event] = [one for one in rows(bot, TimelineEvent) if one.kind == "assigned"]
    assert event.values == {"to": mine(anjali), "by": "automatic"}
    assert anjali.call("GET", "/staff").get_json()["staff"][0]["availability"] == "online"


def test_an_owner_is_given_something_only_where_there_is_no_agent(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    browser_of(bot, cast.shop, StaffRole.MARKETER)
    browser_of(bot, cast.other_shop, StaffRole.AGENT)
    asked(bot, cast)
    assert assign_waiting(bot) == 1
    assert assignees(bot) == [mine(owner)]
    be(browser_of(bot, cast.shop, StaffRole.AGENT), "away")
    asked(bot, cast, 2)
    assert assign_waiting(bot) == 0


def test_nobody_gets_more_than_the_cap_or_what_the_shop_gives_out_by_hand(
    bot: Bot, cast: Cast, anjali: Browser
) -> None:
    for number in (1, 2, 3):
        asked(bot, cast, number)
    with bot.database.writing.begin() as db:
        change_settings(db, cast.shop, 1, {"cap": 2, "auto_assign": False}, bot.now())
    assert assign_waiting(bot) == 0
    with bot.database.writing.begin() as db:
        change_settings(db, cast.shop, 2, {"auto_assign": True}, bot.now())
    assert [assign_waiting(bot), assign_waiting(bot)] == [2, 0]


def test_two_schedulers_give_it_once(bot: Bot, cast: Cast, anjali: Browser) -> None:
    one = asked(bot, cast)

    def give(_: int) -> int | None:
        with bot.database.writing.begin() as db:
            return assign_somebody(db, one, bot.now())

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(give, range(4)))
    assert sorted(given, key=str) == sorted([mine(anjali), None, None, None], key=str)


def test_who_gives_back_puts_what_waits_into_the_queue(bot: Bot, cast: Cast, anjali: Browser) -> None:
    me = mine(anjali)
    waiting = add(bot, cast, 1, owner="agent", assignee_id=me, waiting_since=bot.now())
    answered = add(bot, cast, 2, owner="agent", assignee_id=me)
    be(anjali, "away")
    assert assignees(bot) == [me, me]
    be(anjali, "away_give_back")
    assert assignees(bot) == [None, me]
    change(bot, Conversation, answered, waiting_since=bot.now())  # the customer writes again
    assign_waiting(bot)
    assert assignees(bot) == [None, None]
    assert [row.version for row in rows(bot, Conversation)] == [2, 2]
    assert waiting == 1


@pytest.mark.parametrize(("told", "state"), [("", "online"), ("60", "online"), ("900", "away"), ("-1e9", "online")])
def test_what_a_page_asks_by_itself_is_no_sign_of_its_person(
    bot: Bot, cast: Cast, anjali: Browser, watch: Watch, told: str, state: str
) -> None:
    watch.advance(minutes=15, seconds=1)
    anjali.call("GET", "/conversations/counts", X_Idle_Seconds=told)
    note_idle(bot)
    assert [row.availability for row in rows(bot, StaffMember)] == [state]


def test_who_is_not_heard_of_for_a_quarter_of_an_hour_is_away(
    bot: Bot, cast: Cast, anjali: Browser, watch: Watch
) -> None:
    be(anjali, "busy")
    watch.advance(minutes=14)
    assert note_idle(bot) == 0
    ravi = browser_of(bot, cast.shop, StaffRole.AGENT)
    watch.advance(minutes=2)
    assert note_idle(bot) == 1
    assert [row.availability for row in rows(bot, StaffMember)] == ["away", "online"]
    assert ravi.call("PATCH", "/session", {"languages": ["gu", "hi-Latn"]}).get_json()["staff"]["languages"] == [
        "gu",
        "hi-Latn",
    ]
    assert ravi.call("PATCH", "/session", {"languages": ["ta"]}).status_code == 422
