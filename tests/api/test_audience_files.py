"""Lists of people by the API: uploaded as a form or a body, refused in plain words, accepted once."""

from __future__ import annotations

import io
from typing import Any

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.lists import AudienceFile
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.domain.lists.states import MOST_BYTES
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import KEY, VALUES

AT = "/audience-files"
GOOD = b"phone,name,city\n9700000001,Neha,Surat\n"


@pytest.fixture
def marketer(bot: Bot, cast: Cast) -> Browser:
    """The browser of the shop's marketer."""
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def upload(browser: Browser, content: bytes, said: str = "consent_source=paper", named: str = "") -> Any:
    """Upload a file, as a form where it is named."""
    data = {"file": (io.BytesIO(content), named)} if named else content
    headers = {"X-CSRF-Token": browser.csrf} | ({} if named else {"Content-Type": "text/csv"})
    return browser.client.post(f"/api/v1{AT}?{said}", data=data, headers=headers)


def test_a_list_is_uploaded_read_accepted_and_sent_to(bot: Bot, cast: Cast, marketer: Browser) -> None:
    made = upload(marketer, GOOD + b"abc,Ravi,\n", named="../diwali.csv")
    told = made.get_json()
    assert (made.status_code, told["state"], told["rows"], told["columns"]) == (201, "reading", 2, ["name", "city"])
    one = f"{AT}/{told['id']}"
    assert marketer.call("POST", f"{one}/accept").status_code == 409
    tasks.read_list(bot, told["id"])
    read = marketer.call("GET", one).get_json()
    assert (read["name"], read["state"], read["people"], read["wrong"]) == ("../diwali.csv", "read", 1, {"letters": 1})
    [fault] = read["faults"]
    assert (fault["row"], fault["name"], fault["says"]) == (3, "letters", "The phone number has letters in it.")
    draft = {"name": "Diwali", "key": KEY, "values": VALUES, "audience": {"file": told["id"]}}
    assert marketer.call("POST", "/broadcasts", draft).status_code == 422
    for _ in range(2):
        assert marketer.call("POST", f"{one}/accept").get_json()["state"] == "accepting"
    tasks.read_list(bot, told["id"])
    assert marketer.call("POST", f"{one}/accept").get_json()["state"] == "accepted"
    made_draft = marketer.call("POST", "/broadcasts", draft)
    assert (made_draft.status_code, made_draft.get_json()["people"]) == (201, 1)
    assert marketer.call("DELETE", one).status_code == 409  # the draft needs it
    marketer.call("POST", f"/broadcasts/{made_draft.get_json()['id']}/cancel")
    assert marketer.call("DELETE", one).status_code == 204
    assert marketer.call("GET", one).status_code == 404
    said = [row.action for row in rows(bot, AuditEntry) if row.action.startswith("audience")]
    assert said == ["audience_file.add", "audience_file.accept", "audience_file.drop"]


def test_the_same_file_within_a_day_is_refused_with_who_and_when(bot: Bot, cast: Cast, marketer: Browser) -> None:
    first = upload(marketer, GOOD).get_json()["id"]
    again = upload(browser_of(bot, cast.shop, StaffRole.OWNER), GOOD)
    assert (again.status_code, again.get_json()["present"]["id"]) == (409, first)
    assert again.get_json()["present"]["by"].startswith("Marketer")
    assert upload(browser_of(bot, cast.other_shop, StaffRole.OWNER), GOOD).status_code == 201
    listed = marketer.call("GET", f"{AT}?limit=1").get_json()
    assert ([file["id"] for file in listed["files"]], listed["next"]) == ([first], first)
    assert marketer.call("GET", f"{AT}?before={first}").get_json()["files"] == []


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ("consent_source=bought", "/consent_source", "never agreed"),
        ("consent_source=purchase", "/consent_source", "To buy is not to agree"),
        ("consent_source=friend", "/consent_source", "none of the answers"),
        ("consent_source=paper&consent_on=2026-12-31", "/consent_on", "still to come"),
        ("consent_source=paper&consent_locale=xx", "/consent_locale", "none we know"),
        ("consent_source=paper&channels=post", "/channels", "none we know"),
    ],
)
def test_consent_is_asked_for(bot: Bot, cast: Cast, marketer: Browser, said: str, field: str, words: str) -> None:
    refused = upload(marketer, GOOD, said)
    [error] = refused.get_json()["errors"]
    assert (refused.status_code, error["pointer"]) == (422, field)
    assert words in error["detail"]
    assert error["remedy"]
    assert rows(bot, AudienceFile) == []


def test_a_list_without_a_word_on_consent_is_no_request(bot: Bot, cast: Cast, marketer: Browser) -> None:
    assert upload(marketer, GOOD, "name=x").status_code == 400
    told = marketer.call("GET", f"{AT}/consents").get_json()["consents"]
    assert {one["name"] for one in told if one["refused"]} == {"purchase", "bought"}


@pytest.mark.parametrize(
    ("content", "status", "name"),
    [
        (b"", 422, "empty"),
        (b"PK\x03\x04" + b"x" * 100, 422, "workbook"),
        (b"\x00" * 1000, 422, "not_text"),
        (b"city\nSurat\n", 422, "no_phone_column"),
        (b"phone\n" + b"1" * MOST_BYTES, 422, "too_large"),
        (b"1" * (MOST_BYTES + 200_000), 413, "too_large"),
    ],
    ids=lambda given: "" if isinstance(given, bytes) else str(given),
)
def test_a_hostile_file_is_refused_in_plain_words(
    bot: Bot, cast: Cast, marketer: Browser, content: bytes, status: int, name: str
) -> None:
    refused = upload(marketer, content)
    assert (refused.status_code, refused.mimetype) == (status, "application/problem+json")
    assert [fault["name"] for fault in refused.get_json()["present"]["faults"]] == [name]
    assert rows(bot, AudienceFile) == []


def test_a_form_without_a_file_is_an_empty_one(bot: Bot, cast: Cast, marketer: Browser) -> None:
    headers = {"X-CSRF-Token": marketer.csrf}
    sent = marketer.client.post(f"/api/v1{AT}?consent_source=paper", data={"other": "x"}, headers=headers)
    assert sent.status_code in (400, 422)
