"""Passkeys: added by whoever has just shown who they are, used once for each challenge, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.factors import Passkey, PasskeyChallenge
from bot.db.staff import AuditEntry, StaffMember
from bot.domain.access import StaffRole, StaffState
from bot.services.staff import challenges
from bot.services.staff.passkeys import Site
from tests.api.authenticator import PRESENT, Authenticator
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import PUBLIC_URL, Watch
from tests.services.shelf import change


def _add(browser: Browser, device: Authenticator, name: str = "phone") -> Any:
    asked = browser.call("POST", "/session/passkeys").get_json()["options"]
    return browser.call("PUT", "/session/passkeys", {"name": name, "credential": device.create(asked)})


def _log_in(bot: Bot, device: Authenticator) -> Any:
    browser = Browser(bot, "")
    asked = browser.call("POST", "/session/passkey-challenge").get_json()["options"]
    return browser.call("POST", "/session/passkey", {"credential": device.get(asked)})


def test_it_logs_in_by_a_passkey_that_was_added(bot: Bot, cast: Cast) -> None:
    browser, device = browser_of(bot, cast.shop, StaffRole.AGENT), Authenticator(PUBLIC_URL)
    added = _add(browser, device)
    assert (added.status_code, added.get_json()["name"]) == (201, "phone")
    for _ in range(2):
        entered = _log_in(bot, device)
        assert (entered.status_code, entered.get_json()["staff"]["role"]) == (200, "agent")
        assert "HttpOnly" in entered.headers["Set-Cookie"]
    [told] = browser.call("GET", "/session/passkeys").get_json()["passkeys"]
    assert told["used_at"] is not None
    assert browser.call("DELETE", f"/session/passkeys/{told['id']}").status_code == 204
    assert _log_in(bot, device).status_code == 401
    assert [one.action for one in rows(bot, AuditEntry)] == [
        "passkey.add",
        "session.open",
        "session.open",
        "passkey.remove",
    ]


def test_a_challenge_is_good_once_and_for_what_it_was_made(bot: Bot, cast: Cast, watch: Watch) -> None:
    browser, device, other = browser_of(bot, cast.shop, StaffRole.AGENT), Authenticator(PUBLIC_URL), Browser(bot, "")
    to_add = browser.call("POST", "/session/passkeys").get_json()["options"]
    made = {"name": "phone", "credential": device.create(to_add)}
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("PUT", "/session/passkeys", made).status_code == 409
    assert browser.call("PUT", "/session/passkeys", made).status_code == 201
    assert browser.call("PUT", "/session/passkeys", made).status_code == 409
    asked = other.call("POST", "/session/passkey-challenge").get_json()["options"]
    used = {"credential": device.get(asked)}
    assert [other.call("POST", "/session/passkey", used).status_code for _ in range(2)] == [200, 401]
    late = {"credential": device.get(other.call("POST", "/session/passkey-challenge").get_json()["options"])}
    watch.advance(seconds=challenges.LASTS.total_seconds())
    assert other.call("POST", "/session/passkey", late).status_code == 401
    assert other.call("POST", "/session/passkey", {"credential": device.get(to_add | {"rpId": "x"})}).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://shop.example.evil"},
        {"flags": PRESENT},
        {"flags": 0},
        {"handle": "c3RhZmYtOTk5"},
        {"count": 6},
    ],
    ids=str,
)
def test_it_lets_nobody_in_by_what_is_not_shown(bot: Bot, cast: Cast, wrong: dict[str, Any]) -> None:
    browser, device = browser_of(bot, cast.shop, StaffRole.AGENT), Authenticator(PUBLIC_URL, count=7)
    assert _add(browser, device).status_code == 201
    assert _log_in(bot, device).status_code == 200
    for name, value in wrong.items():
        setattr(device, name, value)
    assert _log_in(bot, device).status_code == 401


def test_it_lets_nobody_in_by_another_key_or_who_was_let_go(bot: Bot, cast: Cast) -> None:
    browser, device = browser_of(bot, cast.shop, StaffRole.AGENT), Authenticator(PUBLIC_URL)
    assert _log_in(bot, device).status_code == 401
    assert _add(browser, device).status_code == 201
    assert _log_in(bot, Authenticator(PUBLIC_URL, credential=device.credential)).status_code == 401
    [passkey] = rows(bot, Passkey)
    change(bot, StaffMember, passkey.staff_id, state=StaffState.INACTIVE)
    assert _log_in(bot, device).status_code == 401


def test_it_adds_none_that_was_made_elsewhere(bot: Bot, cast: Cast) -> None:
    browser = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert _add(browser, Authenticator("https://shop.example.evil")).status_code == 422
    assert _add(browser, Authenticator(PUBLIC_URL, flags=PRESENT)).status_code == 422
    device = Authenticator(PUBLIC_URL)
    assert _add(browser, device).status_code == 201
    assert _add(browser_of(bot, cast.other_shop, StaffRole.OWNER), device).status_code == 409
    [passkey] = rows(bot, Passkey)
    stranger = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert stranger.call("DELETE", f"/session/passkeys/{passkey.id}").status_code == 404


@pytest.mark.parametrize("junk", ["e30", "W10", "AAAA", "WzFd" * 4000, "oWNmbXRkbm9uZQ", "_" * 99])
def test_it_refuses_what_no_device_says(bot: Bot, cast: Cast, junk: str) -> None:
    browser, device = browser_of(bot, cast.shop, StaffRole.AGENT), Authenticator(PUBLIC_URL)
    made = device.create(browser.call("POST", "/session/passkeys").get_json()["options"])
    for part in ("attestationObject", "clientDataJSON"):
        spoilt = made | {"response": made["response"] | {part: junk}}
        answer = browser.call("PUT", "/session/passkeys", {"name": "x", "credential": spoilt})
        assert answer.status_code in (409, 422)
    asked = browser.call("POST", "/session/passkey-challenge").get_json()["options"]
    used = device.get(asked)
    for part in used["response"]:
        spoilt = used | {"response": used["response"] | {part: junk}}
        assert browser.call("POST", "/session/passkey", {"credential": spoilt}).status_code == 401


def test_of_one_address_only_so_many_challenges_wait(bot: Bot, cast: Cast) -> None:
    for _ in range(challenges.FROM_ADDRESS + 3):
        assert Browser(bot, "").call("POST", "/session/passkey-challenge").status_code == 201
    assert len(rows(bot, PasskeyChallenge)) == challenges.FROM_ADDRESS


@pytest.mark.parametrize(
    ("url", "possible"),
    [
        ("https://shop.example.in", True),
        ("http://localhost:8000", True),
        ("http://shop.example.in", False),
        ("http://127.0.0.1:8000", False),
        ("https://10.0.0.7", False),
        ("https://[::1]", False),
    ],
)
def test_it_knows_where_browsers_make_none(url: str, possible: bool) -> None:
    assert Site(url, url.split("//")[1].removesuffix(":8000").strip("[]")).can_have_passkeys is possible
