"""Answers kept ready, of the whole shop and of each of its people: the most used first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.db.canned import CannedReply
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import won

MOST = 500  # that somebody sees; nobody looks through more


class CannedTaken(Exception):
    """There is one of this name already."""


def list_canned(db: Session, merchant_id: int, staff_id: int | None) -> list[CannedReply]:
    """List what the shop keeps ready and what somebody keeps for themselves, the most used first."""
    theirs = select(CannedReply).where(*_seen_by(merchant_id, staff_id))
    return list(db.scalars(theirs.order_by(CannedReply.uses.desc(), CannedReply.name, CannedReply.id).limit(MOST)))


def find_canned(db: Session, merchant_id: int, staff_id: int | None, canned_id: int) -> CannedReply | None:
    """Return an answer kept ready that somebody sees, None when there is none by this id."""
    query = select(CannedReply).where(*_seen_by(merchant_id, staff_id), CannedReply.id == canned_id)
    return db.scalars(query.execution_options(populate_existing=True)).first()


def add_canned(db: Session, merchant_id: int, owner_id: int | None, values: Mapping[str, Any], now: datetime) -> int:
    """Keep an answer ready, for the whole shop where it has no owner; returns its id.

    Raises:
        CannedTaken: there is one of this name.
    """
    _check_name(db, merchant_id, owner_id, values["name"], None)
    row = CannedReply(merchant_id=merchant_id, staff_id=owner_id, **values)
    db.add(row)
    db.flush()
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return row.id


def change_canned(db: Session, row: CannedReply, version: int, changes: Mapping[str, Any], now: datetime) -> bool:
    """Change an answer as it was at `version`; False when it has moved on.

    Raises:
        CannedTaken: there is another one of this name.
    """
    if "name" in changes:
        _check_name(db, row.merchant_id, row.staff_id, changes["name"], row.id)
    seen = update(CannedReply).where(CannedReply.id == row.id, CannedReply.version == version)
    if not won(db, seen.values(version=version + 1, **changes)):
        return False
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)
    return True


def drop_canned(db: Session, row: CannedReply, now: datetime) -> None:
    """Keep an answer no longer; macros that had it go on without."""
    db.delete(row)
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)


def count_use(db: Session, canned_id: int) -> None:
    """Count that somebody has used an answer."""
    mine = update(CannedReply).where(CannedReply.id == canned_id).execution_options(synchronize_session=False)
    db.execute(mine.values(uses=CannedReply.uses + 1))


def _seen_by(merchant_id: int, staff_id: int | None) -> list[ColumnElement[bool]]:
    owner = CannedReply.staff_id
    return [CannedReply.merchant_id == merchant_id, or_(owner.is_(None), owner == staff_id)]


def _check_name(db: Session, merchant_id: int, owner_id: int | None, name: str, own_id: int | None) -> None:
    of_owner = CannedReply.staff_id.is_(None) if owner_id is None else CannedReply.staff_id == owner_id
    taken = select(CannedReply.id).where(CannedReply.merchant_id == merchant_id, of_owner, CannedReply.name == name)
    if db.scalar(taken.where(CannedReply.id != (own_id or 0)).limit(1)) is not None:
        raise CannedTaken(name)
