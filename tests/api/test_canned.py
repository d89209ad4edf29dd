"""Answers kept ready by the API: the team's and one's own, filled for a conversation, the most used first."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.people import Customer
from bot.db.shop import Offer
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from tests.api.inbox import add
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.services.shelf import change, stock

PATH = "/canned"
HELLO = {"name": "Hello", "texts": {"en": "Hello {name}", "gu": "નમસ્તે {name}"}}


@pytest.fixture
def anjali(bot: Bot, cast: Cast) -> Browser:
    """A marketer, who keeps the team's answers."""
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def keep(browser: Browser, **values: Any) -> dict[str, Any]:
    """An answer kept ready."""
    answer = browser.call("POST", PATH, HELLO | values)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def names(browser: Browser) -> list[str]:
    """What is kept ready for somebody, in its order."""
    return [one["name"] for one in browser.call("GET", PATH).get_json()["canned"]]


def test_the_teams_are_everybodys_and_mine_are_mine(bot: Bot, cast: Cast, anjali: Browser) -> None:
    team, mine = keep(anjali), keep(anjali, name="Mine", mine=True)
    ravi = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert (names(anjali), names(ravi)) == (["Hello", "Mine"], ["Hello"])
    taken = anjali.call("POST", PATH, HELLO)
    assert (taken.status_code, taken.get_json()["errors"][0]["pointer"]) == (409, "/name")
    for browser in (ravi, browser_of(bot, cast.other_shop, StaffRole.OWNER)):
        for method, body in (("PATCH", {"version": 1, "name": "x"}), ("DELETE", None)):
            assert browser.call(method, f"{PATH}/{mine['id']}", body).status_code == 404
    tries: tuple[tuple[str, str, dict[str, Any] | None], ...] = (
        ("POST", PATH, HELLO | {"name": "Another"}),
        ("PATCH", f"{PATH}/{team['id']}", {"version": 1, "name": "x"}),
        ("DELETE", f"{PATH}/{team['id']}", None),
    )
    for method, path, body in tries:
        assert ravi.call(method, path, body).status_code == 403
    assert ravi.call("DELETE", f"{PATH}/{keep(ravi, mine=True)['id']}").status_code == 204
    assert anjali.call("DELETE", f"{PATH}/{team['id']}").status_code == 204
    actions = [entry.action for entry in rows(bot, AuditEntry)]
    assert actions == ["canned.add", "canned.add", "canned.add", "canned.delete", "canned.delete"]


def test_a_change_is_of_what_one_saw(anjali: Browser) -> None:
    one = keep(anjali)
    path = f"{PATH}/{one['id']}"
    changed = anjali.call("PATCH", path, {"version": 1, "shortcut": "hi"}).get_json()
    assert changed == one | {"shortcut": "hi", "version": 2}
    late = anjali.call("PATCH", path, {"version": 1, "name": "Bye"})
    assert (late.status_code, late.get_json()["present"]) == (409, changed)
    keep(anjali, name="Bye")
    taken = anjali.call("PATCH", path, {"version": 2, "name": "Bye"})
    assert (taken.status_code, taken.get_json()["errors"][0]["pointer"]) == (409, "/name")
    assert names(anjali) == ["Bye", "Hello"]


def test_it_is_filled_in_the_customers_language(bot: Bot, cast: Cast, anjali: Browser) -> None:
    one, conversation = keep(anjali), add(bot, cast)
    fill = {"conversation_id": conversation}
    path = f"{PATH}/{one['id']}/fill"
    told = anjali.call("POST", path, fill).get_json()
    assert (told["text"], told["locale"], told["is_fallback"], told["empty"]) == ("નમસ્તે Asha", "gu", False, [])
    told = anjali.call("POST", path, fill | {"locale": "bn"}).get_json()
    assert (told["text"], told["locale"], told["is_fallback"]) == ("Hello Asha", "en", True)
    change(bot, Customer, cast.asha, name="")
    told = anjali.call("POST", path, fill | {"locale": "en"}).get_json()
    assert (told["text"], told["empty"], told["values"]) == ("Hello {name}", ["name"], {"name": ""})


