"""Codes of an authenticator app: asked for once confirmed, each good once, and not guessed."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest

from bot.bootstrap import Bot
from bot.db.factors import RecoveryCode, Totp
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.services.staff import attempts, sessions
from tests.api.people import PASSWORD, Browser, add_person, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch

ASHA = {"email": "asha@example.in", "password": PASSWORD}
HALF_MINUTE = 30


@pytest.fixture
def browser(bot: Bot, cast: Cast) -> Browser:
    """Asha's, who has just logged in."""
    add_person(bot, cast.shop, "asha@example.in", StaffRole.AGENT, PASSWORD)
    browser = Browser(bot, "")
    browser.csrf = browser.call("POST", "/session", ASHA).get_json()["csrf"]
    return browser


def _begin(browser: Browser) -> pyotp.TOTP:
    told = browser.call("POST", "/session/totp").get_json()
    assert told["secret"] in told["uri"]
    assert told["qr"].startswith("data:image/svg+xml")
    return pyotp.TOTP(told["secret"])


def _turn_on(browser: Browser, watch: Watch) -> tuple[pyotp.TOTP, list[str]]:
    app = _begin(browser)
    told = browser.call("PUT", "/session/totp", {"code": app.at(watch())})
    assert told.status_code == 200
    return app, told.get_json()["recovery_codes"]


def _log_in(bot: Bot, code: str | None) -> Any:
    return Browser(bot, "").call("POST", "/session", ASHA | ({} if code is None else {"code": code}))


def test_it_asks_for_a_code_once_it_is_confirmed(bot: Bot, browser: Browser, watch: Watch) -> None:
    app = _begin(browser)
    assert _log_in(bot, None).status_code == 200  # begun is not confirmed
    assert browser.call("PUT", "/session/totp", {"code": "000000"}).status_code == 422
    app, _ = _turn_on(browser, watch)
    refused = _log_in(bot, None)
    told = refused.get_json()
    assert (refused.status_code, told["type"].rpartition("#")[2]) == (401, "code-needed")
    assert told["errors"][0]["pointer"] == "/code"
    watch.advance(seconds=HALF_MINUTE)
    assert _log_in(bot, app.at(watch())).status_code == 200
    assert browser.call("POST", "/session/totp").status_code == 409
    assert browser.call("GET", "/session/totp").get_json()["since"]
    kept = rows(bot, Totp)[0]
    assert app.secret not in kept.secret
    assert bot.vault.open(kept.secret) == app.secret


def test_a_code_is_good_once_and_not_for_long(bot: Bot, browser: Browser, watch: Watch) -> None:
    app, _ = _turn_on(browser, watch)
    assert _log_in(bot, app.at(watch())).status_code == 401  # it confirmed the secret
    watch.advance(seconds=HALF_MINUTE)
    code = app.at(watch())
    in_gujarati = code.translate({ord("0") + digit: chr(0x0AE6 + digit) for digit in range(10)})
    assert _log_in(bot, f"{in_gujarati[:3]} {in_gujarati[3:]}").status_code == 200
    assert _log_in(bot, code).status_code == 401
    watch.advance(seconds=10 * HALF_MINUTE)
    now = app.timecode(watch())
    assert [_log_in(bot, one).status_code for one in map(app.generate_otp, (now - 2, now - 1))] == [401, 200]


def test_recovery_codes_are_good_once(bot: Bot, browser: Browser, watch: Watch) -> None:
    _, codes = _turn_on(browser, watch)
    assert len(set(codes)) == len(rows(bot, RecoveryCode)) == 10
    assert not {one.digest for one in rows(bot, RecoveryCode)} & set(codes)
    typed = codes[0].replace("-", " ").upper()
    assert [_log_in(bot, typed).status_code for _ in range(2)] == [200, 401]
    assert browser.call("GET", "/session/totp").get_json()["recovery_codes"] == 9


def test_it_stops_who_guesses_codes_wherever_they_are(bot: Bot, browser: Browser, watch: Watch) -> None:
    app, _ = _turn_on(browser, watch)
    watch.advance(seconds=HALF_MINUTE)
    guess = ASHA | {"code": "123456"}
    for place in range(attempts.OF_BOTH + 1):
        answer = Browser(bot, "").call("POST", "/session", guess, X_Forwarded_For=f"203.0.113.{place}")
        assert answer.status_code == (401 if place < attempts.OF_BOTH else 429)
    assert _log_in(bot, app.at(watch())).status_code == 429
    watch.advance(seconds=attempts.WITHIN.total_seconds() + 1)
    assert _log_in(bot, app.at(watch())).status_code == 200


def test_it_says_nothing_of_codes_to_who_has_no_password(bot: Bot, browser: Browser, watch: Watch) -> None:
    _turn_on(browser, watch)
    answer = Browser(bot, "").call("POST", "/session", ASHA | {"password": "x", "code": "123456"})
    assert answer.get_json()["type"].rpartition("#")[2] == "401"


def test_what_one_logs_in_by_is_changed_by_who_has_just_shown_who_they_are(
    bot: Bot, browser: Browser, watch: Watch
) -> None:
    app, _ = _turn_on(browser, watch)
    watch.advance(seconds=sessions.FRESH.total_seconds() + 1)
    changes = [("POST", "/session/totp"), ("DELETE", "/session/totp"), ("POST", "/session/passkeys")]
    changes.append(("DELETE", "/session/passkeys/1"))
    for method, path in changes:
        refused = browser.call(method, path)
        assert (refused.status_code, refused.get_json()["type"].rpartition("#")[2]) == (403, "proof-needed")
    assert browser.call("POST", "/session/proof", {"password": "x"}).status_code == 401
    assert browser.call("POST", "/session/proof", {"password": PASSWORD}).status_code == 401
    assert browser.call("POST", "/session/proof", {"password": PASSWORD, "code": app.at(watch())}).status_code == 204
    assert browser.call("DELETE", "/session/totp").status_code == 204
    assert _log_in(bot, None).status_code == 200
    assert (rows(bot, RecoveryCode), rows(bot, Totp)) == ([], [])
    assert [one.action for one in rows(bot, AuditEntry)][1:3] == ["totp.on", "totp.off"]


def test_owners_see_who_has_it(bot: Bot, cast: Cast, browser: Browser, watch: Watch) -> None:
    _turn_on(browser, watch)
    owner, agent = (browser_of(bot, cast.shop, role) for role in (StaffRole.OWNER, StaffRole.AGENT))
    seen = [one["has_totp"] for one in owner.call("GET", "/staff").get_json()["staff"]]
    assert seen == [True, False, False]
    assert all("has_totp" not in one for one in agent.call("GET", "/staff").get_json()["staff"])
