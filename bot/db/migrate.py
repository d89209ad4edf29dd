"""Brings a database to the newest migration."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


class UnfitDatabase(Exception):
    """A database in which we could not work rightly: a sentence for the person who typed the command."""


def upgrade(database_url: str, revision: str = "head") -> None:
    """Apply every migration that is missing; a database at the head is left as it is.

    Raises:
        UnfitDatabase: it takes no letters but English ones for letters.
    """
    _check_letters(database_url)
    command.upgrade(alembic_config(database_url), revision)


def alembic_config(database_url: str) -> Config:
    """Alembic's settings, made here so that no ini file can disagree with ours."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["database_url"] = database_url
    return config


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
