"""What people of a broadcast would read is shown one after the other, and a draft is tried on the shop's own phones."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.broadcasts import BroadcastTest
from bot.db.links import Link
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.domain.campaign_texts import LocaleText
from bot.tasks.sending import send_notice
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import FakeMessenger
from tests.services.broadcasts.crowd import add_crowd, freeze, start
from tests.services.broadcasts.own import DLT, ENGLISH, NAME, add_own, draft_own
from tests.services.shelf import change

MINE = "+919811111111"


@pytest.fixture
def ravi(bot: Bot, cast: Cast) -> Browser:
    """A marketer of a shop that has noted a phone of its own."""
    change(bot, Merchant, cast.shop, test_numbers=[MINE])
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def ask(browser: Browser, broadcast_id: int, query: str = "") -> dict[str, Any]:
    """The preview of a person."""
    answer = browser.call("GET", f"/broadcasts/{broadcast_id}/preview{query}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def test_one_person_after_the_other(bot: Bot, cast: Cast, ravi: Browser) -> None:
    ids = add_crowd(bot, cast, 2)
    change(bot, Customer, ids[1], name="Meena", locale="hi")
    broadcast_id = draft_own(bot, cast, add_own(bot, cast), tried=False)
    first = ask(ravi, broadcast_id)
    assert (first["customer"]["id"], first["has_previous"], first["has_next"]) == (ids[0], False, True)
    assert first["text"].startswith("Hello friend, the new sarees are here.\n\nSee them at http")
    assert (first["buttons"], first["footer"]) == (["Show me", "Not now", "No more offers"], "Rangoli")
    second = ask(ravi, broadcast_id, f"?after={ids[0]}")
    assert (second["locale"], "Meena जी" in second["text"], second["has_next"]) == ("hi", True, False)
    assert ask(ravi, broadcast_id, f"?before={ids[1]}")["customer"] == first["customer"]
    assert second["cost_micros"] > 0
    assert ravi.call("GET", f"/broadcasts/{broadcast_id}/preview?after={ids[1]}").status_code == 404
    assert rows(bot, OutgoingMessage) == []
    assert rows(bot, Link) == []


def test_an_sms_is_shown_as_it_leaves_with_its_parts(bot: Bot, cast: Cast, ravi: Browser) -> None:
    add_crowd(bot, cast, 1)
    change(bot, Merchant, cast.shop, sms_from="+15005550006")
    words = {"en": LocaleText(ENGLISH, ("Show me", "Not now"), "", "New sarees: {{link}} -Rangoli", DLT)}
    broadcast_id = draft_own(bot, cast, add_own(bot, cast, texts=words), by_sms=True, tried=False)
    sms = ask(ravi, broadcast_id)["sms"]
    assert (sms["text"].startswith("New sarees: http"), sms["parts"], sms["encoding"]) == (True, 1, "GSM-7")
    assert sms["why_not"] == ""


def test_languages_and_empty_fields_are_counted(bot: Bot, cast: Cast, ravi: Browser) -> None:
    ids = add_crowd(bot, cast, 3)
    change(bot, Customer, ids[0], locale="bn", name="Mou")
    broadcast_id = draft_own(bot, cast, add_own(bot, cast, "en", "hi"), fallback_locale="hi")
    told = ravi.call("GET", f"/broadcasts/{broadcast_id}/words").get_json()
    said = {one["locale"]: (one["people"], one["said_in"], one["is_fallback"]) for one in told["locales"]}
    assert said == {"en": (2, "en", False), "bn": (1, "hi", True)}
    assert [(one["field"], one["people"]) for one in told["empty"]] == [("name", 2)]
    # Once it has begun, of those who are written down for it.
    start(bot, broadcast_id, 3)
    freeze(bot, broadcast_id)
    assert ravi.call("GET", f"/broadcasts/{broadcast_id}/words").get_json() == told


def test_a_draft_is_tried_on_the_shops_own_phones_alone(
    bot: Bot, cast: Cast, ravi: Browser, messenger: FakeMessenger
) -> None:
    add_crowd(bot, cast, 1)
    broadcast_id = draft_own(bot, cast, add_own(bot, cast), tried=False)
    here = f"/broadcasts/{broadcast_id}"
    assert ravi.call("POST", f"{here}/test", {"numbers": ["+919822222222"]}).status_code == 422
    told = ravi.call("POST", f"{here}/test", {"numbers": [MINE]}).get_json()
    assert (told["missing"], MINE in str(told)) == (["en", "hi"], False)
    again = ravi.call("POST", f"{here}/test", {})
    assert (again.status_code, len(rows(bot, BroadcastTest))) == (200, 2)
    refused = ravi.call("POST", f"{here}/start", {"expected": 1})
    assert (refused.status_code, "seen on no phone" in refused.text) == (409, True)
    for row in rows(bot, OutgoingMessage):
        send_notice(bot, row.id)
        change(bot, OutgoingMessage, row.id, state="delivered")
    assert {(letter.receiver, letter.content_sid is not None) for letter in messenger.letters} == {(MINE, True)}
    assert {row.purpose for row in rows(bot, OutgoingMessage)} == {"utility"}
    assert ravi.call("GET", f"{here}/test").get_json()["missing"] == []
    # What was seen on the phone is not what would leave any more, until it is said so again.
    for default, missing in (("you", ["en", "hi"]), ("friend", [])):
        version = ravi.call("GET", here).get_json()["version"]
        changed = {"version": version, "values": {"name": {**NAME, "default": default}}}
        assert ravi.call("PATCH", here, changed).status_code == 200
        assert ravi.call("GET", f"{here}/test").get_json()["missing"] == missing
    assert ravi.call("POST", f"{here}/start", {"expected": 1}).status_code == 200
    assert ravi.call("POST", f"{here}/test", {}).status_code == 409


def test_an_owner_alone_goes_without_a_test_and_says_why(bot: Bot, cast: Cast, ravi: Browser) -> None:
    add_crowd(bot, cast, 1)
    broadcast_id = draft_own(bot, cast, add_own(bot, cast), tried=False)
    here = f"/broadcasts/{broadcast_id}"
    assert ravi.call("POST", f"{here}/untested", {"why": "no time"}).status_code == 403
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    told = owner.call("POST", f"{here}/untested", {"why": "seen last week"}).get_json()
    assert (told["waived"], told["missing"]) == ("seen last week", [])
    assert ravi.call("POST", f"{here}/start", {"expected": 1}).status_code == 200


def test_nothing_of_another_shops(bot: Bot, cast: Cast, ravi: Browser) -> None:
    broadcast_id = draft_own(bot, cast, add_own(bot, cast), tried=False)
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    for method, end, body in (("GET", "preview", None), ("GET", "words", None), ("POST", "test", {})):
        assert other.call(method, f"/broadcasts/{broadcast_id}/{end}", body).status_code == 404
