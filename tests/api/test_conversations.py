"""Conversations by the API: who sees which, masked where the shop says so, turned over without a gap or a repeat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.shop import Merchant
from bot.domain.access import Permission, StaffRole
from bot.domain.conversations import Owner, PersonWhy
from bot.services.desk.folders import Folder
from bot.services.desk.handoff import ask_for_person
from bot.services.shop import api_keys
from tests.api.inbox import ALL, ids
from tests.api.inbox import add as add
from tests.api.inbox import mine as mine
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.fakes import Watch
from tests.services.shelf import change


def test_an_agent_sees_their_own_and_what_is_nobodys(bot: Bot, cast: Cast) -> None:
    anjali, ravi, owner = (browser_of(bot, cast.shop, StaffRole(role)) for role in ("agent", "agent", "owner"))
    nobodys, anjalis = add(bot, cast, 1), add(bot, cast, 2, assignee_id=mine(anjali))
    assert [set(ids(one)) for one in (anjali, ravi, owner)] == [{nobodys, anjalis}, {nobodys}, {nobodys, anjalis}]
    for browser, status in ((anjali, 200), (ravi, 404), (owner, 200)):
        assert browser.call("GET", f"{ALL}/{anjalis}/messages").status_code == status
    change(bot, Merchant, cast.shop, agents_see_all=True)
    assert set(ids(ravi)) == {nobodys, anjalis}


def test_another_shop_sees_none_of_it(bot: Bot, cast: Cast) -> None:
    one = add(bot, cast)
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert ids(stranger) == []
    assert stranger.call("GET", f"{ALL}/{one}/messages").status_code == 404


def test_each_folder_has_its_own(bot: Bot, cast: Cast) -> None:
    anjali = browser_of(bot, cast.shop, StaffRole.AGENT)
    me, ago = mine(anjali), bot.now() - timedelta(minutes=1)
    fresh = add(bot, cast, 1, waiting_since=bot.now())  # the assistant is at it
    stuck = add(bot, cast, 2, waiting_since=ago)
    asked = add(bot, cast, 3, needs_person_since=bot.now(), waiting_since=bot.now())
    taken = add(bot, cast, 4, owner=Owner.AGENT, assignee_id=me)
    left = add(bot, cast, 5, owner=Owner.NOBODY)
    snoozed = add(bot, cast, 6, status="snoozed", assignee_id=me, waiting_since=ago, needs_person_since=ago)
    resolved = add(bot, cast, 7, status="resolved", owner=Owner.NOBODY)
    add(bot, cast, 8, last_inbound_at=None, active_at=None)  # told something, and silent so far
    expected = {
        "mine": {taken},
        "unassigned": {asked, left},
        "waiting": {stuck, asked},
        "assistant": {fresh, stuck},
        "mentions": set[int](),
        "snoozed": {snoozed},
        "resolved": {resolved},
        "breached": set[int](),
        "all": {fresh, stuck, asked, taken, left, snoozed, resolved},
    }
    assert {folder: set(ids(anjali, f"{ALL}?folder={folder}")) for folder in Folder} == expected
    counts = {folder: len(found) for folder, found in expected.items()}
    assert anjali.call("GET", f"{ALL}/counts").get_json() == counts | {"views": {}}


@pytest.mark.parametrize("folder", ["all", "waiting"])
def test_pages_leave_out_nothing_and_repeat_nothing(bot: Bot, cast: Cast, watch: Watch, folder: str) -> None:
    owner, made = browser_of(bot, cast.shop, StaffRole.OWNER), list[int]()
    for number in range(1, 8):
        watch.advance(seconds=number % 3)  # several of one moment
        made.append(add(bot, cast, number, needs_person_since=bot.now(), waiting_since=bot.now()))
    seen, after = list[int](), ""
    while True:
        page = owner.call("GET", f"{ALL}?folder={folder}&limit=2{after}").get_json()
        seen += [one["id"] for one in page["conversations"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
        change(bot, Conversation, seen[-1], active_at=bot.now() + timedelta(hours=1))  # moves on meanwhile
        if folder == "waiting":
            change(bot, Conversation, seen[-1], waiting_since=None)
    assert seen == (made if folder == "waiting" else made[::-1])


def test_numbers_are_masked_where_the_shop_says_so(bot: Bot, cast: Cast) -> None:
    add(bot, cast)
    anjali, owner = (browser_of(bot, cast.shop, role) for role in (StaffRole.AGENT, StaffRole.OWNER))
    assert anjali.call("GET", ALL).get_json()["conversations"][0]["address"] == "+919800000101"
    change(bot, Merchant, cast.shop, agents_see_numbers=False)
    answer = anjali.call("GET", ALL)
    assert answer.get_json()["conversations"][0]["address"] == "+91 ••••• 00101"
    assert "9800000101" not in answer.text
    assert owner.call("GET", ALL).get_json()["conversations"][0]["address"] == "+919800000101"


def test_a_key_needs_the_scope(bot: Bot, cast: Cast) -> None:
    one, browser = add(bot, cast), Browser(bot, "")
    with bot.database.writing.begin() as db:
        key = api_keys.add(db, cast.shop, "x", "k" * 40, bot.now(), [Permission.CONVERSATIONS_READ])[1]
    found = browser.call("GET", ALL, Authorization=f"Bearer {key}").get_json()["conversations"]
    assert [each["id"] for each in found] == [one]


@pytest.mark.parametrize(
    "query", ["folder=theirs", "limit=0", "limit=101", "after=1", "after=1-x", f"after={'9' * 17}-1", "after=1'--1"]
)
def test_it_refuses_a_question_it_does_not_know(bot: Bot, cast: Cast, query: str) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert owner.call("GET", f"{ALL}?{query}").status_code == 400


def test_whoever_needs_a_person_is_listed_though_they_never_wrote(bot: Bot, cast: Cast) -> None:
    one = add(bot, cast, last_inbound_at=None, active_at=None)
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert ids(owner) == []
    with bot.database.writing.begin() as db:
        ask_for_person(db, one, PersonWhy.NOT_DELIVERED, bot.now())
    assert ids(owner, f"{ALL}?folder=unassigned") == ids(owner, f"{ALL}?folder=waiting") == [one]
