"""The documents made for people who asked what we hold of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.connections import DataExport


@dataclass(frozen=True, slots=True)
class Made:
    """An export; `document` is JSON, "" once its person was forgotten."""

    id: int
    made_at: datetime
    fetched_at: datetime | None
    document: str


def listed(db: Session, merchant_id: int) -> list[Made]:
    """A shop's exports, the newest first, without their documents."""
    query = select(DataExport.id, DataExport.made_at, DataExport.fetched_at).where(
        DataExport.merchant_id == merchant_id
    )
    return [Made(*row, "") for row in db.execute(query.order_by(DataExport.id.desc()))]


def fetch(db: Session, merchant_id: int, export_id: int, now: datetime) -> Made | None:
    """One of a shop's exports, marked as handed out; None when there is no such one."""
    query = select(DataExport).where(DataExport.merchant_id == merchant_id, DataExport.id == export_id)
    row = db.scalars(query).first()
    if row is None:
        return None
    row.fetched_at = row.fetched_at or now
    db.flush()
    return Made(row.id, row.made_at, row.fetched_at, row.document)
