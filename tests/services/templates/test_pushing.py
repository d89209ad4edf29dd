"""Templates pushed to Twilio: once, whatever is interrupted, and nothing that is there already."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.channels.twilio.templates import TwilioTemplates
from bot.db.outgoing import Alert
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.ports import SendError
from bot.tasks import templates as pushing_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.simulator.conftest import Simulator

KEY = "notice.late"


def contents(simulator: Simulator) -> list[Any]:
    return list(simulator.client.content.v1.content_and_approvals.list())


def push(bot: Bot, slug: str | None = "rangoli", key: str | None = KEY) -> dict[str, int]:
    pushing_of.plan(bot, slug, key)
    return dict(pushing_of.submit_all(bot))


def test_it_submits_every_locale_once(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    assert push(pushing) == {"submitted": 7}
    assert push(pushing) == {}
    assert len(contents(simulator)) == 7
    by_locale = {row.locale: row for row in rows(pushing, Template)}
    gujarati = simulator.client.content.v1.contents(by_locale["gu"].sid).fetch()
    assert (gujarati.language, gujarati.friendly_name) == ("gu", by_locale["gu"].name)
    [action] = gujarati.types["twilio/quick-reply"]["actions"]
    assert action == {"type": "QUICK_REPLY", "title": "ટીમ સાથે વાત કરો", "id": "{{7}}"}
    assert set(gujarati.variables) == {str(number) for number in range(1, 8)}
    assert {row.status for row in by_locale.values()} == {"received"}


def test_it_gives_a_picture_an_address_of_ours(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    push(pushing, key="notice.cart_1")
    [media] = {one.types["twilio/media"]["media"][0] for one in contents(simulator)}
    assert media == "https://shop.example.com/p/{{5}}"
    assert {one.variables["5"] for one in contents(simulator)} == {"sample.jpg"}
    assert {row.category for row in rows(pushing, Template)} == {"MARKETING"}


def test_every_notice_passes_the_simulators_review(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    push(pushing, key=None)
    simulator.world.approval_seconds = 0
    found = contents(simulator)
    assert len(found) == len(rows(pushing, Template)) > 200
    assert {one.approval_requests["status"] for one in found} == {"approved"}


def test_it_finds_what_a_dead_process_made(pushing: Bot, cast: Cast, simulator: Simulator, watch: Watch) -> None:
    pushing_of.plan(pushing, "rangoli", KEY)
    lost, submitted = rows(pushing, Template)[:2]
    twilio = TwilioTemplates(pushing.settings.twilio_account_sid, pushing.settings.twilio_auth_token, simulator.url)
    made = [twilio.create(row.name, "en", {"twilio/text": {"body": "Hello"}}, {}) for row in (lost, submitted)]
    twilio.submit(made[1], submitted.name, "UTILITY")
    assert dict(pushing_of.submit_all(pushing)) == {"submitted": 7}
    assert [row.sid for row in rows(pushing, Template)[:2]] == made
    assert len(contents(simulator)) == 7


def test_it_leaves_a_row_alone_that_another_process_has(
    pushing: Bot, cast: Cast, simulator: Simulator, watch: Watch
) -> None:
    pushing_of.plan(pushing, "rangoli", KEY)
    with pushing.database.writing.begin() as db:
        db.query(Template).filter_by(locale="gu").one().checked_at = watch()
    assert push(pushing) == {"submitted": 6}
    watch.advance(minutes=2)
    assert push(pushing) == {"submitted": 1}


def test_it_goes_on_after_twilio_was_away(pushing: Bot, cast: Cast, simulator: Simulator, watch: Watch) -> None:
    away = replace(pushing, settings=pushing.settings.model_copy(update={"twilio_api_url": "http://127.0.0.1:1"}))
    assert push(away) == {"later": 1}
    assert push(pushing) == {}  # a Twilio in trouble is left alone for a minute
    for fault in ("429", "drop_connection", "500"):
        watch.advance(minutes=2)
        simulator.sim("POST", "/faults", {"kind": fault, "on": "all", "count": 1})
        assert push(pushing) == {"later": 1}
    watch.advance(minutes=2)
    pushing_of.templates_follow(pushing)
    assert {row.status for row in rows(pushing, Template)} == {"received"}
    assert len(contents(simulator)) == 7


def test_it_shows_what_twilio_refuses_and_tries_again_when_asked(
    pushing: Bot, cast: Cast, simulator: Simulator
) -> None:
    pushing_of.plan(pushing, "rangoli", KEY)
    with pushing.database.writing.begin() as db:
        db.query(Template).filter_by(locale="gu").one().asked_category = "NEWS"
    assert dict(pushing_of.submit_all(pushing)) == {"submitted": 6, "refused": 1}
    assert dict(pushing_of.submit_all(pushing)) == {}
    [row] = [row for row in rows(pushing, Template) if row.locale == "gu"]
    assert "category must be one of" in row.reason
    [alert] = rows(pushing, Alert)
    assert (alert.merchant_id, alert.cause) == (cast.shop, f"template:{row.name}:refused")
    with pushing.database.writing.begin() as db:
        db.get_one(Template, row.id).asked_category = "UTILITY"
    assert push(pushing) == {"submitted": 1}
    assert len(contents(simulator)) == 7


def test_two_shops_of_one_account_share_what_they_say_alike(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    push(pushing, slug=None)
    assert len(contents(simulator)) == 7
    sids = [(row.merchant_id, row.sid) for row in rows(pushing, Template) if row.locale == "bn"]
    assert len(sids) == 2
    assert len({sid for _, sid in sids}) == 1


def test_it_pushes_by_itself_in_the_simulated_system_only(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    pushing_of.ensure_pushed(pushing)
    assert rows(pushing, Template) == []
    simulated = replace(pushing, settings=pushing.settings.model_copy(update={"simulated": True}))
    with pushing.database.writing.begin() as db:
        db.get_one(Merchant, cast.other_shop).whatsapp_from = None
    pushing_of.ensure_pushed(simulated)
    assert {row.merchant_id for row in rows(pushing, Template)} == {cast.shop}


@pytest.mark.parametrize("sid", ["HX" + "0" * 32, "../Content"])
def test_it_knows_a_content_that_is_gone(pushing: Bot, simulator: Simulator, sid: str) -> None:
    settings = pushing.settings
    twilio = TwilioTemplates(settings.twilio_account_sid, settings.twilio_auth_token, simulator.url)
    assert twilio.approval(sid) is None
    wrong = TwilioTemplates(settings.twilio_account_sid, "wrong", simulator.url)
    with pytest.raises(SendError):
        wrong.approval(sid)
