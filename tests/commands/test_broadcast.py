"""`dastak broadcast` as a marketer types it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.bootstrap import Bot
from bot.cli import main
from bot.db.staff import AuditEntry
from bot.services.broadcasts import launch
from tests.cast import SHOP_WHATSAPP, Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import KEY, VALUES, add_crowd, draft_for, feed, freeze, leave_all

SLUG = ("--shop", "rangoli")


def test_it_is_started_by_its_number_and_its_receipt_adds_up(
    bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", bot.settings.database_url)
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", bot.settings.twilio_account_sid)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "secret")
    monkeypatch.setenv("TWILIO_WHATSAPP_FROM", SHOP_WHATSAPP)
    monkeypatch.setenv("PUBLIC_URL", "https://shop.example")
    monkeypatch.setenv("VAR_DIR", str(bot.settings.var_dir))

    def typed(*words: str) -> str:
        return CliRunner().invoke(main, ["broadcast", *words, *SLUG]).output

    assert "There is none" in typed("list")
    add_crowd(bot, cast, 3)
    one = str(draft_for(bot, cast))
    assert "goes to 3 people: confirm by --expected 3" in typed("start", one)
    assert "The audience has 3 people now" in typed("start", one, "--expected", "4")
    assert "no broadcast 99" in typed("start", "99", "--expected", "3")
    assert "scheduled" in typed("start", one, "--expected", "3")
    with bot.database.writing.begin() as db:
        assert launch.begin(db, int(one), datetime.now(UTC) + launch.UNDO_FOR)
    freeze(bot, int(one))
    feed(bot, int(one), 2)
    leave_all(bot)
    assert "paused" in typed("pause", one)
    assert "not possible: it is paused" in typed("pause", one)
    assert "running" in typed("resume", one)
    assert "canceled" in typed("cancel", one)
    told = typed("receipt", one)
    assert "3 people = 2 accepted + 0 skipped + 0 failed + 0 unknown + 1 not started" in told
    assert "2 accepted = 2 held + 0 sent + 0 delivered + 0 read + 0 dropped; about 1.7" in told
    assert "canceled" in typed("list")
    done = [(row.action, row.subject, row.staff_id, row.api_key_id) for row in rows(bot, AuditEntry)]
    steps = ("start", "pause", "resume", "cancel")
    assert done == [(f"broadcast.{step}", f"broadcast:{one}", None, None) for step in steps]


def test_a_draft_is_written_out_of_a_file_undone_and_dropped(
    bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in {
        "DATABASE_URL": bot.settings.database_url,
        "TWILIO_ACCOUNT_SID": bot.settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": "secret",
        "TWILIO_WHATSAPP_FROM": SHOP_WHATSAPP,
        "PUBLIC_URL": "https://shop.example",
        "VAR_DIR": str(bot.settings.var_dir),
    }.items():
        monkeypatch.setenv(name, value)

    def typed(*words: str) -> str:
        return CliRunner().invoke(main, ["broadcast", *words, *SLUG]).output

    file = tmp_path / "draft.json"
    file.write_text(json.dumps({"name": "Thanks", "audience": {"agreed": True}}))
    add_crowd(bot, cast, 2)
    draft_for(bot, cast)  # its template is approved
    assert "to 2 people; it lacks key" in typed("add", str(file))
    file.write_text(json.dumps({"name": "Thanks", "key": KEY, "values": VALUES, "audience": {"agreed": True}}))
    added = typed("add", str(file))
    one = added.split()[0]
    assert f"`dastak broadcast start {one}` starts it" in added
    assert "scheduled" in typed("start", one, "--expected", "2")
    assert "not possible: it is scheduled" in typed("drop", one)
    assert "draft" in typed("undo", one)
    assert typed("drop", one) == "dropped\n"
    file.write_text('{"nam": 1}')
    assert "/name" in typed("add", str(file))
    file.write_text(json.dumps({"name": "x", "audience": {"segment": 99}}))
    assert "99 is no segment of yours" in typed("add", str(file))
