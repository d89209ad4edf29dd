"""What is noted while a shop is set up: steps left for later, what an account had when it was tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.setup import SetupNote

SKIPPED = "skipped:"
TWILIO = "twilio"


def read_notes(db: Session, merchant_id: int) -> dict[str, SetupNote]:
    """Return everything that is noted, by name."""
    return {one.name: one for one in db.scalars(select(SetupNote).filter_by(merchant_id=merchant_id))}


def keep_note(db: Session, merchant_id: int, name: str, values: Mapping[str, Any], now: datetime) -> None:
    """Note something, in place of what was noted by this name."""
    if insert_once(db, SetupNote, merchant_id=merchant_id, name=name, values=dict(values), at=now) is None:
        row = db.scalars(select(SetupNote).filter_by(merchant_id=merchant_id, name=name)).one()
        row.values, row.at = dict(values), now
    db.flush()


def leave_step(db: Session, merchant_id: int, step: str, skipped: bool, now: datetime) -> None:
    """Leave a step for later, or take it up again."""
    if skipped:
        keep_note(db, merchant_id, f"{SKIPPED}{step}", {}, now)
    else:
        db.execute(delete(SetupNote).filter_by(merchant_id=merchant_id, name=f"{SKIPPED}{step}"))
