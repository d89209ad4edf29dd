"""Logging in: once more a new session, the same answer whatever is wrong, and not for ever."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.staff import AuditEntry, StaffMember, StaffSession
from bot.domain.access import StaffRole, StaffState
from bot.services.staff import attempts
from tests.api.people import COOKIE, PASSWORD, Browser, add_person, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.shelf import change

ASHA = {"email": "asha@example.in", "password": PASSWORD}


def test_it_lets_in_by_the_password(bot: Bot, cast: Cast) -> None:
    add_person(bot, cast.shop, "asha@example.in", StaffRole.AGENT, PASSWORD)
    browser = Browser(bot, "")
    answer = browser.call("POST", "/session", ASHA | {"email": " Asha@Example.in"})
    assert answer.status_code == 200
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Cache-Control"] == browser.call("GET", "/session").headers["Cache-Control"] == "no-store"
    told = answer.get_json()
    assert (told["shop"], told["staff"]["role"], "staff.manage" in told["permissions"]) == (
        "Rangoli Handlooms",
        "agent",
        False,
    )
    assert "password" not in answer.text
    browser.csrf = told["csrf"]
    assert browser.call("PATCH", "/session", {"letter_keys": False}).get_json()["letter_keys"] is False
    assert browser.call("DELETE", "/session").status_code == 204
    assert browser.call("GET", "/session").status_code == 401
    assert [entry.action for entry in rows(bot, AuditEntry)] == ["session.open"]


def test_it_takes_no_session_that_somebody_else_chose(bot: Bot, cast: Cast) -> None:
    add_person(bot, cast.shop, "asha@example.in", StaffRole.AGENT, PASSWORD)
    browser = Browser(bot, "chosen by somebody else")
    tokens = set[str]()
    for _ in range(2):
        browser.call("POST", "/session", ASHA)
        cookie = browser.client.get_cookie(COOKIE)
        assert cookie is not None
        tokens.add(cookie.value)
    assert len(tokens - {"chosen by somebody else"}) == 2
    assert len(rows(bot, StaffSession)) == 1  # the one it had before is over


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "four words of yours"},
        {"email": "nobody@example.in"},
        {"email": "invited@example.in"},
        {"email": "gone@example.in"},
        {"shop": "other"},
        {"email": "' OR 1=1 --"},
    ],
    ids=str,
)
def test_it_says_the_same_whatever_is_wrong(bot: Bot, cast: Cast, wrong: dict[str, str]) -> None:
    add_person(bot, cast.shop, "asha@example.in", StaffRole.AGENT, PASSWORD)
    invited = add_person(bot, cast.shop, "invited@example.in", StaffRole.AGENT)
    gone = add_person(bot, cast.shop, "gone@example.in", StaffRole.AGENT, PASSWORD)
    change(bot, StaffMember, invited, state=StaffState.INVITED, password="")
    change(bot, StaffMember, gone, state=StaffState.INACTIVE)
    answer = Browser(bot, "").call("POST", "/session", ASHA | wrong)
    assert (answer.status_code, "password is wrong" in answer.text) == (401, True)
    assert "Set-Cookie" not in answer.headers
    assert PASSWORD not in answer.text


def test_it_stops_who_guesses(bot: Bot, cast: Cast, watch: Watch) -> None:
    add_person(bot, cast.shop, "asha@example.in", StaffRole.AGENT, PASSWORD)
    guesser, guess = Browser(bot, ""), ASHA | {"password": "x"}
    elsewhere = {"X_Forwarded_For": "10.0.0.1, 198.51.100.7"}
    answers = [guesser.call("POST", "/session", guess, **elsewhere).status_code for _ in range(attempts.OF_BOTH + 1)]
    assert answers == [401] * attempts.OF_BOTH + [429]
    assert guesser.call("POST", "/session", ASHA, **elsewhere).status_code == 429  # right, and too late
    # What a client writes into the header itself is not what our proxy adds.
    lied = {"X_Forwarded_For": "192.0.2.1, 198.51.100.7"}
    assert guesser.call("POST", "/session", ASHA, **lied).status_code == 429
    assert Browser(bot, "").call("POST", "/session", ASHA, X_Forwarded_For="203.0.113.9").status_code == 200
    watch.advance(seconds=attempts.WITHIN.total_seconds() + 1)
    assert guesser.call("POST", "/session", ASHA, **elsewhere).status_code == 200


def test_it_asks_for_the_shop_where_one_password_fits_two(bot: Bot, cast: Cast) -> None:
    for shop in (cast.shop, cast.other_shop):
        add_person(bot, shop, "asha@example.in", StaffRole.AGENT, PASSWORD)
    browser = Browser(bot, "")
    assert browser.call("POST", "/session", ASHA).status_code == 409
    assert browser.call("POST", "/session", ASHA | {"shop": "other"}).get_json()["shop"] == "Other Shop"


def test_it_logs_out_everywhere(bot: Bot, cast: Cast) -> None:
    add_person(bot, cast.shop, "asha@example.in", StaffRole.AGENT, PASSWORD)
    here, there, colleague = Browser(bot, ""), Browser(bot, ""), browser_of(bot, cast.shop, StaffRole.AGENT)
    for browser in (here, there):
        browser.csrf = browser.call("POST", "/session", ASHA).get_json()["csrf"]
    assert here.call("DELETE", "/sessions").status_code == 204
    assert [one.call("GET", "/session").status_code for one in (here, there, colleague)] == [401, 401, 200]
