"""Puts a backup back, into an empty place or, when told so, over what is there."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backup import CannotBackUp
from bot.backup.archive import Reader, read
from bot.backup.making import FILE, SEALED
from bot.backup.manifest import DATABASE, DEMO, DRAFT, MEDIA, SECRETS, SPOOL, TAUGHT
from bot.config import Settings
from bot.db import snapshot
from bot.db.engine import open_engine, sessions
from bot.db.migrate import find_version, upgrade
from bot.db.snapshot import RowShape
from bot.db.versions import NONE, list_versions, read_code_version
from bot.services.connections.vault import Sealed, Vault
from bot.services.messages import broadcasts, restored
from bot.signs import EVERY, seconds_silent

FOLDERS = (MEDIA, SPOOL, TAUGHT)
BEATING = ("worker", "scheduler")
LEAVING_SECONDS = 2.0  # PostgreSQL lists a connection a little longer than it is there


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: when it was made, its schema and the one it was brought to, files of customers, and whether
    the key in force opens what is sealed in it.
    """

    made_at: datetime
    schema: str
    now_at: str
    media: int
    opens: bool


def restore(settings: Settings, source: Path, now: datetime, *, over: bool = False) -> Restored:
    """Put a backup back and bring it to this code's schema.

    What would have left since it was made is looked for at Twilio before it leaves, and of broadcasts somebody is asked
    first (bot.services.messages). Killed in the middle, it is begun anew with `over`.

    Raises:
        CannotBackUp: the backup is half, newer than this code or of another kind of database, something runs, or there
            is something already.
    """
    with read(source) as archive, _alone(settings):
        _check_fits(settings, archive)
        _check_empty(settings, over)
        _check_room(settings, archive)
        try:
            _put_all(settings, archive, now)
        except (OSError, sqlite3.Error, snapshot.RowsRefused) as error:
            where = getattr(error, "filename", None) or settings.var_dir
            raise CannotBackUp(
                f"It is not put back, or in part: {where}: {getattr(error, 'strerror', None) or error}. "
                "Mend that, and begin anew with `--over`."
            ) from error
        told, media = archive.manifest, len(archive.list_entries(MEDIA))
    key = settings.secret_key
    if told.with_secrets:  # the one that was put back, unless a variable says another
        key = Settings.from_env().secret_key
    at = find_version(settings.database_url)
    return Restored(told.made_at, told.version, at, media, _opens(key, told.sealed))


def _put_all(settings: Settings, archive: Reader, now: datetime) -> None:
    prepare = _prepare_sqlite if archive.manifest.kind == "sqlite" else _prepare_postgresql
    put_database = prepare(settings, archive, now)
    for folder in FOLDERS:
        _put_folder(archive, folder, settings.var_dir / folder)
    for file in (settings.demo_clock, settings.demo_callers):
        if f"{DEMO}/{file.name}" in archive.manifest.entries:
            archive.put(f"{DEMO}/{file.name}", file)
    for name in archive.list_entries(SECRETS) if archive.manifest.with_secrets else ():
        _put_whole(archive, name, settings.var_dir / name)
    put_database()


def _check_fits(settings: Settings, archive: Reader) -> None:
    kind, schema, shape = archive.manifest.kind, archive.manifest.version, archive.manifest.shape
    ours = "sqlite" if snapshot.is_sqlite(settings.database_url) else "postgresql"
    if kind != ours:
        raise CannotBackUp(f"The backup is of {kind}, and DATABASE_URL is {ours}: set DATABASE_URL to one of {kind}.")
    if schema > read_code_version():
        raise CannotBackUp(
            f"The backup's schema is {schema} and this code knows {read_code_version()} at most: "
            f"restore it with {archive.manifest.made_by} or newer."
        )
    if schema not in list_versions():
        raise CannotBackUp(f"The backup's schema is {schema}, which this code has never had.")
    rows = {FILE} if kind == "sqlite" else {f"{DATABASE}/{table}.copy" for table in (shape.columns if shape else ())}
    if not rows or rows != set(archive.list_entries(DATABASE)):
        raise CannotBackUp("The backup is no whole one of ours: it does not hold the database that it tells of.")


def _check_room(settings: Settings, archive: Reader) -> None:
    # A database in a file is made ready beside its place, twice for a moment.
    once, twice = map(archive.count_bytes, (MEDIA, SPOOL, TAUGHT)), archive.count_bytes(DATABASE) * 2
    needed = sum(once) + (twice if archive.manifest.kind == "sqlite" else 0)
    free = shutil.disk_usage(settings.var_dir).free
    if needed > free:
        raise CannotBackUp(
            f"VAR_DIR: {needed / 1e6:.0f} MB are needed and {free / 1e6:.0f} MB are free on the disk of "
            f"{settings.var_dir}: free some, or set VAR_DIR to another disk."
        )


