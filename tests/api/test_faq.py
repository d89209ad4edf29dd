"""Answers to common questions by the API: written, changed, brought back, begun with, taken out of a table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.services.catalogue.answers import find_answer
from tests.api.inbox import add, write
from tests.api.people import Browser, browser_of
from tests.api.tables import maya
from tests.cast import Cast
from tests.services.shelf import change

__all__ = ["maya"]
PATH = "/faq/topics"
CASH = {"question": "Cash?", "asked_as": ["COD?", "cod milega?"], "answer": "Yes, up to {cod_limit}."}
MADE = {"slug": "cash", "texts": {"en": CASH, "gu": {"question": "રોકડા?", "answer": "હા"}}}


def topic(browser: Browser, slug: str = "cash") -> dict[str, Any]:
    """A topic as it is told."""
    told = browser.call("GET", PATH).get_json()["topics"]
    return next((one for one in told if one["slug"] == slug), {})


def test_it_is_written_changed_and_brought_back(bot: Bot, cast: Cast, maya: Browser) -> None:
    made = maya.call("POST", PATH, MADE)
    assert (made.status_code, made.get_json()["version"]) == (201, 1)
    assert maya.call("POST", PATH, MADE).get_json() == made.get_json(), "the same once more"
    taken = maya.call("POST", PATH, MADE | {"texts": {"en": CASH}})
    assert (taken.status_code, taken.get_json()["present"]["version"]) == (409, 1)
    texts = {"en": CASH | {"answer": "No."}}
    assert maya.call("PUT", f"{PATH}/cash", {"version": 1, "texts": texts}).get_json()["version"] == 2
    late = maya.call("PUT", f"{PATH}/cash", {"version": 1, "texts": MADE["texts"]})
    assert (late.status_code, late.get_json()["present"]["texts"]["en"]["answer"]) == (409, "No.")
    assert maya.call("DELETE", f"{PATH}/cash?version=1").status_code == 409
    assert maya.call("DELETE", f"{PATH}/cash?version=2").status_code == 204
    assert topic(maya) == {}
    versions = maya.call("GET", f"{PATH}/cash/versions").get_json()["versions"]
    assert [(one["number"], one["how"], list(one["texts"])) for one in versions] == [
        (3, "dropped", []),
        (2, "written", ["en"]),
        (1, "written", ["en", "gu"]),
    ]
    back = maya.call("POST", f"{PATH}/cash/restore", {"version": 0, "number": 1})
    assert (back.status_code, back.get_json()["texts"]["gu"]["answer"]) == (200, "હા")
    assert maya.call("POST", f"{PATH}/cash/restore", {"version": 1, "number": 2}).status_code == 409
    with bot.database.reading.begin() as db:
        assert find_answer(db, cast.shop, "cash", "gu-Latn") == "હા"


def test_what_cannot_be_an_answer_is_named(maya: Browser) -> None:
    for texts, pointer in (
        ({}, "/texts"),
        ({"en": CASH | {"answer": " "}}, "/texts/en/answer"),
        ({"en": CASH | {"answer": "x" * 1001}}, "/texts/en/answer"),
        ({"en": CASH | {"answer": "Your refund comes in 3 days."}}, "/texts/en/answer"),
        ({"en": CASH | {"asked_as": ["x"] * 41}}, "/texts/en/asked_as"),
        ({"xx": CASH}, "/texts/xx/[key]"),
    ):
        answer = maya.call("POST", PATH, {"slug": "cash", "texts": texts})
        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, pointer)
    assert maya.call("POST", PATH, MADE | {"slug": "Cash!"}).status_code == 422


def test_agents_read_and_others_see_nothing(bot: Bot, cast: Cast, maya: Browser) -> None:
    maya.call("POST", PATH, MADE)
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert topic(agent)["slug"] == "cash"
    assert agent.call("POST", PATH, MADE | {"slug": "other"}).status_code == 403
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("GET", PATH).get_json()["topics"] == []
    assert stranger.call("PUT", f"{PATH}/cash", {"version": 1, "texts": MADE["texts"]}).status_code == 404


def test_it_begins_with_answers_of_its_own_settings(bot: Bot, cast: Cast, maya: Browser) -> None:
    change(bot, Merchant, cast.shop, contact_phone="", contact_email="", site_url="", return_days=9, cod_limit=2500)
    offered = {one["slug"]: one for one in maya.call("GET", "/faq/starter").get_json()["topics"]}
    assert (offered["contact"]["missing"], offered["how_to_order"]["missing"]) == ("contact_phone", "site_url")
    maya.call("POST", PATH, {"slug": "care", "texts": {"en": CASH}})
    done = maya.call("POST", "/faq/starter", {}).get_json()
    assert "cod" in done["new"]
    assert "contact" not in done["new"]
    assert topic(maya, "care")["texts"]["en"]["answer"] == CASH["answer"], "its own words stay"
    with bot.database.reading.begin() as db:
        assert "9 days" in (find_answer(db, cast.shop, "return_policy", "en") or "")
        assert "₹2,500" in (find_answer(db, cast.shop, "cod", "bn") or "")
    # What was put together for other settings is put together anew, as long as nobody has touched it.
    change(bot, Merchant, cast.shop, cod_limit=0, contact_phone="+91 79 4000 1234")
    offered = {one["slug"]: one["state"] for one in maya.call("GET", "/faq/starter").get_json()["topics"]}
    assert (offered["cod"], offered["care"], offered["invoice"], offered["contact"]) == ("old", "there", "same", "new")
    again = maya.call("POST", "/faq/starter", {}).get_json()
    assert (set(again["new"]), again["changed"]) == ({"contact"}, ["cod"])
    with bot.database.reading.begin() as db:
        assert "Mon–Sat 10:00 am–7:00 pm" in (find_answer(db, cast.shop, "contact", "en") or "")


def test_a_change_of_many_is_undone_as_one(bot: Bot, cast: Cast, maya: Browser) -> None:
    maya.call("POST", PATH, {"slug": "cod", "texts": {"en": CASH}})
    deed = maya.call("POST", "/faq/starter", {"slugs": ["cod", "invoice"], "locales": ["hi"]}).get_json()["deed"]
    assert list(topic(maya, "cod")["texts"]) == ["en", "hi"]
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("POST", f"/faq/changes/{deed}/undo").status_code == 404
    assert maya.call("POST", f"/faq/changes/{deed}/undo").status_code == 200
    assert (list(topic(maya, "cod")["texts"]), topic(maya, "invoice")) == (["en"], {})
    again = maya.call("POST", f"/faq/changes/{deed}/undo").get_json()
    assert (again["new"], again["changed"], again["deed"]) == ([], [], None)
    first = maya.call("GET", "/faq/changes").get_json()["changes"][-1]
    version = topic(maya, "cod")["version"]
    maya.call("PUT", f"{PATH}/cod", {"version": version, "texts": {"en": CASH | {"answer": "Never."}}})
    moved = maya.call("POST", f"/faq/changes/{first['id']}/undo")
    assert (moved.status_code, moved.get_json()["present"]["slug"]) == (409, "cod")


def test_it_shows_what_led_to_an_answer_with_what_is_theirs_masked(bot: Bot, cast: Cast, maya: Browser) -> None:
    maya.call("POST", PATH, MADE)
    write(bot, cast, add(bot, cast))
    with bot.database.writing.begin() as db:
        row = db.scalars(select(InboundMessage)).first()
        assert row is not None
        row.text, row.topic = "Asha here, +91 98000 00001, a@b.in, cash?", "cash"
    told = maya.call("GET", f"{PATH}/cash/asked").get_json()
    assert (told["count"], [one["text"] for one in told["messages"]]) == (1, ["••••• here, •••••, •••••, cash?"])
    assert topic(maya)["uses"] == 1
    assert maya.call("GET", f"{PATH}/none/asked").status_code == 404
