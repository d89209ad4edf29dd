"""A system is destroyed and comes back from one file: its rows, its files, what waited on disk."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from bot.bootstrap import Bot
from bot.clock import tell_utc
from bot.commands.backup import backup, restore
from bot.db import snapshot
from bot.db.base import Base
from bot.db.broadcasts import Broadcast
from bot.db.outgoing import OutgoingMessage
from bot.spool import Receipt, Spool
from tests.cast import Cast
from tests.commands.test_connect import Run, run
from tests.conftest import leave_postgres
from tests.driver import post, rows, whatsapp_form, work
from tests.engines import engine_at, on_sqlite
from tests.services.broadcasts.crowd import add_crowd, draft_for, start

__all__ = ["run"]
PICTURE = b"\xff\xd8" + bytes(range(256)) * 300
# Asked first after a restore, looked for at Twilio, and noted: written anew by it.
CHANGED = {"outgoing_message", "broadcast", "restoration"}


def _all_rows(bot: Bot) -> dict[str, list[Any]]:
    with bot.database.reading.begin() as db:
        return {
            table.name: sorted(map(repr, db.execute(table.select())))
            for table in Base.metadata.sorted_tables
            if table.name not in CHANGED
        }


@pytest.fixture
def var_dir(bot: Bot, cast: Cast, tmp_path: Path) -> Path:
    """A shop in the middle of things: an answer that has not left, a file of a customer, a request on disk."""
    post(bot, whatsapp_form("नमस्ते, मेरा ऑर्डर\tकहाँ है?\nजल्दी \\ बताओ"))
    work(bot)
    post(bot, whatsapp_form("and this one?"))
    with bot.database.writing.begin() as db:
        # As a worker leaves it between writing and sending.
        db.execute(text("UPDATE outgoing_message SET state = 'queued', sid = NULL, claimed_at = NULL"))
    place = tmp_path / "var"
    (place / "media").mkdir(parents=True)
    (place / "media" / "0a.jpg").write_bytes(PICTURE)
    (place / "teaching" / "3").mkdir(parents=True)
    (place / "teaching" / "3" / "model.tar.gz").write_bytes(b"model")
    Spool(place / "spool").put(Receipt("/twilio/messages", "Body=hello", "2026-11-21T06:00:00+00:00"))
    return place


def _leave(bot: Bot) -> None:
    engine_at(bot.settings.database_url).dispose()
    if not snapshot.is_sqlite(bot.settings.database_url):
        leave_postgres(bot.settings.database_url)


def _destroy(bot: Bot, var_dir: Path) -> None:
    _leave(bot)
    shutil.rmtree(var_dir)
    if snapshot.is_sqlite(bot.settings.database_url):
        file = snapshot.file_of(bot.settings.database_url)
        for end in ("", "-wal", "-shm", ".lock"):
            file.with_name(file.name + end).unlink(missing_ok=True)
    else:
        snapshot.drop_tables(bot.settings.database_url)


def test_it_comes_back_after_everything_was_destroyed(bot: Bot, run: Run, var_dir: Path, tmp_path: Path) -> None:
    before, file = _all_rows(bot), tmp_path / "kept" / "one.zip"
    said = run(backup, [str(file)]).output
    assert "1 files of customers" in said
    assert "The keys are not in it" in said
    assert file.stat().st_mode & 0o077 == 0
    _destroy(bot, var_dir)
    said = run(restore, [str(file)]).output
    assert "SECRET_KEY is another" in said, "the key was destroyed with the rest"
    assert _all_rows(bot) == before
    assert (var_dir / "media" / "0a.jpg").read_bytes() == PICTURE
    assert (var_dir / "teaching" / "3" / "model.tar.gz").read_bytes() == b"model"
    assert [receipt.body for _, receipt in Spool(var_dir / "spool").waiting()] == ["Body=hello"]
    assert {row.state for row in rows(bot, OutgoingMessage)} == {"unknown"}, "it may have left since"
    # What is new is counted on from what was there.
    post(bot, whatsapp_form("a third"))
    work(bot)
    assert ("already" if snapshot.is_sqlite(bot.settings.database_url) else "1 connections of others") in run(
        restore, [str(file)], code=1
    ).output
    _leave(bot)
    assert "There is something already" in run(restore, [str(file)], code=1).output
    run(restore, [str(file), "--over"])
    assert _all_rows(bot) == before


@on_sqlite
def test_the_keys_come_along_when_asked_for(bot: Bot, run: Run, var_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.zip"
    assert "can open every connected account" in run(backup, [str(file), "--with-secrets"]).output
    key = (var_dir / "secrets" / "secret_key").read_text()
    _destroy(bot, var_dir)
    assert "SECRET_KEY" not in run(restore, [str(file)]).output
    assert (var_dir / "secrets" / "secret_key").read_text() == key


@on_sqlite
def test_of_broadcasts_somebody_is_asked_first_however_fresh_the_backup_is(
    bot: Bot, cast: Cast, run: Run, var_dir: Path, tmp_path: Path
) -> None:
    add_crowd(bot, cast, 2)
    start(bot, draft_for(bot, cast), 2)
    with bot.database.writing.begin() as db:
        db.execute(update(Broadcast).values(alive_at=tell_utc()))
    run(backup, [str(tmp_path / "one.zip")])
    _leave(bot)
    run(restore, [str(tmp_path / "one.zip"), "--over"])
    alive_at = rows(bot, Broadcast)[0].alive_at
    assert alive_at is not None
    assert alive_at + timedelta(minutes=10) < tell_utc()
