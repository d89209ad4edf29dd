"""A shop's own texts by the API: checked as WhatsApp would, kept, shown to it, and never changed under anybody."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast

PATH = "/campaign-texts"
SHOP = "https://bandhani.example"
BODY = "Hello {{name}}, the new sarees are here.\n\nSee them at {{link}} before others do."


@pytest.fixture
def ravi(bot: Bot, cast: Cast) -> Browser:
    """A marketer of a shop with a site."""
    with bot.database.writing.begin() as db:
        db.execute(update(Merchant).where(Merchant.id == cast.shop).values(site_url=SHOP))
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def made(**changes: Any) -> dict[str, Any]:
    """A text as it should be."""
    text = {"body": BODY, "titles": ["Show me", "Not now"], "footer": "Bandhani House"}
    return {
        "name": "New sarees",
        "texts": {"en": text},
        "buttons": ["show", "later"],
        "link_url": f"{SHOP}/new",
    } | changes


def keep(browser: Browser, **changes: Any) -> dict[str, Any]:
    """A text that is kept."""
    answer = browser.call("POST", PATH, made(**changes))
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def test_a_text_is_kept_with_its_stop_and_told(ravi: Browser) -> None:
    one = keep(ravi)
    assert (one["key"], one["fields"], one["fixed"]) == (f"own.{one['id']}", ["name"], False)
    (english,) = one["texts"]
    assert (english["stop"], english["state"], english["can_send"]) == ("No more offers", "not_pushed", False)
    assert ravi.call("GET", PATH).get_json() == {"campaign_texts": [one]}
    assert ravi.call("GET", f"{PATH}/{one['id']}").get_json() == one


def test_what_was_shown_to_whatsapp_stays(bot: Bot, ravi: Browser) -> None:
    one = keep(ravi)
    here = f"{PATH}/{one['id']}"
    again = ravi.call("PATCH", here, {"version": 1, "name": "Sarees"}).get_json()
    assert (again["id"], again["version"]) == (one["id"], 2)
    pushed = ravi.call("POST", f"{here}/push").get_json()
    assert (pushed["texts"][0]["state"], pushed["fixed"]) == ("unsubmitted", True)
    other = made()["texts"]["en"] | {"footer": "Since 1962"}
    newer = ravi.call("PATCH", here, {"version": 2, "texts": {"en": other}}).get_json()
    assert (newer["id"] != one["id"], newer["texts"][0]["footer"]) == (True, "Since 1962")
    assert ravi.call("GET", here).get_json()["newer_id"] == newer["id"]
    assert ravi.call("GET", here).get_json()["texts"][0]["footer"] == "Bandhani House"
    assert [text["id"] for text in ravi.call("GET", PATH).get_json()["campaign_texts"]] == [newer["id"]]
    late = ravi.call("PATCH", here, {"version": 2, "name": "x"})
    assert late.status_code == 409
    with bot.database.reading.begin() as db:
        (template,) = db.scalars(select(Template).where(Template.key == one["key"]))
        assert (template.buttons, template.footer) == (["Show me", "Not now", "No more offers"], "Bandhani House")
        assert (template.asked_category, template.fields) == ("MARKETING", ["name", "link"])


@pytest.mark.parametrize(
    ("body", "pointer", "says"),
    [
        ("{{name}}, the new sarees are here now", "/texts/en/body", "begins with a field"),
        ("The new sarees are here for you {{name}}", "/texts/en/body", "ends with a field"),
        ("The new sarees {{name}} {{city}} are here for all", "/texts/en/body", "next to each other"),
        ("Hello {name}, the sarees are here", "/texts/en/body", "brace"),
        ("Hello {{Name}}, the new sarees are here", "/texts/en/body", "no name of a field"),
        ("x " * 600, "/texts/en/body", "letters"),
        ("New sarees are here" + "🎉" * 11, "/texts/en/body", "emoji"),
        ("New sarees are here\n\n\nCome and see", "/texts/en/body", "empty lines"),
        ("Only 2 left of the new sarees", "/texts/en/body", "presses"),
        ("The sale ends tonight, come and see", "/texts/en/body", "presses"),
        ("Save with {{code}} on the new sarees", "/texts/en/body", "no coupon"),
        ("Your OTP is inside the new saree", "/texts/en/body", "no offer"),
    ],
)
def test_what_whatsapp_or_the_law_refuses_is_refused(ravi: Browser, body: str, pointer: str, says: str) -> None:
    text = made(texts={"en": {"body": body}}, buttons=[], link_url="")
    answer = ravi.call("POST", PATH, text)
    assert answer.status_code == 422
    faults = {(one["pointer"], says in one["detail"]) for one in answer.get_json()["errors"]}
    assert (pointer, True) in faults
    checked = ravi.call("POST", f"{PATH}/check", text).get_json()
    assert (checked["stops"]["hi"], checked["currency"], checked["discount"]) == ("ऑफर नहीं चाहिए", "INR", None)
    assert checked["errors"] == answer.get_json()["errors"]
    gujarati = ravi.call("POST", f"{PATH}/check", text, Accept_Language="gu").get_json()["errors"][0]["remedy"]
    assert any("\u0a80" <= letter <= "\u0aff" for letter in gujarati)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"link_url": "https://elsewhere.example/x"}, "/link_url"),
        ({"link_url": ""}, "/buttons"),
        ({"buttons": ["show"]}, "/texts/en/titles"),
        ({"buttons": ["show", "show"]}, "/buttons"),
        ({"texts": {"en": {"body": BODY, "titles": ["Show me", "No more offers"]}}}, "/texts/en/titles"),
        ({"texts": {"en": {"body": BODY, "titles": ["Show me", "x" * 21]}}}, "/texts/en/titles/1"),
        ({"texts": {"en": {"body": BODY, "titles": ["Show me", "Later 🙂"]}}}, "/texts/en/titles/1"),
        ({"texts": {"en": {"body": BODY, "titles": ["A", "B"], "footer": "x" * 61}}}, "/texts/en/footer"),
        ({"texts": {"xx": {"body": BODY}}}, "/texts/xx"),
        ({"coupon": {"kind": "shared", "amount": 10000}}, "/coupon/code"),
        ({"coupon": {"kind": "each", "amount": 10000}}, "/texts/en/body"),
        ({"coupon": {"kind": "percent", "amount": 10}}, "/coupon/kind"),
    ],
)
def test_a_fault_names_its_field(ravi: Browser, changes: dict[str, Any], pointer: str) -> None:
    answer = ravi.call("POST", PATH, made(**changes))
    assert answer.status_code == 422
    assert any(one["pointer"].startswith(pointer) for one in answer.get_json()["errors"]), answer.text


def test_a_text_is_its_shops_alone(bot: Bot, cast: Cast, ravi: Browser) -> None:
    one = keep(ravi)
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    here = f"{PATH}/{one['id']}"
    assert other.call("GET", PATH).get_json() == {"campaign_texts": []}
    answers = [other.call("GET", here), other.call("PATCH", here, {"version": 1}), other.call("DELETE", here)]
    answers += [other.call("POST", f"{here}/push"), other.call("POST", f"{here}/codes", {"codes": ["ABC1"]})]
    assert {answer.status_code for answer in answers} == {404}


def test_codes_are_put_in_once(ravi: Browser) -> None:
    text = {"body": "Save {{amount}} with {{code}} on the new sarees of this month", "titles": []}
    one = keep(ravi, texts={"en": text}, buttons=[], link_url="", coupon={"kind": "each", "amount": 10000})
    here = f"{PATH}/{one['id']}/codes"
    told = ravi.call("POST", here, {"codes": ["AA-1", "AA-2", "AA-1"]}).get_json()
    assert told == {"added": 2, "free": 2, "given": 0}
    assert ravi.call("POST", here, {"codes": ["AA-2", "a b"]}).status_code == 422
    assert ravi.call("GET", f"{PATH}/{one['id']}").get_json()["coupon"]["free"] == 2
