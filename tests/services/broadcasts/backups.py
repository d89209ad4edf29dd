"""Backups of a test's database, and a Twilio that outlives them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.bootstrap import Bot
from bot.ports import Letter, Logged
from tests.fakes import FakeMessenger, Watch


def remember(messenger: FakeMessenger, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> FakeMessenger:
    """Let the list of a Twilio tell what it took, of each receiver and since when; it outlives any database of ours."""
    dated: dict[str, datetime] = {}

    def note(letter: Letter, sid: str) -> None:
        dated[sid] = watch()

    def sent_to(receiver: str, _channel: str, _sender: str, since: datetime) -> list[Logged]:
        pairs = zip(messenger.letters, messenger.log, strict=True)
        found = [
            Logged(one.sid, "sent", one.body, dated[one.sid], None)
            for letter, one in pairs
            if letter.receiver == receiver
        ]
        return [one for one in found if one.created_at is not None and one.created_at >= since]

    messenger.during_send = note
    monkeypatch.setattr(messenger, "sent_to", sent_to)
    return messenger


def dump(bot: Bot, tmp_path: Path) -> Callable[[], None]:
    """Make a backup of the database; gives what restores it."""
    path, kept = str(bot.database.engine.url.database), str(tmp_path / "backup.db")
    with closing(sqlite3.connect(path)) as here, closing(sqlite3.connect(kept)) as there:
        here.backup(there)

    def restore() -> None:
        bot.database.engine.dispose()
        with closing(sqlite3.connect(kept)) as there, closing(sqlite3.connect(path)) as here:
            there.backup(here)

    return restore
