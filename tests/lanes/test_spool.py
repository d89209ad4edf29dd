"""When the database cannot be written, requests wait on disk; when that fails too, Twilio is told."""

from __future__ import annotations

import os
import stat

import pytest
from sqlalchemy import text

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage
from bot.webhooks.spooled import replay_spool
from tests.cast import Cast
from tests.fakes import FakeMessenger
from tests.lanes.driver import post, rows, whatsapp_form, work


@pytest.fixture
def broken(bot: Bot, cast: Cast) -> Bot:
    """A bot whose table of messages is away."""
    _rename(bot, "inbound_message", "elsewhere")
    return bot


def test_it_spools_and_replays(broken: Bot, messenger: FakeMessenger) -> None:
    form = whatsapp_form("safe?")
    assert post(broken, form).status_code == 200
    assert post(broken, whatsapp_form("and I?")).status_code == 200
    assert broken.spool.count() == 2
    assert replay_spool(broken) == 0  # still broken: nothing is lost by trying
    assert broken.spool.count() == 2
    _rename(broken, "elsewhere", "inbound_message")
    assert replay_spool(broken) == 2
    assert broken.spool.count() == 0
    post(broken, form)  # Twilio comes again with what we have
    work(broken)
    assert messenger.texts == ["echo: safe?", "echo: and I?"]


def test_it_keeps_the_time_of_arrival(broken: Bot) -> None:
    came = broken.now()
    post(broken, whatsapp_form())
    broken.now.advance(hours=2)  # type: ignore[attr-defined]
    _rename(broken, "elsewhere", "inbound_message")
    replay_spool(broken)
    assert rows(broken, InboundMessage)[0].received_at == came


def test_it_writes_files_for_its_owner_alone(broken: Bot) -> None:
    post(broken, whatsapp_form())
    [path] = broken.settings.spool_dir.iterdir()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_it_answers_503_when_the_disk_refuses_too(broken: Bot) -> None:
    broken.settings.var_dir.mkdir(parents=True, exist_ok=True)
    broken.settings.spool_dir.write_text("a file where the folder should be")
    assert post(broken, whatsapp_form()).status_code == 503


def test_it_leaves_a_damaged_file_and_replays_the_rest(broken: Bot) -> None:
    post(broken, whatsapp_form())
    (broken.settings.spool_dir / "0000.json").write_text("{half a fi")
    _rename(broken, "elsewhere", "inbound_message")
    assert replay_spool(broken) == 1


def _rename(bot: Bot, old: str, new: str) -> None:
    with bot.database.writing.begin() as db:
        db.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
