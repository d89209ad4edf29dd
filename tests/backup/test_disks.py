"""What the disk has to do with a backup: room, folders that lie elsewhere, one that fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.backup import CannotBackUp
from bot.backup.archive import read, written
from bot.backup.making import back_up
from bot.backup.restoring import restore
from bot.clock import tell_utc
from bot.config import Settings
from bot.db.migrate import upgrade


def _until_full() -> Iterator[bytes]:
    yield b"half"
    raise OSError("the disk is full")


def test_it_says_how_much_room_it_needs(settings: Settings, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(archive)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=100_000))
    with pytest.raises(CannotBackUp, match=r"VAR_DIR: \d+ MB are needed and 0 MB are free"):
        restore(settings, archive, tell_utc(), over=True)


def test_a_folder_that_lies_on_another_disk_stays_there(settings: Settings, tmp_path: Path) -> None:
    elsewhere = tmp_path / "big-disk"
    (elsewhere / "former").mkdir(parents=True)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    settings.media_dir.symlink_to(elsewhere)
    (elsewhere / "leads-away").symlink_to(tmp_path)
    upgrade(settings.database_url)
    (elsewhere / "0a.jpg").write_bytes(b"picture")
    back_up(settings, tmp_path / "whole.zip", tell_utc())
    (elsewhere / "0a.jpg").write_bytes(b"another picture, and a longer one")
    restore(settings, tmp_path / "whole.zip", tell_utc(), over=True)
    assert settings.media_dir.is_symlink()
    assert [(path.name, path.read_bytes()) for path in elsewhere.iterdir()] == [("0a.jpg", b"picture")]
    assert (tmp_path / "whole.zip").exists()


def test_a_backup_that_fails_leaves_the_former_one(archive: Path) -> None:
    former = archive.read_bytes()

    def begin(pieces: Iterator[bytes]) -> None:
        with written(archive, {}) as writer:
            writer.add("media/b.jpg", pieces)

    with pytest.raises(OSError, match="full"):
        begin(_until_full())
    assert archive.read_bytes() == former
    assert [path.name for path in archive.parent.glob("one*")] == ["one.zip"]
    with read(archive) as whole:
        assert whole.list_entries("media") == ["media/a.jpg", "media/a.txt"]


def test_nothing_is_put_back_where_the_system_runs(settings: Settings, archive: Path) -> None:
    (settings.run_dir).mkdir(parents=True)
    (settings.run_dir / "scheduler.beat").touch()
    with pytest.raises(CannotBackUp, match="stop it first"):
        restore(settings, archive, tell_utc(), over=True)
