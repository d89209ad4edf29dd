"""The settings of the inbox by the API: usable without a word, changed by who saw them, else refused."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.domain.business_hours import WEEKDAYS
from tests.api.people import browser_of
from tests.cast import Cast

PATH = "/settings/inbox"


def test_a_shop_has_usable_ones_without_a_word(bot: Bot, cast: Cast) -> None:
    told = browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", PATH).get_json()
    assert told["hours"]["sat"] == [{"opens": "10:00", "closes": "19:00"}]
    assert (told["hours"]["sun"], told["version"], told["zone"]) == ([], 1, "Asia/Kolkata")
    assert told["goals"] == {"first": 15, "next": 30, "resolution": 540}


def test_an_owner_changes_some_and_the_rest_stays(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    before = owner.call("GET", PATH).get_json()
    week = {"mon": [{"opens": "09:30", "closes": "13:00"}, {"opens": "22:00", "closes": "02:00"}]}
    changes: dict[str, Any] = {
        "hours": week,
        "holidays": [{"day": "2026-11-08", "name": "Diwali"}],
        "goals": {"next": 0},
        "agents_see_all": True,
        "undo_seconds": 0,
    }
    answer = owner.call("PATCH", PATH, {"version": 1} | changes)
    assert answer.status_code == 200
    empty = {day: list[str]() for day in WEEKDAYS[1:]}
    goals = {"goals": before["goals"] | {"next": 0}, "hours": week | empty}
    assert answer.get_json() == before | changes | goals | {"version": 2}
    assert owner.call("GET", PATH).get_json() == answer.get_json()
    with bot.database.reading.begin() as db:
        assert db.get_one(Merchant, cast.shop).agents_see_all
        assert not db.get_one(Merchant, cast.other_shop).agents_see_all
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER).call("GET", PATH).get_json()
    assert (other["version"], other["undo_seconds"]) == (1, 5)


def test_a_change_of_what_has_moved_on_is_refused_and_changes_nothing(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert owner.call("PATCH", PATH, {"version": 1, "cap": 3}).status_code == 200
    late = owner.call("PATCH", PATH, {"version": 1, "cap": 9, "agents_see_all": True})
    assert late.status_code == 409
    now = owner.call("GET", PATH).get_json()
    assert (now["cap"], now["version"], now["agents_see_all"]) == (3, 2, False)


SENSELESS: list[tuple[dict[str, Any], str]] = [
    ({"undo_seconds": 11}, "/undo_seconds"),
    ({"cap": 0}, "/cap"),
    ({"hours": {"mon": [{"opens": "9", "closes": "10:00"}]}}, "/hours/mon/0/opens"),
    ({"hours": {"mon": [{"opens": "09:00", "closes": "24:00"}]}}, "/hours/mon/0/closes"),
    ({"hours": {"someday": []}}, "/hours/someday"),
    ({"hours": {"mon": [{"opens": "09:00", "closes": "10:00"}] * 7}}, "/hours/mon"),
    ({"holidays": [{"day": "2026-02-30", "name": ""}]}, "/holidays/0/day"),
    ({"holidays": [{"day": "2026-01-26", "name": "\u0000"}]}, "/holidays/0/name"),
    ({"goals": {"first": -1}}, "/goals/first"),
    ({"auto_assign": "yes"}, "/auto_assign"),
]


def test_what_makes_no_sense_is_named(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    for change, pointer in SENSELESS:
        answer = owner.call("PATCH", PATH, {"version": 1} | change)
        assert (answer.status_code, [one["pointer"] for one in answer.get_json()["errors"]]) == (422, [pointer])
    assert owner.call("GET", PATH).get_json()["version"] == 1
