"""Seals with the newest SECRET_KEY what former ones sealed, so that those can be dropped one day."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.tables import metadata
from bot.services.connections.vault import Sealed, Vault


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many sealed values of one column the newest key has by now, and how many no key opens any more."""

    column: str
    anew: int
    lost: int


def list_sealed() -> list[Column[str]]:
    """The columns of the database whose values are sealed."""
    return [column for table in metadata.sorted_tables for column in table.columns if column.info.get("sealed")]


def seal_anew(db: Session, vault: Vault, column: Column[str]) -> Resealed:
    """Seal each value of a column anew that a former key has sealed; what somebody changes meanwhile is theirs."""
    table, anew, lost = column.table, 0, 0
    for row_id, text in db.execute(select(table.c.id, column).where(column != "")).all():
        try:
            sealed = vault.seal_anew(text)
        except Sealed:
            lost += 1
            continue
        if sealed is not None:
            same = update(table).where(table.c.id == row_id, column == text)
            anew += won(db, same.values({column: sealed}))
    return Resealed(f"{table.name}.{column.name}", anew, lost)
