"""A template to many conversations: whose they are, who would be left out and why, then a broadcast as any other."""

from __future__ import annotations

from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.changes import Change
from bot.db.conversations import Conversation
from bot.domain.access import StaffRole
from bot.tasks.broadcasts import keep_broadcasts
from tests.api.people import browser_of
from tests.api.test_broadcasts import DRAFT
from tests.api.test_conversations import add
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.broadcasts.crowd import KEY, add_crowd, approve, feed, freeze, leave_all
from tests.services.shelf import change


def test_the_people_of_conversations_are_an_audience(bot: Bot, cast: Cast, watch: Watch) -> None:
    yes, no = add_crowd(bot, cast, 2), add_crowd(bot, cast, 1, agreed=False)
    ids = [add(bot, cast, number, customer_id=one) for number, one in enumerate([*yes, *no, yes[0]], 1)]
    marketer = browser_of(bot, cast.shop, StaffRole.MARKETER)
    people = marketer.call("POST", "/bulk/people", {"ids": [*ids, 999]}).get_json()
    assert people == {"customers": sorted([*yes, *no]), "conversations": 4, "not_seen": 1}
    assert marketer.call("POST", "/bulk/people", {"folder": "all"}).get_json()["customers"] == people["customers"]
    audience = {"customers": people["customers"]}
    outlook = marketer.call("POST", "/broadcasts/outlook", {"audience": audience}).get_json()
    assert {name: outlook[name] for name in ("people", "looked", "reached")} == {"people": 3, "looked": 3, "reached": 2}
    assert [(one["reason"], one["count"]) for one in outlook["left_out"]] == [("no_consent", 1)]
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
    one = marketer.call("POST", "/broadcasts", DRAFT | {"audience": audience}).get_json()["id"]
    assert marketer.call("POST", f"/broadcasts/{one}/start", {"expected": 3}).status_code == 200
    watch.advance(seconds=10)
    keep_broadcasts(bot)
    freeze(bot, one)
    feed(bot, one)
    leave_all(bot)
    receipt = marketer.call("GET", f"/broadcasts/{one}/receipt").get_json()
    assert (receipt["audience"], receipt["accepted"], receipt["skipped"]) == (3, 2, 1)
    assert [row["reason"] for row in receipt["reasons"]] == ["no_consent"]


def test_screens_hear_how_far_a_broadcast_is(bot: Bot, cast: Cast, watch: Watch) -> None:
    audience = {"customers": add_crowd(bot, cast, 2)}
    marketer = browser_of(bot, cast.shop, StaffRole.MARKETER)
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
    one = marketer.call("POST", "/broadcasts", DRAFT | {"audience": audience}).get_json()["id"]

    def heard() -> int:
        with bot.database.reading.begin() as db:
            return len(db.scalars(select(Change).where(Change.kind == "broadcast", Change.thing_id == one)).all())

    marketer.call("POST", f"/broadcasts/{one}/start", {"expected": 2})
    told = [heard()]
    watch.advance(seconds=10)
    for step in (keep_broadcasts, lambda bot: freeze(bot, one), lambda bot: feed(bot, one, 1)):
        step(bot)
        told.append(heard())
    leave_all(bot)
    watch.advance(seconds=40)
    keep_broadcasts(bot)
    told.append(heard())
    assert told == sorted(set(told)), told  # more after each


def test_a_sentence_says_what_it_costs_and_why_it_cannot_leave(bot: Bot, cast: Cast) -> None:
    marketer = browser_of(bot, cast.shop, StaffRole.MARKETER)

    def thanks() -> tuple[str, int, str | None]:
        found = marketer.call("GET", "/broadcasts/sentences").get_json()["sentences"]
        [one] = [row for row in found if row["key"] == KEY]
        return one["body"], one["price_micros"], one["why_not"]

    body, price, why = thanks()
    assert "{name}" in body
    assert "{shop}" not in body
    assert (price > 0, why) == (True, "waiting")
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
    assert thanks() == (body, price, None)


def test_nobody_sees_more_people_than_conversations(bot: Bot, cast: Cast) -> None:
    theirs = add(bot, cast, 1)
    change(bot, Conversation, theirs, merchant_id=cast.other_shop)
    marketer = browser_of(bot, cast.shop, StaffRole.MARKETER)
    found = marketer.call("POST", "/bulk/people", {"ids": [theirs]}).get_json()
    assert found == {"customers": [], "conversations": 0, "not_seen": 1}
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert agent.call("POST", "/bulk/people", {"ids": [theirs]}).status_code == 403
    assert agent.call("POST", "/broadcasts/outlook", {"audience": {"agreed": True}}).status_code == 403
    assert marketer.call("POST", "/bulk/people", {}).get_json()["errors"][0]["pointer"] == "/ids"
    wrong = marketer.call("POST", "/broadcasts/outlook", {"audience": {}})
    assert (wrong.status_code, wrong.get_json()["errors"][0]["pointer"]) == (422, "/audience")
    assert rows(bot, Conversation)
