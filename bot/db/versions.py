"""Which schema this code is written for, and which one a database has: numbers of migrations, as "0054"."""

from __future__ import annotations

from functools import cache

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from bot.places import ROOT

MIGRATIONS = ROOT / "migrations"
NONE = "0000"  # of a database without tables
OF_DATABASE = text("SELECT version_num FROM alembic_version")


@cache
def read_code_version() -> str:
    """The newest migration that came with this code."""
    return max(list_versions())


@cache
def list_versions() -> frozenset[str]:
    """Every version that a schema had since the first, this code's among them."""
    return frozenset(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def read_schema_version(db: Session) -> str:
    """The newest migration that was applied to the database."""
    if not inspect(db.connection()).has_table("alembic_version"):
        return NONE
    return str(db.scalar(OF_DATABASE) or NONE)


def describe_misfit(schema: str, code: str) -> str:
    """What is wrong between a schema and the code, with both versions and what to do; "" where they fit."""
    if schema == code:
        return ""
    if schema < code:
        return f"the schema is {schema} and this code needs {code}: run `dastak upgrade` with this code"
    return f"the schema is {schema} and this code knows {code} at most: start the newer code, or restore a backup"
