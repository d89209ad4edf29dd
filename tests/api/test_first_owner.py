"""An installation that nobody owns: the code that its start printed makes the first owner, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.commands.first_code import say_first_code
from bot.commands.user import user
from bot.db.shop import Merchant
from bot.db.staff import FirstCode, StaffMember
from bot.domain.access import StaffRole
from bot.domain.first_code import read_code, write_code
from bot.services.staff import first_owner
from tests.api.people import PASSWORD, Browser, browser_of
from tests.cast import Cast
from tests.commands.test_connect import Run, run
from tests.driver import rows
from tests.fakes import Watch

__all__ = ["run"]
CODE = "K7QX-2M9P-RT4W"


def _code(bot: Bot, code: str = CODE) -> None:
    with bot.database.writing.begin() as db:
        first_owner.make_code(db, code, bot.now())


def _make(bot: Bot, **changed: Any) -> tuple[int, dict[str, Any]]:
    body = {"code": CODE, "email": "Mira@example.in", "password": PASSWORD, "name": "Mira", "shop": "Mira ની દુકાન"}
    told = Browser(bot, "").call("POST", "/first-owner", body | changed)
    return told.status_code, told.get_json()


def test_the_code_makes_an_owner_of_a_new_shop_that_is_not_live(bot: Bot) -> None:
    _code(bot)
    browser = Browser(bot, "")
    assert browser.call("GET", "/entrance").get_json() == {"first_owner": True, "demo": False}
    body = {"code": " k7qx 2m9p rt4w", "email": "Mira@example.in", "password": PASSWORD, "shop": "Mira ની દુકાન"}
    told = browser.call("POST", "/first-owner", body | {"locale": "gu"}).get_json()
    assert (told["shop"], told["staff"]["role"], told["staff"]["locale"]) == ("Mira ની દુકાન", "owner", "gu")
    assert browser.call("GET", "/session").get_json()["staff"]["email"] == "mira@example.in"
    (shop,) = rows(bot, Merchant)
    assert (shop.slug, shop.live) == ("mira", False)
    assert CODE not in str([vars(one) for one in rows(bot, FirstCode)])
    assert Browser(bot, "").call("GET", "/entrance").get_json()["first_owner"] is False
    _code(bot)
    assert _make(bot, email="other@example.in")[0] == 404
    inside = Browser(bot, "").call("POST", "/session", {"email": "mira@example.in", "password": PASSWORD})
    assert inside.status_code == 200


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"code": "K7QX-2M9P-RT4X"}, 401, "/code"),
        ({"email": "mira"}, 422, "/email"),
        ({"password": "short"}, 422, "/password"),
        ({"shop": " "}, 422, "/shop"),
    ],
)
def test_what_is_wrong_is_named_and_uses_nothing_up(bot: Bot, changed: dict[str, str], status: int, field: str) -> None:
    _code(bot)
    got, told = _make(bot, **changed)
    assert (got, told["errors"][0]["pointer"]) == (status, field)
    assert rows(bot, StaffMember) == []
    assert _make(bot)[0] == 200


def test_codes_are_over_by_time_and_by_newer_ones_and_guesses_are_counted(bot: Bot, watch: Watch) -> None:
    _code(bot)
    _code(bot, "AAAA-BBBB-CCCC")
    assert _make(bot)[0] == 401
    watch.advance(seconds=timedelta(hours=24).total_seconds())
    assert _make(bot, code="AAAA-BBBB-CCCC")[0] == 401
    _code(bot)
    assert [_make(bot, code="0000-0000-0000")[0] for _ in range(5)] == [401, 401, 401, 401, 429]
    assert _make(bot)[0] == 429  # right, but too late: no more is looked at
    assert rows(bot, StaffMember) == []


def test_the_start_and_a_command_print_a_code_while_nobody_owns_it(bot: Bot, cast: Cast, run: Run) -> None:
    said = say_first_code(bot.settings)
    assert "/console" in said
    newer = run(user, ["code"]).output
    codes = [one.strip().splitlines()[-1].strip() for one in (said, newer)]
    # Two shops are there: the terminal says which of them the owner is of.
    assert [_make(bot, code=code)[0] for code in codes] == [401, 409]
    browser_of(bot, cast.shop, StaffRole.OWNER)
    assert [_make(bot, code=code)[0] for code in codes] == [404, 404]
    assert say_first_code(bot.settings) == ""
    assert "somebody owns" in run(user, ["code"], code=1).output


def test_a_code_is_read_as_people_type_it() -> None:
    code = write_code(0x123456789ABCDEF)
    assert len(read_code(code)) == 12
    assert read_code("o1-Il 0") == "01110"
