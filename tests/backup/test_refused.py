"""What is no whole backup of ours is refused, and nothing is touched by it."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.backup import CannotBackUp
from bot.backup.archive import MANIFEST, read, written
from bot.backup.restoring import restore
from bot.clock import tell_utc
from bot.config import Settings
from bot.db.versions import read_code_version


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env({"VAR_DIR": str(tmp_path / "var")})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "one.zip"
    about = {
        "made_at": "2026-11-29T00:00:00+00:00",
        "made_by": "dastak 9",
        "kind": "sqlite",
        "schema": "0001",
        "sealed": "",
        "with_secrets": False,
    }
    with written(file, about) as writer:
        writer.add("media/a.jpg", [os.urandom(300_000), b"end"])
        writer.add("database/dastak.db", [b"no database"])
    return file


def _until_full() -> Iterator[bytes]:
    yield b"half"
    raise OSError("the disk is full")


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _change_byte(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[5000] ^= 1
    file.write_bytes(whole)


def _rewrite(**changed: Any) -> Callable[[Path], None]:
    def rewrite(file: Path) -> None:
        with zipfile.ZipFile(file) as old:
            entries = {name: old.read(name) for name in old.namelist()}
        manifest = json.loads(entries.pop(MANIFEST)) | changed
        with zipfile.ZipFile(file, "w") as new:
            for name, content in entries.items():
                new.writestr(name, content)
            new.writestr(MANIFEST, json.dumps(manifest))

    return rewrite


def _climb(file: Path) -> None:
    with written(file, {}) as writer:
        writer.add("media/../../../etc/cron.d/x", [b"* * * * * root true"])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_cut, "no whole backup"),
        (_change_byte, "no whole backup"),
        (lambda file: file.write_bytes(b""), "no whole backup"),
        (Path.unlink, "cannot be read"),
        (_climb, "it would write to media/../../../etc/cron.d/x"),
        (_rewrite(entries={}), "is missing or too many"),
        (_rewrite(format=2), "is of format 2, and this code reads 1"),
        (_rewrite(kind="postgresql"), "The backup is of postgresql, and DATABASE_URL is sqlite"),
        (_rewrite(schema="9999"), f"schema is 9999 and this code knows {read_code_version()} at most: restore it with"),
        (_rewrite(), "The database in the backup is damaged"),
    ],
)
def test_it_is_refused_and_nothing_is_touched(
    settings: Settings, archive: Path, spoil: Callable[[Path], Any], says: str
) -> None:
    (settings.var_dir / "media").mkdir(parents=True)
    (settings.var_dir / "media" / "mine.jpg").write_bytes(b"mine")
    spoil(archive)
    with pytest.raises(CannotBackUp) as refused:
        restore(settings, archive, tell_utc(), over=True)
    assert says in str(refused.value)
    assert [path.name for path in (settings.var_dir / "media").iterdir()] == ["mine.jpg"]
    assert not list(settings.var_dir.glob("dastak.db"))


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
        assert whole.list_entries("media") == ["media/a.jpg"]


def test_nothing_is_put_back_where_the_system_runs(settings: Settings, archive: Path) -> None:
    (settings.run_dir).mkdir(parents=True)
    (settings.run_dir / "scheduler.beat").touch()
    with pytest.raises(CannotBackUp, match="stop it first"):
        restore(settings, archive, tell_utc(), over=True)