def test_the_order_its_page_and_the_coupon_are_filled(bot: Bot, cast: Cast, anjali: Browser) -> None:
    text = "{order.number} {tracking.link} {coupon} {order.status}"
    path = f"{PATH}/{keep(anjali, texts={'en': text})['id']}/fill"
    assert len(anjali.call("POST", path, {"conversation_id": add(bot, cast)}).get_json()["empty"]) == 4
    with bot.database.writing.begin() as db:
        db.add(Offer(merchant_id=cast.other_shop, code="ANOTHER", amount=10000, minimum=0))
    told = anjali.call("POST", path, {"conversation_id": stock(bot, cast).conversation}).get_json()
    assert told["empty"] == []
    number, link, coupon, status = told["text"].split(" ", 3)
    assert (number, coupon, link.startswith("https://shop.example.com/t/")) == ("1042", "RANG100", True)
    assert status == told["values"]["order.status"] != ""


def test_what_is_used_most_comes_first(bot: Bot, cast: Cast, anjali: Browser) -> None:
    first, second, conversation = keep(anjali), keep(anjali, name="Zebra"), add(bot, cast)
    assert names(anjali) == ["Hello", "Zebra"]
    anjali.call("POST", f"{PATH}/{second['id']}/fill", {"conversation_id": conversation})
    assert names(anjali) == ["Zebra", "Hello"]
    assert first["uses"] == 0


def test_it_is_filled_for_nobody_whom_one_does_not_see(bot: Bot, cast: Cast, anjali: Browser) -> None:
    one, ravi = keep(anjali), browser_of(bot, cast.shop, StaffRole.AGENT)
    conversation, anjali = add(bot, cast), browser_of(bot, cast.shop, StaffRole.AGENT)
    change(bot, Conversation, conversation, assignee_id=ravi.call("GET", "/session").get_json()["staff"]["id"])
    assert anjali.call("POST", f"{PATH}/{one['id']}/fill", {"conversation_id": conversation}).status_code == 404


SENSELESS: list[tuple[dict[str, Any], str]] = [
    ({"texts": {}}, "/texts"),
    ({"texts": {"ta": "x"}}, "/texts/ta/[key]"),
    ({"texts": {"en": " "}}, "/texts/en"),
    ({"texts": {"en": "Hi {nmae}"}}, "/texts/en"),
    ({"texts": {"en": "a\x00b"}}, "/texts/en"),
    ({"name": ""}, "/name"),
    ({"shortcut": "a b"}, "/shortcut"),
]


def test_what_cannot_be_kept_is_named(anjali: Browser) -> None:
    for change_to, pointer in SENSELESS:
        answer = anjali.call("POST", PATH, HELLO | change_to)
        assert (answer.status_code, [one["pointer"] for one in answer.get_json()["errors"]]) == (422, [pointer])
    told = anjali.call("POST", PATH, HELLO | {"texts": {"en": "{x}"}}, Accept_Language="gu-IN,gu;q=0.9").get_json()
    assert told["title"] == "કંઈક બરાબર ભરાયું નથી"
    assert told["errors"][0]["detail"].startswith("માં {x} જગ્યા છે")


def test_fields_of_ones_own_words_are_filled_for_those_who_see_the_conversation(
    bot: Bot, cast: Cast, anjali: Browser
) -> None:
    path = f"/conversations/{add(bot, cast)}/fill"
    told = anjali.call("POST", path, {"text": "Dear {name}, code {coupon}"}).get_json()
    assert (told["text"], told["empty"], told["locale"]) == ("Dear Asha, code {coupon}", ["coupon"], "gu")
    assert anjali.call("POST", path, {"text": "{phone}"}).status_code == 422
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("POST", path, {"text": "{name}"}).status_code == 404
