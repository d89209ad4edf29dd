"""Operators run the installation: people of no shop, who log in as a shop's people do and see no shop's data."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.shop import INSTALLATION, Tenant

# No shop can have this name for short: it has letters that none may have.
SLUG, NAME = "(installation)", "Dastak"


def find_installation(db: Session) -> int | None:
    """Return the id under which the installation's own people are kept, None before there was any."""
    return db.scalar(select(Tenant.id).where(Tenant.kind == INSTALLATION))


def open_installation(db: Session) -> int:
    """Return the id under which the installation's own people are kept, made once."""
    insert_once(db, Tenant, slug=SLUG, name=NAME, kind=INSTALLATION)
    found = find_installation(db)
    assert found is not None
    return found
