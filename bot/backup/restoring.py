"""Puts a backup back, into an empty place or, when told so, over what is there."""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backup import CannotBackUp
from bot.backup.archive import Reader, read
from bot.backup.making import DATABASE, DEMO, FILE, MEDIA, SEALED, SECRETS, SPOOL, TAUGHT
from bot.config import Settings
from bot.db import snapshot
from bot.db.engine import open_engine, sessions
from bot.db.migrate import find_version, upgrade
from bot.db.snapshot import RowShape
from bot.db.versions import NONE, read_code_version
from bot.services.connections.vault import Sealed, Vault
from bot.services.messages import broadcasts, restored
from bot.signs import EVERY, seconds_silent

FOLDERS = (MEDIA, SPOOL, TAUGHT)
BEATING = ("worker", "scheduler")
DRAFT = ".restoring"


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
        prepare = _prepare_sqlite if archive.manifest["kind"] == "sqlite" else _prepare_postgresql
        put_database = prepare(settings, archive, now)
        for folder in FOLDERS:
            _put_folder(archive, folder, settings.var_dir / folder)
        for name in archive.list_entries(DEMO):
            archive.put(name, settings.var_dir / Path(name).name)
        for name in archive.list_entries(SECRETS):
            _put_whole(archive, name, settings.var_dir / name)
        put_database()
        sealed, schema = archive.manifest["sealed"], archive.manifest["schema"]
        made_at, media = datetime.fromisoformat(archive.manifest["made_at"]), len(archive.list_entries(MEDIA))
    key = settings.secret_key
    if archive.manifest["with_secrets"]:  # the one that was put back, unless a variable says another
        key = Settings.from_env().secret_key
    return Restored(made_at, schema, find_version(settings.database_url), media, _opens(key, sealed))


def _check_fits(settings: Settings, archive: Reader) -> None:
    kind, schema = archive.manifest["kind"], archive.manifest["schema"]
    ours = "sqlite" if snapshot.is_sqlite(settings.database_url) else "postgresql"
    if kind != ours:
        raise CannotBackUp(f"The backup is of {kind}, and DATABASE_URL is {ours}: set DATABASE_URL to one of {kind}.")
    if schema > read_code_version():
        raise CannotBackUp(
            f"The backup's schema is {schema} and this code knows {read_code_version()} at most: "
            f"restore it with {archive.manifest['made_by']} or newer."
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
    place = snapshot.file_of(settings.database_url)
    draft, settled = (place.with_name(f"{place.name}{DRAFT}{end}") for end in ("", "-settled"))
    _forget(draft)
    archive.put(FILE, draft)
    if not snapshot.is_whole_sqlite(draft):
        raise CannotBackUp("The database in the backup is damaged: SQLite finds that it is not whole.")
    _make_current(f"sqlite:///{draft}", archive, now)
    snapshot.copy_sqlite(draft, settled)
    _forget(draft)

    def put() -> None:
        # The old one's journals would be taken for the new one's.
        _forget(place)
        settled.replace(place)

    return put


def _prepare_postgresql(settings: Settings, archive: Reader, now: datetime) -> Callable[[], None]:
    url, shape, schema = settings.database_url, RowShape(**archive.manifest["shape"]), archive.manifest["schema"]

    def put() -> None:
        snapshot.drop_tables(url)
        upgrade(url, schema)
        snapshot.load_tables(url, shape, lambda table: archive.open(f"{DATABASE}/{table}.copy"))
        _make_current(url, archive, now)

    return put


def _make_current(database_url: str, archive: Reader, now: datetime) -> None:
    upgrade(database_url)
    made_at = datetime.fromisoformat(archive.manifest["made_at"])
    engine = open_engine(database_url, bears=None)
    with sessions(engine).writing.begin() as db:
        restored.note_restored(db, made_at, now)
        broadcasts.ask_first(db, now)
    engine.dispose()


def _put_folder(archive: Reader, name: str, place: Path) -> None:
    """The folder as it is in the backup, in place of what is there."""
    draft = place.with_name(f"{place.name}{DRAFT}")
    shutil.rmtree(draft, ignore_errors=True)
    for entry in archive.list_entries(name):
        archive.put(entry, draft / Path(entry).relative_to(name))
    shutil.rmtree(place, ignore_errors=True)
    if draft.exists():
        draft.replace(place)


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
        others = 0 if snapshot.is_sqlite(settings.database_url) else snapshot.count_others(settings.database_url)
        if others:
            raise CannotBackUp(f"DATABASE_URL: {others} connections of others are open: stop every host first.")
        yield
