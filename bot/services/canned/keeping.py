"""What a shop or one of its people keeps ready under a name, answers and macros: the most used first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.db.canned import CannedReply, Macro
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once, won
from bot.db.engine import Conflict
from bot.services.canned.history import KeptDeed, forget_versions, note_before, note_version

Kept = TypeVar("Kept", CannedReply, Macro)
MOST = 500  # that somebody sees; nobody looks through more


class NameTaken(Exception):
    """There is one of this name already."""


def list_kept(db: Session, kind: type[Kept], merchant_id: int, staff_id: int | None) -> list[Kept]:
    """List what the shop keeps ready and what somebody keeps for themselves, the most used first."""
    theirs = select(kind).where(*_seen_by(kind, merchant_id, staff_id))
    return list(db.scalars(theirs.order_by(kind.uses.desc(), kind.name, kind.id).limit(MOST)))


def find_kept(db: Session, kind: type[Kept], merchant_id: int, staff_id: int | None, kept_id: int) -> Kept | None:
    """Return what is kept ready and somebody sees, None when there is none by this id."""
    query = select(kind).where(*_seen_by(kind, merchant_id, staff_id), kind.id == kept_id)
    return db.scalars(query.execution_options(populate_existing=True)).first()


def keep(
    db: Session, kind: type[Kept], merchant_id: int, owner_id: int | None, values: Mapping[str, Any], deed: KeptDeed
) -> Kept:
    """Keep something ready, for the whole shop where it has no owner.

    Raises:
        NameTaken: there is one of this name.
    """
    kept_id = insert_once(db, kind, merchant_id=merchant_id, staff_id=owner_id, uses=0, version=1, **values)
    if kept_id is None:
        raise NameTaken(values["name"])
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, deed.now)
    row = db.get_one(kind, kept_id)
    note_version(db, row, deed)
    return row


def change_kept(db: Session, row: Kept, version: int, changes: Mapping[str, Any], deed: KeptDeed) -> bool:
    """Change what is kept ready as it was at `version`; False when it has moved on.

    Raises:
        NameTaken: there is another one of this name.
    """
    kind = type(row)
    seen = update(kind).where(kind.id == row.id, kind.version == version)
    if row.version == version:
        note_before(db, row, deed.now)
    try:
        with db.begin_nested():
            changed = won(db, seen.values(version=version + 1, **changes))
    except Conflict as error:
        raise NameTaken(changes.get("name")) from error
    if not changed:
        return False
    db.refresh(row)
    note_version(db, row, deed)
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, deed.now)
    return True


def drop_kept(db: Session, row: Kept, now: datetime) -> None:
    """Keep it no longer; macros that had an answer go on without."""
    forget_versions(db, row)
    db.delete(row)
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)


def count_use(db: Session, row: Kept) -> None:
    """Count that somebody has used it."""
    kind = type(row)
    mine = update(kind).where(kind.id == row.id).execution_options(synchronize_session=False)
    db.execute(mine.values(uses=kind.uses + 1))


def _seen_by(kind: type[Kept], merchant_id: int, staff_id: int | None) -> list[ColumnElement[bool]]:
    return [kind.merchant_id == merchant_id, or_(kind.staff_id.is_(None), kind.staff_id == staff_id)]
