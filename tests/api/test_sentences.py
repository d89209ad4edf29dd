"""The sentences of a shop by the API: found in any script, reworded without a slip, seen with real values, undone."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast

PATH = "/sentences/notice.late/en"
GOOD = "So sorry: order {number} is running late. {why} New day: {day}, we are on it."


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """The owner of the cast's shop."""
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def say(owner: Browser, path: str, text: str, **more: Any) -> Any:
    return owner.call("PUT", path, {"was": "", "text": text} | more)


def keys(owner: Browser, asked: str) -> list[str]:
    return [one["key"] for one in owner.call("GET", f"/sentences?{asked}").get_json()["sentences"]]


def test_any_script_finds_any_script(owner: Browser) -> None:
    for typed in ("goodbye.reply", "આવજો", "aavjo", "કેનાકાટા", "ends the chat"):
        assert "goodbye.reply" in keys(owner, f"q={quote(typed)}"), typed
    assert keys(owner, "q=zzqqxx") == []
    every: list[str] = []
    after: str | None = ""
    while after is not None:
        page = owner.call("GET", f"/sentences?locale=bn&after={after}").get_json()
        every, after = every + [one["key"] for one in page["sentences"]], page["next"]
    assert len(every) == len(set(every)) > 500


def test_it_is_said_in_the_shops_own_words_and_undone(owner: Browser) -> None:
    ours = owner.call("GET", "/sentences/notice.late").get_json()["sentences"]
    assert {one["locale"] for one in ours} >= {"en", "gu-Latn"}
    left = sorted(set(ours[0]["fields"]) - {"number", "why", "day"})
    assert say(owner, PATH, GOOD, leave_out=left).get_json()["own"] == GOOD
    assert keys(owner, "own=true") == ["notice.late"]
    assert keys(owner, "q=running+late+so+sorry")[0] == "notice.late"
    assert say(owner, PATH, GOOD, leave_out=left).status_code == 200, "repeating is safe"
    stale = say(owner, PATH, GOOD + " Bye.", leave_out=left)
    assert (stale.status_code, stale.get_json()["present"]) == (409, {"own": GOOD})
    assert say(owner, PATH, "", was=GOOD).get_json()["own"] == ""
    log = owner.call("GET", "/audit").get_json()["entries"]
    assert [(one["action"], one["subject"], one["detail"]) for one in log[:1]] == [
        ("sentence.reword", "sentence:notice.late:en", "ours")
    ]


LEFT = ["courier", "url", "items"]
SLIPS = [
    (PATH, "Order {number is late", "out of place"),
    (PATH, "Order {nmber} is late now, sorry for that", "{nmber} is no field"),
    (PATH, "Your order is late, and we are sorry for that", "leaves out {number}"),
    (PATH, GOOD + " <b>Sorry</b>", "markup of web pages"),
    (PATH, GOOD + " **Sorry**", "two stars"),
    ("/sentences/button.person/en", "Talk to one of our very own people", "letters"),
    ("/sentences/button.person/en", "Talk\nto us", "line end"),
    ("/sentences/goodbye.reply/en", "Bye {shop}" + "!" * 1600, "letters"),
    (PATH, "{number} is late, it comes {day}. {why} Sorry", "begins with a field"),
    (PATH, GOOD + " x" * 600, "characters"),
    (PATH, "Order {number} is {why} late, it comes on {day}. " + "हम " * 290 + " sorry", "parts as an SMS"),
]


def test_a_slip_is_refused_with_its_reason(owner: Browser) -> None:
    for path, text, said in SLIPS:
        refused = say(owner, path, text, leave_out=LEFT)
        assert refused.status_code == 422, text
        errors = refused.get_json()["errors"]
        assert any(said in one["detail"] and one["remedy"] for one in errors), errors
        assert {one["pointer"] for one in errors} == {"/text"}
        tried = owner.call("POST", f"{path}/spoken", {"text": text, "leave_out": LEFT}).get_json()
        assert tried["slips"] == errors
        assert tried["text"]


def test_it_is_seen_with_what_somebody_was_told(bot: Bot, cast: Cast, owner: Browser) -> None:
    tried = owner.call("POST", f"{PATH}/spoken", {"text": GOOD}).get_json()
    assert (tried["is_real"], "1042" in tried["text"], tried["buttons"]) == (False, True, ["Talk to a person"])
    own = owner.call("POST", "/sentences/goodbye.reply/gu/spoken", {"text": ""}).get_json()
    assert "આવજો" in own["text"]
    assert own["sms_parts"] >= 1


def test_agents_read_and_others_see_nothing_of_it(bot: Bot, cast: Cast, owner: Browser) -> None:
    agent, stranger = browser_of(bot, cast.shop, StaffRole.AGENT), browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert say(agent, PATH, GOOD).status_code == 403
    assert say(owner, "/sentences/goodbye.reply/en", "See you at {shop}!").status_code == 200
    assert keys(agent, "own=true") == ["goodbye.reply"]
    assert keys(stranger, "own=true") == []
