"""What WhatsApp makes dearer stands still until the owner agrees, or is asked for anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.outgoing import Alert, OutgoingMessage
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain.access import StaffRole
from bot.domain.approvals import Approval
from bot.services.sending.prospect import describe_prospect
from bot.services.templates import moves
from bot.services.templates import rows as template_rows
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import ACCOUNT
from tests.services.templates.rows import add_template, hold

KEY = "notice.late"
HERE = "/templates/moved"


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """The owner, whose template of late parcels WhatsApp has just made dearer, and a notice that waits for it."""
    with bot.database.writing.begin() as db:
        row = add_template(db, db.get_one(Merchant, cast.shop), KEY, "gu")
        assert row.sid
        assert template_rows.record(db, ACCOUNT, row.sid, Approval("approved", "MARKETING", ""), bot.now()) == 1
    hold(bot, cast, "template_moved", KEY, "t1")
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def outlook(bot: Bot) -> tuple[str, str]:
    """What stands against the notice, and as what it would leave."""
    with bot.database.reading.begin() as db:
        found = describe_prospect(db, db.merge(rows(bot, OutgoingMessage)[-1]), ACCOUNT, bot.now()).outlook
        return found.template, found.purpose


def test_it_stops_the_rule_until_the_owner_agrees(bot: Bot, cast: Cast, owner: Browser) -> None:
    [told] = owner.call("GET", HERE).get_json()["moved"]
    assert (told["key"], told["locales"], told["asked"], told["category"]) == (KEY, ["gu"], "utility", "marketing")
    assert (told["agreed_at"], "late" in str(told["rules"])) == (None, True)
    assert told["price_micros"] > 7 * told["price_before_micros"]
    assert outlook(bot) == ("template_moved", "utility")
    marketer = browser_of(bot, cast.shop, StaffRole.MARKETER)
    assert marketer.call("POST", f"{HERE}/agree", {"key": KEY}).status_code == 403
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert other.call("POST", f"{HERE}/agree", {"key": KEY}).status_code == 404
    agreed = owner.call("POST", f"{HERE}/agree", {"key": KEY}).get_json()["moved"][0]
    assert agreed["agreed_at"] is not None
    assert outlook(bot) == ("", "marketing")
    assert rows(bot, OutgoingMessage)[-1].not_before == bot.now()
    assert [row.cause for row in rows(bot, Alert)] == []
    assert owner.call("POST", f"{HERE}/agree", {"key": KEY}).status_code == 404


def test_each_move_asks_anew(bot: Bot, owner: Browser) -> None:
    owner.call("POST", f"{HERE}/agree", {"key": KEY})
    sid = str(rows(bot, Template)[-1].sid)
    for category in ("UTILITY", "MARKETING"):
        with bot.database.writing.begin() as db:
            template_rows.record(db, ACCOUNT, sid, Approval("approved", category, ""), bot.now() + timedelta(hours=1))
    assert outlook(bot) == ("template_moved", "utility")


def test_it_is_asked_for_under_another_name(bot: Bot, cast: Cast, owner: Browser) -> None:
    before = rows(bot, Template)[-1].name
    assert owner.call("POST", f"{HERE}/ask", {"key": KEY}).get_json()["moved"] == []
    for name in (f"{before}_again1", f"{before}_again2"):
        row = rows(bot, Template)[-1]
        assert (row.name, row.sid, row.status, row.category) == (name, None, "unsubmitted", "UTILITY")
        with bot.database.writing.begin() as db:
            template_rows.record_made(db, row.id, "HX2")
            template_rows.record(db, ACCOUNT, "HX2", Approval("approved", "MARKETING", ""), bot.now())
            moves.ask_anew(db, cast.shop, ACCOUNT, KEY, bot.now())
