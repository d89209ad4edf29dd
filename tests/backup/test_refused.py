"""What is no whole backup of ours is refused, and nothing is touched by it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.backup import CannotBackUp
from bot.backup.archive import read
from bot.backup.restoring import restore
from bot.clock import tell_utc
from bot.config import Settings
from bot.db.versions import read_code_version
from tests.backup import spoiling


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (spoiling.cut, "no whole backup"),
        (spoiling.change_byte, "no whole backup"),
        (lambda file: file.write_bytes(b""), "no whole backup"),
        (Path.unlink, "cannot be read"),
        (spoiling.named("media/../../../etc/cron.d/x"), "it would write to 'media/../../../etc/cron.d/x'"),
        (spoiling.named("/etc/cron.d/x"), "it would write to '/etc/cron.d/x'"),
        (spoiling.named("etc/cron.d/x"), "it would write to 'etc/cron.d/x'"),
        (spoiling.named("media"), "it would write to 'media'"),
        (spoiling.named("media//x"), "it would write to 'media//x'"),
        (spoiling.named("media/x\n"), "it would write to"),
        (spoiling.named("media/.restoring/x"), "it would write to"),
        (spoiling.named("media/x", "media/x/y"), "it would write to 'media/x/y'"),
        (spoiling.named("media/x"), "does not hold the database"),
        (spoiling.unlike(spoiling.say_larger), "no whole backup"),
        (spoiling.unlike(spoiling.lock), "no whole backup"),
        (spoiling.unlike(spoiling.press_unknown), "no whole backup"),
        (spoiling.grow, "manifest.json is larger than the file"),
        (spoiling.twice, "is missing or too many"),
        (spoiling.rewrite(made_at="yesterday"), "manifest.json: made_at: Input should be a valid datetime"),
        (spoiling.rewrite(entries=["media/a.jpg"]), "manifest.json: entries"),
        (spoiling.rewrite(schema="0000"), "schema is 0000, which this code has never had"),
        (spoiling.rewrite(entries={}), "is missing or too many"),
        (spoiling.rewrite(format=2), "is of format 2, and this code reads 1"),
        (spoiling.rewrite(kind="oracle"), "manifest.json: kind"),
        (spoiling.rewrite(kind="postgresql"), "The backup is of postgresql, and DATABASE_URL is sqlite"),
        (
            spoiling.rewrite(schema="9999"),
            f"schema is 9999 and this code knows {read_code_version()} at most: restore it with",
        ),
        (spoiling.rewrite(), "The database in the backup is damaged"),
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