def _check_empty(settings: Settings, over: bool) -> None:
    if over:
        return
    kept = [folder for folder in FOLDERS if any((settings.var_dir / folder).glob("*"))]
    if snapshot.is_sqlite(settings.database_url):
        kept += [DATABASE] if snapshot.file_of(settings.database_url).exists() else []
    elif find_version(settings.database_url) != NONE:
        kept.append(DATABASE)
    if kept:
        raise CannotBackUp(f"There is something already ({', '.join(kept)}): `--over` puts the backup in its place.")


def _prepare_sqlite(settings: Settings, archive: Reader, now: datetime) -> Callable[[], None]:
    """Make the file ready beside its place; returns what puts it there."""
    place = snapshot.file_of(settings.database_url).resolve()
    draft, settled = (place.with_name(f"{place.name}{DRAFT}{end}") for end in ("", "-settled"))
    _forget(draft)
    archive.put(FILE, draft)
    if not snapshot.is_whole_sqlite(draft):
        raise CannotBackUp("The database in the backup is damaged: SQLite finds that it is not whole.")
    if find_version(f"sqlite:///{draft}") != archive.manifest.version:
        raise CannotBackUp("The database in the backup is of another schema than the backup says.")
    _make_current(f"sqlite:///{draft}", archive, now)
    snapshot.copy_sqlite(draft, settled)
    _forget(draft)

    def put() -> None:
        # The old one's journals would be taken for the new one's.
        _forget(place)
        settled.replace(place)

    return put


def _prepare_postgresql(settings: Settings, archive: Reader, now: datetime) -> Callable[[], None]:
    url, schema, told = settings.database_url, archive.manifest.version, archive.manifest.shape
    assert told is not None
    shape = RowShape(told.columns, told.counted)

    def put() -> None:
        snapshot.drop_tables(url)
        upgrade(url, schema)
        snapshot.load_tables(url, shape, lambda table: archive.open(f"{DATABASE}/{table}.copy"))
        _make_current(url, archive, now)

    return put


def _make_current(database_url: str, archive: Reader, now: datetime) -> None:
    upgrade(database_url)
    engine = open_engine(database_url, bears=None)
    with sessions(engine).writing.begin() as db:
        restored.note_restored(db, archive.manifest.made_at, now)
        broadcasts.ask_first(db, now)
    engine.dispose()


def _put_folder(archive: Reader, name: str, place: Path) -> None:
    """What is in the folder of the backup, in place of what is there; the folder may be a link or a disk of its own."""
    draft = place / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    for entry in archive.list_entries(name):
        archive.put(entry, draft / Path(entry).relative_to(name))
    for former in place.iterdir():
        if former.is_dir() and not former.is_symlink():
            if former != draft:
                shutil.rmtree(former)
        else:
            former.unlink()
    for new in draft.iterdir():
        new.replace(place / new.name)
    draft.rmdir()


def _put_whole(archive: Reader, name: str, place: Path) -> None:
    draft = place.with_name(f"{place.name}{DRAFT}")
    archive.put(name, draft)
    draft.replace(place)


def _forget(database: Path) -> None:
    for end in ("", "-wal", "-shm"):
        database.with_name(f"{database.name}{end}").unlink(missing_ok=True)


def _opens(key: str, sealed: str) -> bool:
    try:
        return bool(Vault(key.split(",")).open(sealed) == SEALED)
    except Sealed:
        return False


def _count_others(database_url: str) -> int:
    """How many connections others have; one that was just closed is given a moment to go."""
    end = time.monotonic() + LEAVING_SECONDS
    while (others := snapshot.count_others(database_url)) and time.monotonic() < end:
        time.sleep(0.1)
    return others


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Nothing may run that writes what is put back: not here, and of PostgreSQL nothing anywhere."""
    now = time.time()
    beats = [seconds_silent(settings.run_dir, name, now) for name in BEATING]
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    with (settings.var_dir / "run.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotBackUp(f"The system runs with VAR_DIR={settings.var_dir}: stop it first.") from error
        if any(beat is not None and beat < 2 * EVERY for beat in beats):
            raise CannotBackUp(f"A process ran with VAR_DIR={settings.var_dir} a moment ago: stop it first.")
        others = 0 if snapshot.is_sqlite(settings.database_url) else _count_others(settings.database_url)
        if others:
            raise CannotBackUp(f"DATABASE_URL: {others} connections of others are open: stop every host first.")
        yield
