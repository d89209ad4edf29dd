"""The demo's people log in by one click; where customers are real nobody does, and nothing of the demo opens a door."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap import Bot, build
from bot.config import Settings
from bot.db.engine import sessions
from bot.db.staff import StaffMember, StaffSession
from bot.demo.seed import seed
from bot.demo.staff import WHO, close_demo
from bot.domain.access import StaffState
from tests.api.people import Browser, add_person
from tests.cast import Cast
from tests.driver import rows
from tests.engines import engine_at
from tests.fakes import ACCOUNT, PUBLIC_URL, TOKEN

REAL = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_WHATSAPP_FROM": "+917900000000"}


@pytest.fixture
def simulated(bot: Bot, database_url: str, tmp_path: Path) -> Bot:
    """A bot of a seeded demo, on the database of `bot`."""
    settings = Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "PUBLIC_URL": PUBLIC_URL})
    seed(settings)
    return build(settings, database=sessions(engine_at(database_url)), guesser=bot.guesser)


def test_one_click_logs_in(simulated: Bot) -> None:
    for who, role in (("owner", "owner"), ("marketer", "marketer"), ("agent2", "agent")):
        browser = Browser(simulated, "")
        told = browser.call("POST", "/session/demo", {"who": who})
        assert (told.status_code, told.get_json()["staff"]["role"]) == (200, role)
        assert browser.call("GET", "/session").get_json()["staff"]["email"] == WHO[who]


def test_only_the_demos_people_are_entered_by_it(bot: Bot, cast: Cast, simulated: Bot) -> None:
    add_person(bot, cast.shop, "kavita@rangoli.example", "owner")  # type: ignore[arg-type]
    entered = Browser(simulated, "").call("POST", "/session/demo", {"who": "owner"}).get_json()
    assert entered["shop"] == "Rangoli Handlooms"
    assert entered["staff"]["id"] != rows(bot, StaffMember)[-1].id
    assert Browser(simulated, "").call("POST", "/session/demo", {"who": "asha@example.in"}).status_code == 422


def test_where_customers_are_real_nobody_is_let_in_by_the_demo(
    bot: Bot, simulated: Bot, database_url: str, tmp_path: Path
) -> None:
    inside = Browser(simulated, "")
    inside.call("POST", "/session/demo", {"who": "owner"})
    cookie = inside.client.get_cookie("__Host-dastak")
    assert cookie is not None
    real = Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "PUBLIC_URL": PUBLIC_URL} | REAL)
    at_real = replace(simulated, settings=real)
    assert Browser(at_real, "").call("POST", "/session/demo", {"who": "owner"}).status_code == 404
    close_demo(real)
    assert {one.state for one in rows(bot, StaffMember)} == {StaffState.INACTIVE}
    assert rows(bot, StaffSession) == []
    assert Browser(at_real, cookie.value).call("GET", "/session").status_code == 401
