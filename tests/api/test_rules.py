"""Rules by the API: switched, delayed, restricted to hours and people, made of its own, played before they tell."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.notices import Notice
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.domain.moments import MomentKind
from bot.domain.rules import Happening
from bot.services.moments.record import record_moment
from bot.services.notices.composing import compose
from bot.services.sending.limits import find_limits
from bot.services.templates.choosing import list_wanted
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.services.shelf import stock

OWN: dict[str, Any] = {
    "title": "Packing day",
    "moment": "order.packed",
    "purpose": "utility",
    "texts": {"en": "Good news {name}: order {number} is packed by hand today.", "gu": "ઓર્ડર {number} આજે પેક થયો છે."},
}


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """The owner of the cast's shop."""
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def rule_of(owner: Browser, name: str) -> dict[str, Any]:
    told = owner.call("GET", "/rules").get_json()["rules"]
    found: dict[str, Any] = next(one for one in told if one["name"] == name)
    return found


def happen(bot: Bot, cast: Cast, kind: MomentKind) -> list[int]:
    """Something happens to the stocked order, now; the ids of the notices that are due."""
    order = stock(bot, cast).order
    with bot.database.writing.begin() as db:
        happening = Happening(kind, f"order:{order}:x", cast.asha, bot.now(), order_id=order)
        return record_moment(db, cast.shop, happening, bot.now())


def test_a_rule_is_changed_at_the_version_seen(bot: Bot, cast: Cast, owner: Browser) -> None:
    late = rule_of(owner, "late")
    assert (late["version"], late["active"], late["changed"], late["templates"]) == (1, True, False, {"missing": 7})
    change = {"version": 1, "active": False, "delay_seconds": 7200, "hours": ["10:00", "19:00"]}
    now = owner.call("PATCH", "/rules/late", change | {"segment": {"orders_at_least": 2}}).get_json()["rule"]
    assert (now["active"], now["delay_seconds"], now["hours"], now["version"]) == (False, 7200, ["10:00", "19:00"], 2)
    stale = owner.call("PATCH", "/rules/late", change)
    assert (stale.status_code, stale.get_json()["present"]["version"]) == (409, 2)
    assert rule_of(browser_of(bot, cast.other_shop, StaffRole.OWNER), "late")["active"] is True
    assert browser_of(bot, cast.shop, StaffRole.MARKETER).call("PATCH", "/rules/late", change).status_code == 403
    entry = owner.call("GET", "/audit").get_json()["entries"][0]
    assert (entry["action"], entry["subject"], entry["detail"][:6]) == ("rule.change", "rule:late", "active")


def test_what_cannot_be_is_named(owner: Browser) -> None:
    for change, pointer in (
        ({"hours": ["10:00"]}, "/hours"),
        ({"hours": ["25:00", "10:00"]}, "/hours/0"),
        ({"segment": {"orders_at_least": -1}}, "/segment/orders_at_least"),
        ({"segment": {"in_segment": 99}}, "/segment/in_segment"),
        ({"delay_seconds": 10**9}, "/delay_seconds"),
        ({"texts": {"en": "x"}}, "/texts"),
    ):
        answer = owner.call("PATCH", "/rules/late", {"version": 1} | change)
        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, pointer), change
    assert rule_of(owner, "late")["version"] == 1
    for texts, pointer in (({"gu": "ઓર્ડર આવ્યો છે"}, "/texts/en"), ({"en": "Hi {balance} there you"}, "/texts/en")):
        answer = owner.call("POST", "/rules", OWN | {"texts": texts})
        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, pointer)
    pressing = owner.call("POST", "/rules", OWN | {"texts": {"en": "Hurry, only 2 left of your things here"}})
    assert "presses" in pressing.get_json()["errors"][0]["detail"]


def test_a_rule_of_ones_own_tells_in_its_words(bot: Bot, cast: Cast, owner: Browser) -> None:
    made = owner.call("POST", "/rules", OWN).get_json()
    assert (made["name"], made["active"], made["text"]) == ("own_u1", False, OWN["texts"]["en"])
    again = owner.call("POST", "/rules", OWN)
    assert (again.status_code, again.get_json()["errors"][0]["pointer"]) == (409, "/title")
    hours = {"version": 1, "active": True, "hours": ["00:00", "00:01"]}
    assert owner.call("PATCH", "/rules/own_u1", hours).status_code == 200
    with bot.database.reading.begin() as db:
        wanted = list_wanted(db, db.get_one(Merchant, cast.shop))
        mine = [one for one in wanted if one.wording.key == "notice.own_u1"]
        assert [(one.wording.locale, one.category, one.flaws) for one in mine] == [
            ("en", "UTILITY", ()),
            ("gu", "UTILITY", ()),
        ]
    due = happen(bot, cast, MomentKind.ORDER_PACKED)
    with bot.database.writing.begin() as db:
        notice = next(one for one in due if db.get_one(Notice, one).rule == "own_u1")
        row = compose(db, notice, "https://shop.example", bot.now())
        assert row is not None
        assert (row.text, row.locale) == ("ઓર્ડર 1042 આજે પેક થયો છે.", "gu")
        assert find_limits(db, row, row.purpose, bot.now()).opens_at is not None, "its own hours are shut"
    assert rule_of(owner, "own_u1")["lately"]["waiting"] == 1
    reworded = {"version": 2, "texts": {"en": "Order {number} is packed now, see you soon."}}
    assert owner.call("PATCH", "/rules/own_u1", reworded).get_json()["rule"]["templates"] == {"missing": 1}
    assert owner.call("DELETE", "/rules/own_u1").status_code == 204
    assert owner.call("DELETE", "/rules/own_u1").status_code == 404
    assert owner.call("DELETE", "/rules/late").status_code == 404
    assert all(one["name"] != "own_u1" for one in owner.call("GET", "/rules").get_json()["rules"])
    assert owner.call("POST", "/rules", OWN | {"purpose": "marketing"}).get_json()["name"] == "own_m2"


def test_it_is_played_and_nothing_is_kept(bot: Bot, cast: Cast, owner: Browser) -> None:
    happen(bot, cast, MomentKind.ORDER_PLACED)
    told = owner.call("POST", "/rules/rehearsals", {"names": ["placed"], "days": 7}).get_json()
    assert (told["whole"], sum(told["counts"]["placed"].values()), told["messages"][0]["customer"]) == (
        True,
        1,
        "Asha Patel",
    )
    assert "1042" in told["messages"][0]["text"]
    with bot.database.reading.begin() as db:
        assert db.query(OutgoingMessage).count() == 0
    wrong = owner.call("POST", "/rules/rehearsals", {"names": ["nothing"]})
    assert (wrong.status_code, wrong.get_json()["errors"][0]["pointer"]) == (422, "/names")


def test_what_came_of_it_is_counted(bot: Bot, cast: Cast, owner: Browser) -> None:
    [notice_id] = happen(bot, cast, MomentKind.ORDER_PLACED)[:1]
    with bot.database.writing.begin() as db:
        row = compose(db, notice_id, "https://shop.example", bot.now())
        assert row is not None
        rule = db.get_one(Notice, notice_id).rule
        for name, value in (("state", "read"), ("accepted_at", bot.now() - timedelta(hours=2))):
            setattr(row, name, value)
    lately = rule_of(owner, rule)["lately"]
    assert (lately["left"], lately["arrived"], lately["read"], lately["failed"]) == (1, 1, 1, 0)
