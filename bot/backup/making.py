"""Makes a backup while everything runs."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.backup import CannotBackUp
from bot.backup.archive import Writer, written
from bot.backup.manifest import DATABASE, DEMO, MEDIA, SECRETS, SPOOL, TAUGHT
from bot.config import Settings
from bot.db import snapshot
from bot.db.migrate import find_version
from bot.db.versions import NONE, describe_misfit, read_code_version
from bot.services.connections.vault import Vault

FILE = f"{DATABASE}/dastak.db"
# What shows later whether the key in force is the one that sealed what is in the database.
SEALED = "dastak"
EMPTY = "there is nothing in it yet"


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was made: the file, its bytes, how many files of customers, and whether the keys are in it."""

    file: Path
    size: int
    media: int
    with_secrets: bool


def back_up(settings: Settings, target: Path, now: datetime, *, with_secrets: bool = False) -> BackupMade:
    """Write everything that cannot be made again to a file, as of one moment; nothing has to stop for it.

    First the requests on disk, then the database, then the files that it names: what moves on meanwhile is in the
    backup twice, and taken in once, rather than not at all.

    Raises:
        CannotBackUp: the database is not of this code, or the disk refuses.
    """
    found = find_version(settings.database_url)
    if found != read_code_version():
        raise CannotBackUp(f"DATABASE_URL: {describe_misfit(found, read_code_version()) if found != NONE else EMPTY}.")
    about: dict[str, Any] = {
        "made_at": now.isoformat(),
        "made_by": f"dastak {version('dastak')}",
        "kind": "sqlite" if snapshot.is_sqlite(settings.database_url) else "postgresql",
        "sealed": Vault(settings.secret_key.split(",")).seal(SEALED),
        "with_secrets": with_secrets,
    }
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with written(target, about) as archive:
            archive.add_folder(SPOOL, settings.spool_dir, lambda path: path.suffix == ".json")
            about |= _add_database(archive, settings, target.parent)
            media = archive.add_folder(MEDIA, settings.media_dir)
            archive.add_folder(TAUGHT, settings.var_dir / TAUGHT, lambda path: path.is_file() and path.name != "log")
            for file in (settings.demo_clock, settings.demo_callers):
                archive.add_file(f"{DEMO}/{file.name}", file)
            if with_secrets:
                archive.add_folder(SECRETS, settings.var_dir / SECRETS)
        return BackupMade(target, target.stat().st_size, media, with_secrets)
    except OSError as error:
        raise CannotBackUp(f"The backup is not made: {error.filename or target}: {error.strerror or error}.") from error
    except sqlite3.Error as error:
        raise CannotBackUp(f"The backup is not made: {target.parent}: {error}.") from error


def _add_database(archive: Writer, settings: Settings, near: Path) -> dict[str, Any]:
    """The database's part of the manifest."""
    if not snapshot.is_sqlite(settings.database_url):
        schema, shape = snapshot.copy_tables(
            settings.database_url, lambda table, pieces: archive.add(f"{DATABASE}/{table}.copy", pieces)
        )
        return {"schema": schema, "shape": asdict(shape)}
    handle, name = tempfile.mkstemp(dir=near, prefix=".backup-", suffix=".db")
    os.close(handle)
    copy = Path(name)
    try:
        snapshot.copy_sqlite(snapshot.file_of(settings.database_url), copy)
        schema = find_version(f"sqlite:///{copy}")
        archive.add_file(FILE, copy)
    finally:
        copy.unlink(missing_ok=True)
    return {"schema": schema}
