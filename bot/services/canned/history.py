"""How what is kept ready changed: its versions, and one of them brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from bot.db.canned import CannedReply, KeptVersion, Macro
from bot.db.staff import StaffMember
from bot.domain.faq import FaqChange

MOST_SHOWN = 50
_WRITTEN = {CannedReply: ("name", "shortcut", "texts"), Macro: ("name", "canned_id", "actions")}


@dataclass(frozen=True, slots=True)
class KeptDeed:
    """Who changes something that is kept ready, when, and how; without a person: a program or the terminal."""

    staff_id: int | None
    now: datetime
    how: FaqChange = FaqChange.WRITTEN


@dataclass(frozen=True, slots=True)
class KeptSeen:
    """What is kept ready as a change left it. `by`: who made the change, "" for a program."""

    number: int
    whole: Mapping[str, Any]
    how: str
    by: str
    at: datetime


def note_version(db: Session, row: CannedReply | Macro, deed: KeptDeed) -> None:
    """Note how something is from now on."""
    whole = {name: getattr(row, name) for name in _WRITTEN[type(row)]}
    of = {"merchant_id": row.merchant_id, "kind": row.__tablename__, "kept_id": row.id, "number": row.version}
    db.add(KeptVersion(**of, whole=whole, how=deed.how, staff_id=deed.staff_id, at=deed.now))
    db.flush()


def note_before(db: Session, row: CannedReply | Macro, now: datetime) -> None:
    """Note how something was before changes of it began to be kept."""
    if not db.scalar(select(exists().where(*_of(row), KeptVersion.number == row.version))):
        note_version(db, row, KeptDeed(None, now, FaqChange.BEFORE))


def list_kept_versions(db: Session, row: CannedReply | Macro) -> list[KeptSeen]:
    """List the versions of something, the newest first."""
    mine = select(KeptVersion, StaffMember.name).outerjoin(StaffMember, StaffMember.id == KeptVersion.staff_id)
    found = db.execute(mine.where(*_of(row)).order_by(KeptVersion.number.desc()).limit(MOST_SHOWN))
    return [KeptSeen(one.number, one.whole, one.how, name or "", one.at) for one, name in found]


def find_kept_version(db: Session, row: CannedReply | Macro, number: int) -> Mapping[str, Any] | None:
    """Return what something was at a version; None where there is no such one.

    An answer that is not kept any more is in no macro any more.
    """
    version = db.scalars(select(KeptVersion).where(*_of(row), KeptVersion.number == number)).first()
    if version is None:
        return None
    answer = version.whole.get("canned_id")
    if answer is not None:
        seen = select(CannedReply.id).where(CannedReply.merchant_id == row.merchant_id, CannedReply.id == answer)
        return {**version.whole, "canned_id": db.scalar(seen)}
    return dict(version.whole)


def forget_versions(db: Session, row: CannedReply | Macro) -> None:
    """Forget how something was, that is kept no longer: its id may be another one's some day."""
    db.execute(delete(KeptVersion).where(*_of(row)))


def _of(row: CannedReply | Macro) -> tuple[Any, ...]:
    one = KeptVersion
    return (one.merchant_id == row.merchant_id, one.kind == row.__tablename__, one.kept_id == row.id)
