"""`dastak broadcast` as a marketer types it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.bootstrap import Bot
from bot.cli import main
from bot.commands.broadcast import broadcast
from bot.db.broadcasts import Broadcast
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.db.staff import AuditEntry
from bot.services.broadcasts import launch
from tests.cast import SHOP_WHATSAPP, Cast
from tests.commands.test_connect import Run, run
from tests.driver import rows
from tests.services.broadcasts.crowd import KEY, VALUES, add_crowd, draft_for, feed, freeze, leave_all
from tests.services.shelf import change

__all__ = ["run"]
MINE = "+919812345678"
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


def test_a_draft_is_looked_at_and_tried_before_it_is_started(
    bot: Bot, cast: Cast, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = add_crowd(bot, cast, 2)
    silent = add_crowd(bot, cast, 1, agreed=False)
    one = str(draft_for(bot, cast, {"customers": [*ids, *silent]}))

    def typed(*words: str, code: int = 0) -> str:
        return run(broadcast, [*words, *SLUG], code=code).output

    seen = typed("preview", one)
    assert "      3  en, said in en\n" in seen
    assert "SAVE100" in seen
    assert f"{ids[0]}  (no name), in en:\n  | " in seen
    assert f"The next one: --after {ids[0]}" in seen
    assert "They would get nothing" not in seen
    assert "nobody is there" in typed("preview", one, "--after", str(silent[0]), code=1)
    left_out = typed("exclusions", one)
    assert "3 people, 2 would get it now." in left_out
    assert "      1  no_consent: " in left_out
    assert typed("exclusions", one, "--reason", "no_consent") == f"{silent[0]:>8}  (no name)\n"
    assert "no reason nonsense" in typed("exclusions", one, "--reason", "nonsense", code=1)

    assert "numbers: none is given" in typed("test", one, code=1)
    change(bot, Merchant, cast.shop, test_numbers=[MINE])
    assert "is not noted as a phone of the shop's own" in typed("test", one, "--to", "+919800000009", code=1)
    tried = typed("test", one)
    assert "1 on the way" in tried
    assert "en       -  queued at" in tried
    assert MINE not in tried
    assert "0 on the way" in typed("test", one)  # within a minute it is the same once more
    assert "en       -  queued at" in typed("test", one, "--look")
    (out,) = [row for row in rows(bot, OutgoingMessage) if (row.dedupe_key or "").startswith("test:")]
    assert (out.broadcast_id, out.merchant_id) == (None, cast.shop)
    for words in (["preview"], ["exclusions"], ["test"]):
        assert "no broadcast" in run(broadcast, [*words, one, "--shop", "other"], code=1).output
    begun = {"state": "running", "began_at": bot.now()}
    change(bot, Broadcast, int(one), **begun)
    assert "only a draft is tried" in typed("test", one, code=1)
    assert "stands in its receipt" in typed("exclusions", one, code=1)
