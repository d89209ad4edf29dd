"""How a broadcast goes on by itself, what came of it and another try, as a marketer types it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bot.bootstrap import Bot
from bot.cli import main
from bot.db.broadcasts import BroadcastRecipient
from bot.db.staff import AuditEntry
from bot.services.broadcasts import launch
from tests.cast import SHOP_WHATSAPP, Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import add_crowd, draft_for, feed, freeze, leave_all, read, recipients
from tests.services.shelf import change


def test_it_is_planned_counted_and_tried_again(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", bot.settings.database_url)
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", bot.settings.twilio_account_sid)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "secret")
    monkeypatch.setenv("TWILIO_WHATSAPP_FROM", SHOP_WHATSAPP)
    monkeypatch.setenv("PUBLIC_URL", "https://shop.example")
    monkeypatch.setenv("VAR_DIR", str(bot.settings.var_dir))

    def typed(*words: str) -> str:
        return CliRunner().invoke(main, ["broadcast", *words, "--shop", "rangoli"]).output

    add_crowd(bot, cast, 3)
    one = draft_for(bot, cast)
    number = str(one)
    assert "holdout_percent: write 0 to 50" in typed("plan", number, "--holdout-percent", "51")
    assert "lasts_hours: write 24 at least" in typed("plan", number, "--at-own-hour", "--lasts-hours", "5")
    assert "draft" in typed("plan", number, "--holdout-percent", "50", "--pilot-percent", "0", "--repeats", "weekly")
    assert (read(bot, one).holdout_percent, read(bot, one).repeats) == (50, "weekly")
    assert "draft" in typed("plan", number, "--repeats", "never")
    assert "not over" in typed("retry", number)
    assert "scheduled" in typed("start", number, "--expected", "3")
    assert "not possible: it is scheduled" in typed("plan", number, "--at-own-hour")
    with bot.database.writing.begin() as db:
        assert launch.begin(db, one, datetime.now(UTC) + launch.UNDO_FOR)
    freeze(bot, one)
    for person, arm in zip(recipients(bot, one), ("holdout", "", ""), strict=True):
        change(bot, BroadcastRecipient, person.id, arm=arm)
    feed(bot, one, 2)
    leave_all(bot)
    assert "running" in typed("budget", number, "100")
    assert read(bot, one).budget_micros == 100_000_000
    told = typed("outcomes", number)
    assert "1 people got it, 1 were held out; 0 of both ordered" in told
    assert "Fewer than 100 ordered" in told
    assert "canceled" in typed("cancel", number)
    assert "Thanks (2)" in typed("retry", number)
    actions = [row.action.removeprefix("broadcast.") for row in rows(bot, AuditEntry)]
    assert actions == ["revise", "revise", "start", "budget", "cancel", "retry"]
