"""What becomes of templates at WhatsApp: rows, alerts, and notices that waited."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.outgoing import Alert, OutgoingMessage
from bot.db.templates import Template
from bot.services.templates import rows as template_rows
from bot.tasks import templates as pushing_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.templates.rows import hold
from tests.simulator.conftest import Simulator

KEY = "notice.late"


@pytest.fixture
def pushed(pushing: Bot, cast: Cast) -> Bot:
    """The shop's templates of one notice, submitted."""
    pushing_of.plan(pushing, "rangoli", KEY)
    pushing_of.submit_all(pushing)
    return pushing


def decide(simulator: Simulator, row: Template, **decision: str) -> None:
    assert simulator.sim("POST", f"/contents/{row.sid}/approval", decision).status_code == 200


def test_it_hears_of_an_approval_and_makes_held_notices_due(
    pushed: Bot, cast: Cast, simulator: Simulator, watch: Watch
) -> None:
    hold(pushed, cast, "template_pending", KEY, "due")
    hold(pushed, cast, "no_template", KEY, "due too")
    hold(pushed, cast, "quiet_hours", KEY, "asleep")
    hold(pushed, cast, "template_pending", "notice.lost", "other key")
    hold(pushed, cast, "template_pending", KEY, "other shop", shop=cast.other_shop)
    decide(simulator, rows(pushed, Template)[0], status="approved")
    watch.advance(minutes=6)
    assert pushing_of.templates_follow(pushed) == 1
    assert rows(pushed, Template)[0].status == "approved"
    due = {row.token for row in rows(pushed, OutgoingMessage) if row.not_before and row.not_before <= watch()}
    assert due == {"due", "due too"}
    assert rows(pushed, Alert) == []


def test_it_asks_about_waiting_ones_often_and_about_the_others_every_hour(
    pushed: Bot, simulator: Simulator, watch: Watch
) -> None:
    first, *others = rows(pushed, Template)
    decide(simulator, first, status="approved")
    watch.advance(minutes=4)
    assert pushing_of.templates_follow(pushed) == 0
    watch.advance(minutes=2)
    assert pushing_of.templates_follow(pushed) == 1
    for row in others:
        decide(simulator, row, status="approved")
    watch.advance(minutes=6)
    assert pushing_of.templates_follow(pushed) == 6
    decide(simulator, first, status="paused")
    watch.advance(minutes=30)
    assert pushing_of.templates_follow(pushed) == 0
    watch.advance(minutes=31)
    assert pushing_of.templates_follow(pushed) == 1


def test_it_asks_sooner_in_the_simulated_system(pushed: Bot, simulator: Simulator, watch: Watch) -> None:
    decide(simulator, rows(pushed, Template)[0], status="approved")
    watch.advance(seconds=21)
    simulated = replace(pushed, settings=pushed.settings.model_copy(update={"simulated": True}))
    assert pushing_of.templates_follow(simulated) == 1


@pytest.mark.parametrize("status", ["rejected", "paused", "disabled"])
def test_it_raises_an_alert_once_with_whatsapps_reason(
    pushed: Bot, cast: Cast, simulator: Simulator, status: str
) -> None:
    row = rows(pushed, Template)[0]
    decide(simulator, row, status=status, reason="TAG_CONTENT_MISMATCH")
    assert [pushing_of.sync(pushed), pushing_of.sync(pushed)] == [1, 0]
    now = rows(pushed, Template)[0]
    assert (now.status, now.reason) == (status, "TAG_CONTENT_MISMATCH")
    [alert] = rows(pushed, Alert)
    assert (alert.merchant_id, alert.cause, alert.count) == (cast.shop, f"template:{row.name}:{status}", 1)
    assert "TAG_CONTENT_MISMATCH" in alert.text


def test_it_keeps_the_category_that_came_back(pushed: Bot, cast: Cast, simulator: Simulator) -> None:
    row = rows(pushed, Template)[0]
    decide(simulator, row, status="approved", category="MARKETING")
    assert [pushing_of.sync(pushed), pushing_of.sync(pushed)] == [1, 0]
    now = rows(pushed, Template)[0]
    assert (now.asked_category, now.category) == ("UTILITY", "MARKETING")
    [alert] = rows(pushed, Alert)
    assert (alert.cause, alert.count) == (f"template:{row.name}:category", 1)


def test_it_tells_every_shop_that_shares_a_template(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    pushing_of.plan(pushing, None, KEY)
    pushing_of.submit_all(pushing)
    decide(simulator, rows(pushing, Template)[0], status="paused")
    assert pushing_of.sync(pushing) == 2
    assert {alert.merchant_id for alert in rows(pushing, Alert)} == {cast.shop, cast.other_shop}


def test_it_makes_again_what_was_deleted_at_twilio(pushed: Bot, simulator: Simulator, watch: Watch) -> None:
    gone = rows(pushed, Template)[0]
    simulator.client.content.v1.contents(gone.sid).delete()
    pushing_of.sync(pushed)
    assert (rows(pushed, Template)[0].status, rows(pushed, Template)[0].sid) == ("unsubmitted", None)
    pushing_of.templates_follow(pushed)
    again = rows(pushed, Template)[0]
    assert (again.status, again.name) == ("received", gone.name)
    assert again.sid != gone.sid


def test_it_changes_nothing_while_twilio_does_not_answer(pushed: Bot, simulator: Simulator, watch: Watch) -> None:
    before = [(row.status, row.sid) for row in rows(pushed, Template)]
    simulator.sim("POST", "/faults", {"kind": "500", "on": "all"})
    watch.advance(hours=2)
    assert pushing_of.templates_follow(pushed) == 0
    assert [(row.status, row.sid) for row in rows(pushed, Template)] == before
    # Marked as looked at: the next round must not ask a Twilio in trouble again at once.
    with pushed.database.writing.begin() as db:
        account = pushed.settings.twilio_account_sid
        assert not template_rows.is_due(db, account, timedelta(minutes=5), timedelta(hours=1), watch())
