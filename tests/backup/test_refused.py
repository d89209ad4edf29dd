"""What is no whole backup of ours is refused, and nothing is touched by it."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.backup import CannotBackUp
from bot.backup.archive import MANIFEST, read, written
from bot.backup.making import back_up
from bot.backup.restoring import restore
from bot.clock import tell_utc
from bot.config import Settings
from bot.db.migrate import upgrade
from bot.db.versions import read_code_version

ABOUT = {
    "made_at": "2026-11-29T00:00:00+00:00",
    "made_by": "dastak 9",
    "kind": "sqlite",
    "schema": "0001",
    "sealed": "",
    "with_secrets": False,
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env({"VAR_DIR": str(tmp_path / "var")})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "one.zip"
    with written(file, ABOUT) as writer:
        writer.add("media/a.jpg", [os.urandom(300_000), b"end"])
        writer.add("media/a.txt", [b"word " * 30_000])
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


def _named(*names: str) -> Callable[[Path], None]:
    """A backup that is whole, with entries of these names."""

    def write(file: Path) -> None:
        with written(file, ABOUT) as writer:
            for name in names:
                writer.add(name, [b"* * * * * root true"])

    return write


def _unlike(change: Callable[[zipfile.ZipInfo], None], entry: str = "media/a.txt") -> Callable[[Path], None]:
    """The same archive, in which one entry is described otherwise."""

    def rewrite(file: Path) -> None:
        with zipfile.ZipFile(file, "a") as changed:
            change(changed.getinfo(entry))
            changed._didModify = True  # type: ignore[attr-defined]  # writes the directory anew

    return rewrite


def _say_larger(info: zipfile.ZipInfo) -> None:
    info.file_size = 1 << 40


def _lock(info: zipfile.ZipInfo) -> None:
    info.flag_bits |= 1


def _press_unknown(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_LZMA


def _grow(file: Path) -> None:
    """A manifest that is a thousand times as long once it is unpacked."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr(MANIFEST, " " * 50_000_000)


def _twice(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr("media/a.txt", b"another")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_cut, "no whole backup"),
        (_change_byte, "no whole backup"),
        (lambda file: file.write_bytes(b""), "no whole backup"),
        (Path.unlink, "cannot be read"),
        (_named("media/../../../etc/cron.d/x"), "it would write to 'media/../../../etc/cron.d/x'"),
        (_named("/etc/cron.d/x"), "it would write to '/etc/cron.d/x'"),
        (_named("etc/cron.d/x"), "it would write to 'etc/cron.d/x'"),
        (_named("media"), "it would write to 'media'"),
        (_named("media//x"), "it would write to 'media//x'"),
        (_named("media/x\n"), "it would write to"),
        (_named("media/.restoring/x"), "it would write to"),
        (_named("media/x", "media/x/y"), "it would write to 'media/x/y'"),
        (_named("media/x"), "does not hold the database"),
        (_unlike(_say_larger), "no whole backup"),
        (_unlike(_lock), "no whole backup"),
        (_unlike(_press_unknown), "no whole backup"),
        (_grow, "manifest.json is larger than the file"),
        (_twice, "is missing or too many"),
        (_rewrite(made_at="yesterday"), "manifest.json: made_at: Input should be a valid datetime"),
        (_rewrite(entries=["media/a.jpg"]), "manifest.json: entries"),
        (_rewrite(schema="0000"), "schema is 0000, which this code has never had"),
        (_rewrite(entries={}), "is missing or too many"),
        (_rewrite(format=2), "is of format 2, and this code reads 1"),
        (_rewrite(kind="oracle"), "manifest.json: kind"),
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


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_changed_in_it_is_noticed(settings: Settings, archive: Path, seed: int) -> None:
    chance, whole = Random(seed), bytearray(archive.read_bytes())
    # Most of the archive is one picture: the ends, where names and lengths stand, have their share.
    places = [chance.randrange(len(whole)), chance.randrange(-1500, 0), chance.randrange(80)]
    for place in chance.sample(places, chance.randint(1, 3)):
        whole[place] ^= 1 << chance.randrange(8)
    archive.write_bytes(whole[: chance.randrange(len(whole))] if seed % 5 == 0 else whole)
    # Else a bit that nobody reads: a time, an attribute.
    with suppress(CannotBackUp), read(archive) as same:
        assert set(same.manifest.entries) == {"media/a.jpg", "media/a.txt", "database/dastak.db"}


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
