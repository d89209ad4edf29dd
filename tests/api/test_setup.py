"""Setting a shop up by the API: steps done by what is there, left and taken up, a dry run, and live."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.commands.setup import setup
from bot.db.notices import Notice
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.ports import SendError
from bot.ports.accounts import AccountFound, SenderFound
from tests.api.people import Browser, browser_of
from tests.cast import OTHER_WHATSAPP, SHOP_WHATSAPP, Cast
from tests.commands.test_connect import Run, run
from tests.driver import post, rows, whatsapp_form
from tests.services.shelf import run as run_tasks
from tests.services.shelf import stock, tell

__all__ = ["run"]


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """The owner of a shop that is being set up."""
    with bot.database.writing.begin() as db:
        db.get_one(Merchant, cast.shop).live = False
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def _steps(owner: Browser) -> dict[str, Any]:
    return {one["name"]: one for one in owner.call("GET", "/setup").get_json()["steps"]}


def test_steps_are_done_by_what_is_there(bot: Bot, owner: Browser) -> None:
    before = _steps(owner)
    assert {name: one["missing"] for name, one in before.items()} == {
        "shop": ["contact", "site_url", "logo_url"],
        "twilio": ["test_message"],
        "system": ["connection"],
        "carrier": ["connection"],
        "answers": ["topics", "areas"],
        "templates": ["pushed"],
        "live": ["live"],
    }
    refused = owner.call("POST", "/setup/live", {"live": True})
    assert (refused.status_code, "shop, twilio" in refused.get_json()["detail"]) == (409, True)
    owner.call("PATCH", "/settings/shop", {"changes": {"contact_phone": "+917900000000"}})
    post(bot, whatsapp_form("hello"))
    assert owner.call("POST", "/connections", {"kind": "own"}).status_code == 201
    after = _steps(owner)
    assert (after["shop"]["done"], after["twilio"]["done"], after["system"]["missing"]) == (True, True, ["orders"])
    assert after["twilio"]["facts"]["heard_at"] == bot.now().isoformat()
    told = owner.call("POST", "/setup/live", {"live": True}).get_json()
    assert (told["live"], told["unready"]) == (True, [])
    assert "setup.live" in [one.action for one in rows(bot, AuditEntry)]


def test_what_is_not_needed_is_left_and_taken_up_again(owner: Browser) -> None:
    assert owner.call("PUT", "/setup/carrier", {"skipped": True}).status_code == 200
    assert owner.call("PUT", "/setup/carrier", {"skipped": True}).status_code == 200
    assert _steps(owner)["carrier"]["skipped"] is True
    owner.call("PUT", "/setup/carrier", {"skipped": False})
    assert _steps(owner)["carrier"]["skipped"] is False
    assert owner.call("PUT", "/setup/twilio", {"skipped": True}).status_code == 409
    assert owner.call("PUT", "/setup/nothing", {"skipped": True}).status_code in (404, 422)


class _Account:
    def look(self) -> AccountFound:
        ours, theirs = "https://dastak.example/twilio/messages#rc=3", ""
        senders = (
            SenderFound("whatsapp", SHOP_WHATSAPP, "online", "HIGH", "1K", ours),
            SenderFound("whatsapp", OTHER_WHATSAPP, "online", webhook=theirs),
        )
        return AccountFound("Rangoli", "active", senders)


class _Shut:
    def look(self) -> AccountFound:
        raise SendError("HTTP 401", "refused", 20003)


def test_the_account_is_tried_and_its_senders_told(bot: Bot, owner: Browser, cast: Cast) -> None:
    at = bot.settings.model_copy(update={"public_url": "https://dastak.example"})
    there = browser_of(replace(bot, account=_Account(), settings=at), cast.shop, StaffRole.OWNER)
    told = there.call("POST", "/setup/account").get_json()
    assert [(one["number"], one["heard_here"], one["taken"]) for one in told["senders"]] == [
        (SHOP_WHATSAPP, True, False),
        (OTHER_WHATSAPP, False, True),
    ]
    assert bot.settings.twilio_account_sid not in str(told)
    assert _steps(owner)["twilio"]["facts"]["tried_at"]
    shut = browser_of(replace(bot, account=_Shut()), cast.shop, StaffRole.OWNER).call("POST", "/setup/account")
    assert shut.status_code == 409


def test_a_shop_that_is_not_live_tells_nobody_and_a_dry_run_says_what_it_would_have(
    bot: Bot, owner: Browser, cast: Cast
) -> None:
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "parcel.shipped")
    run_tasks(bot)
    (notice,) = rows(bot, Notice)
    assert (notice.state, notice.reason, rows(bot, OutgoingMessage)) == ("dropped", "not_live", [])
    for _ in range(2):
        told = owner.call("POST", "/rules/rehearsals", {"days": 7}).get_json()
        assert "shipped" in told["counts"]
    assert rows(bot, OutgoingMessage) == []
    theirs = browser_of(bot, cast.other_shop, StaffRole.OWNER).call("POST", "/rules/rehearsals", {}).get_json()
    assert (theirs["would_leave"], theirs["counts"]) == (0, {})


def test_the_terminal_does_the_same(bot: Bot, owner: Browser, run: Run) -> None:
    mine = ["--shop", "rangoli"]
    assert "carrier    missing: connection" in run(setup, ["show", *mine]).output
    run(setup, ["skip", "carrier", *mine])
    assert "carrier    left for later" in run(setup, ["show", *mine]).output
    assert "something is missing" in run(setup, ["live", *mine], code=1).output
    wrong = run(setup, ["account", "own", "AC12", "--token", "b" * 32, *mine], code=1).output
    assert ("account_sid is no Account SID" in wrong, "b" * 32 in wrong) == (True, False)
    owner.call("PATCH", "/settings/shop", {"changes": {"contact_phone": "+917900000000"}})
    post(bot, whatsapp_form("hello"))
    assert "is live" in run(setup, ["live", *mine]).output
    assert rows(bot, Merchant)[0].live
    run(setup, ["live", "--off", *mine])
    assert not rows(bot, Merchant)[0].live
