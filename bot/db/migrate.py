"""Brings a database to the newest migration."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from bot.db.versions import MIGRATIONS, describe_misfit, read_code_version, read_schema_version

if TYPE_CHECKING:
    from alembic.config import Config

# Any number that nobody else takes for a lock in this database.
LOCK = 7_239_411_054


class UnfitDatabase(Exception):
    """A database in which we could not work rightly: a sentence for the person who typed the command."""


def upgrade(database_url: str, revision: str = "head") -> tuple[str, str]:
    """Apply every migration that is missing; returns the versions before and after.

    One at a time does it, of however many that begin at once: the others wait and find nothing left to do.

    Raises:
        UnfitDatabase: it takes no letters but English ones for letters, or newer code has been at it.
    """
    _check_letters(database_url)
    with _alone(database_url):
        before = find_version(database_url)
        if before > read_code_version():
            raise UnfitDatabase(f"DATABASE_URL: {describe_misfit(before, read_code_version())}.")
        if before == read_code_version() and revision == "head":
            return before, before  # Alembic would read every migration to find none: a second of each start
        from alembic import command

        command.upgrade(alembic_config(database_url), revision)
        return before, find_version(database_url)


def find_version(database_url: str) -> str:
    """The version of a database's schema, "0000" where it has none."""
    engine = create_engine(database_url, poolclass=NullPool)
    with Session(engine) as db:
        return read_schema_version(db)


def alembic_config(database_url: str) -> Config:
    """Alembic's settings, made here so that no ini file can disagree with ours."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["database_url"] = database_url
    return config


@contextmanager
def _alone(database_url: str) -> Iterator[None]:
    """Hold the turn to change a schema: a lock of the server, or of a file beside SQLite's; whoever dies loses it."""
    url = make_url(database_url)
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            # Of the session, not of a transaction: a snapshot held open all the while would keep old rows from going.
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            connection.commit()
            yield
        return
    if not url.database or url.database == ":memory:":
        yield
        return
    lock = Path(f"{url.database}.lock")
    try:
        file = lock.open("w")
    except OSError as error:
        raise UnfitDatabase(
            f"DATABASE_URL: {lock.parent} cannot be written ({error.strerror}): make that folder for whoever runs this."
        ) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _check_letters(database_url: str) -> None:
    """In the locale C PostgreSQL knows no Indic letters: the trigrams by which names are found would hold none."""
    if make_url(database_url).get_backend_name() != "postgresql":
        return
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.connect() as connection:
        of_this = text("SELECT datname, datctype FROM pg_database WHERE datname = current_database()")
        name, ctype = connection.execute(of_this).one()
    if ctype in ("C", "POSIX"):
        raise UnfitDatabase(
            f"DATABASE_URL: the letters of the database {name} are those of the locale {ctype}, in which no Hindi, "
            "Gujarati or Bengali name can be searched. Make one that knows them and move the data: CREATE DATABASE "
            f"{name}_utf8 TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';"
        )
