"""How answers kept ready and macros were before, and one of these brought back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.canned import KeptVersion
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows


@pytest.fixture
def anjali(bot: Bot, cast: Cast) -> Browser:
    """A marketer, who keeps the team's answers."""
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def told(browser: Browser, method: str, path: str, body: dict[str, Any] | None = None, status: int = 200) -> Any:
    """What the API tells."""
    answer = browser.call(method, path, body)
    assert answer.status_code == status, answer.text
    return answer.get_json()


def test_an_answer_goes_back_to_what_it_was(bot: Bot, cast: Cast, anjali: Browser) -> None:
    made = told(anjali, "POST", "/canned", {"name": "Hello", "texts": {"en": "Hello"}}, 201)
    path = f"/canned/{made['id']}"
    told(anjali, "PATCH", path, {"version": 1, "name": "Hi", "texts": {"en": "Hi", "gu": "નમસ્તે"}})
    versions = told(anjali, "GET", f"{path}/versions")["versions"]
    assert [(one["number"], one["name"], one["texts"]) for one in versions] == [
        (2, "Hi", {"en": "Hi", "gu": "નમસ્તે"}),
        (1, "Hello", {"en": "Hello"}),
    ]
    assert {(one["how"], bool(one["by"])) for one in versions} == {("written", True)}
    assert told(anjali, "POST", f"{path}/restore", {"version": 1, "number": 1}, 409)["present"]["version"] == 2
    told(anjali, "POST", f"{path}/restore", {"version": 2, "number": 9}, 404)
    back = told(anjali, "POST", f"{path}/restore", {"version": 2, "number": 1})
    assert (back["version"], back["name"], back["texts"]) == (3, "Hello", {"en": "Hello"})
    assert [one["how"] for one in told(anjali, "GET", f"{path}/versions")["versions"]] == [
        "restored",
        "written",
        "written",
    ]
    told(anjali, "POST", "/canned", {"name": "Hi", "texts": {"en": "x"}}, 201)
    told(anjali, "POST", f"{path}/restore", {"version": 3, "number": 2}, 409)  # another one has that name by now
    assert told(anjali, "DELETE", path, status=204) is None
    assert [row.kept_id for row in rows(bot, KeptVersion) if row.kept_id == made["id"]] == []


def test_a_macro_goes_back_without_an_answer_that_is_gone(bot: Bot, cast: Cast, anjali: Browser) -> None:
    answer = told(anjali, "POST", "/canned", {"name": "Hello", "texts": {"en": "Hello"}}, 201)["id"]
    steps = [{"action": "resolve"}]
    made = told(anjali, "POST", "/macros", {"name": "Done", "canned_id": answer, "actions": steps}, 201)
    path = f"/macros/{made['id']}"
    told(anjali, "PATCH", path, {"version": 1, "canned_id": None, "actions": [{"action": "answered"}]})
    told(anjali, "DELETE", f"/canned/{answer}", status=204)
    versions = told(anjali, "GET", f"{path}/versions")["versions"]
    assert [[one["kind"] for one in version["effects"]] for version in versions] == [["answered"], ["resolve"]]
    back = told(anjali, "POST", f"{path}/restore", {"version": 2, "number": 1})
    assert (back["canned_id"], [one["kind"] for one in back["effects"]]) == (None, ["resolve"])


def test_others_see_and_change_none_of_it(bot: Bot, cast: Cast, anjali: Browser) -> None:
    team = told(anjali, "POST", "/canned", {"name": "Hello", "texts": {"en": "Hello"}}, 201)["id"]
    mine = told(anjali, "POST", "/canned", {"name": "Mine", "texts": {"en": "x"}, "mine": True}, 201)["id"]
    ravi, stranger = browser_of(bot, cast.shop, StaffRole.AGENT), browser_of(bot, cast.other_shop, StaffRole.OWNER)
    wish = {"version": 1, "number": 1}
    assert told(ravi, "GET", f"/canned/{team}/versions")["versions"][0]["number"] == 1
    told(ravi, "POST", f"/canned/{team}/restore", wish, 403)
    for browser, number in ((ravi, mine), (stranger, team), (stranger, mine)):
        told(browser, "GET", f"/canned/{number}/versions", status=404)
        told(browser, "POST", f"/canned/{number}/restore", wish, 404)


def test_what_was_kept_before_its_versions_were_has_a_first_one(bot: Bot, cast: Cast, anjali: Browser) -> None:
    made = told(anjali, "POST", "/canned", {"name": "Hello", "texts": {"en": "Hello"}}, 201)
    with bot.database.writing.begin() as db:
        db.query(KeptVersion).delete()
    told(anjali, "PATCH", f"/canned/{made['id']}", {"version": 1, "texts": {"en": "Hi"}})
    versions = told(anjali, "GET", f"/canned/{made['id']}/versions")["versions"]
    assert [(one["how"], one["texts"]["en"]) for one in versions] == [("written", "Hi"), ("before", "Hello")]
