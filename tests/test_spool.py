"""When the database cannot be written, requests wait on disk; when that fails too, Twilio is told."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage
from bot.webhooks.spooled import replay_spool
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch
from tests.tables import away


def test_it_spools_and_replays(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    form = whatsapp_form("safe?")
    with away(bot, "inbound_message"):
        assert post(bot, form).status_code == 200
        assert post(bot, whatsapp_form("and I?")).status_code == 200
        assert bot.spool.count() == 2
        assert replay_spool(bot) == 0  # still away: nothing is lost by trying
        assert bot.spool.count() == 2
    assert replay_spool(bot) == 2
    assert bot.spool.count() == 0
    post(bot, form)  # Twilio comes again with what we have
    work(bot)
    assert messenger.texts == ["echo: safe?", "echo: and I?"]


def test_it_keeps_the_time_of_arrival(bot: Bot, cast: Cast, watch: Watch) -> None:
    came = watch()
    with away(bot, "inbound_message"):
        post(bot, whatsapp_form())
        watch.advance(hours=2)
    replay_spool(bot)
    assert rows(bot, InboundMessage)[0].received_at == came


def test_it_writes_files_for_its_owner_alone(bot: Bot, cast: Cast) -> None:
    with away(bot, "inbound_message"):
        post(bot, whatsapp_form())
    [path] = bot.settings.spool_dir.iterdir()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_it_answers_503_when_the_disk_refuses_too(bot: Bot, cast: Cast) -> None:
    bot.settings.var_dir.mkdir(parents=True, exist_ok=True)
    bot.settings.spool_dir.write_text("a file where the folder should be")
    with away(bot, "inbound_message"):
        assert post(bot, whatsapp_form()).status_code == 503


@pytest.mark.parametrize("failing", ["fsync", "rename"])
def test_it_leaves_no_half_of_a_file_on_a_full_disk(
    bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def full(*_of: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with away(bot, "inbound_message"), monkeypatch.context() as disk:
        disk.setattr(*((os, "fsync", full) if failing == "fsync" else (Path, "rename", full)))
        assert post(bot, whatsapp_form()).status_code == 503
    assert list(bot.settings.spool_dir.iterdir()) == []


def test_it_takes_away_what_a_process_that_died_left_half_written(bot: Bot, cast: Cast) -> None:
    bot.settings.spool_dir.mkdir(parents=True)
    old, fresh = bot.settings.spool_dir / "a.part", bot.settings.spool_dir / "b.part"
    for draft in (old, fresh):
        draft.write_text("{half")
    os.utime(old, (0, 0))
    replay_spool(bot)
    assert list(bot.settings.spool_dir.iterdir()) == [fresh]


def test_it_leaves_a_damaged_file_and_replays_the_rest(bot: Bot, cast: Cast) -> None:
    with away(bot, "inbound_message"):
        post(bot, whatsapp_form())
    (bot.settings.spool_dir / "0000.json").write_text("{half a fi")
    assert replay_spool(bot) == 1


def test_it_leaves_the_database_room_on_the_disk(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.spool.ROOM_LEFT", 1 << 62)
    with away(bot, "inbound_message"):
        assert post(bot, whatsapp_form()).status_code == 503
    assert bot.spool.count() == 0


def test_a_file_that_cannot_be_stored_holds_nobody_up_for_long(
    bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with away(bot, "inbound_message"):
        post(bot, whatsapp_form("first?"))
    post(bot, whatsapp_form("second?"))
    assert bot.spool.count() == 2
    monkeypatch.setattr("bot.spool.BEHIND_FOR", 0.0)
    post(bot, whatsapp_form("third?"))
    assert [row.text for row in rows(bot, InboundMessage)] == ["third?"]
