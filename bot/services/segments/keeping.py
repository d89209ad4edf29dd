"""Segments that a shop keeps: made, revised as they were seen, and dropped when nothing uses them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once, won
from bot.db.segments import Segment
from bot.domain.segments.places import word_key
from bot.domain.segments.rules import Rule, list_saved, to_json
from bot.services.segments import usage
from bot.services.segments.asking import read_saved
from bot.services.segments.checking import check_rule

MOST = 200  # segments of a shop: nobody finds one among more


class SegmentTaken(Exception):
    """Raised for a name that another segment of the shop has."""


class TooManySegments(Exception):
    """The shop has MOST segments."""


class SegmentUsed(Exception):
    """Raised for a segment that others use, which are named."""


def list_segments(db: Session, merchant_id: int) -> list[Segment]:
    """List the segments of a shop by their names."""
    return list(db.scalars(select(Segment).where(Segment.merchant_id == merchant_id).order_by(Segment.key)))


def find_segment(db: Session, merchant_id: int, segment_id: int) -> Segment | None:
    """Return a segment of a shop as it is now, None where it has none by this id."""
    query = select(Segment).where(Segment.merchant_id == merchant_id, Segment.id == segment_id)
    return db.scalars(query.execution_options(populate_existing=True)).first()


def find_named(db: Session, merchant_id: int, name: str) -> Segment | None:
    """Return the segment of a shop by its name, in whatever letters, or by its id written out; None for none."""
    named = (
        (Segment.key == word_key(name), Segment.id == int(name)) if _is_id(name) else (Segment.key == word_key(name),)
    )
    query = select(Segment).where(Segment.merchant_id == merchant_id, or_(*named))
    return db.scalars(query.order_by(Segment.key != word_key(name)).limit(1)).first()


def list_users(db: Session, merchant_id: int) -> dict[int, list[Segment]]:
    """Return, by the id of each segment that others use, the segments that do."""
    users = dict[int, list[Segment]]()
    rows, saved = list_segments(db, merchant_id), read_saved(db, merchant_id)
    for row in rows:
        for used in list_saved(saved[row.id]) if row.id in saved else ():
            users.setdefault(used, []).append(row)
    return users


def keep_segment(db: Session, merchant_id: int, name: str, rule: Rule, staff_id: int | None, now: datetime) -> Segment:
    """Keep a rule by a name.

    Raises:
        SegmentTaken: there is one of this name, in whatever letters.
        TooManySegments: there are MOST.
        WrongRule: it names what is not the shop's, or leads too far.
    """
    if len(_lock_all(db, merchant_id)) >= MOST:
        raise TooManySegments
    check_rule(db, merchant_id, rule, read_saved(db, merchant_id))
    made = {"name": name, "key": word_key(name), "rule": to_json(rule), "version": 1}
    when = {"created_at": now, "changed_at": now, "changed_by": staff_id}
    segment_id = insert_once(db, Segment, merchant_id=merchant_id, **made, **when)
    if segment_id is None:
        raise SegmentTaken(name)
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return db.get_one(Segment, segment_id)


def revise_segment(
    db: Session, row: Segment, version: int, name: str | None, rule: Rule | None, staff_id: int | None, now: datetime
) -> bool:
    """Change name or rule of a segment as it was at `version`; False when it has moved on.

    Raises:
        SegmentTaken: another one has the name.
        WrongRule: it names what is not the shop's, or leads too far, itself or in those that use it.
    """
    _lock_all(db, row.merchant_id)
    changes: dict[str, Any] = {"changed_at": now, "changed_by": staff_id, "version": version + 1}
    if name is not None:
        _check_name(db, row, name)
        changes |= {"name": name, "key": word_key(name)}
    if rule is not None:
        check_rule(db, row.merchant_id, rule, read_saved(db, row.merchant_id), row.id)
        changes["rule"] = to_json(rule)
    if not won(db, update(Segment).where(Segment.id == row.id, Segment.version == version).values(**changes)):
        return False
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)
    return True


def drop_segment(db: Session, row: Segment, now: datetime) -> None:
    """Keep a segment no longer.

    Raises:
        SegmentUsed: others use it.
    """
    _lock_all(db, row.merchant_id)
    users = [f"“{one.name}”" for one in list_users(db, row.merchant_id).get(row.id, [])]
    users += [f"the rule {name}" for name in usage.list_rules(db, row.merchant_id).get(row.id, [])]
    users += [f"the broadcast “{name}”" for _, name in usage.list_broadcasts(db, row.merchant_id).get(row.id, [])]
    if users:
        raise SegmentUsed(", ".join(users))
    db.delete(row)
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)


def _is_id(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 19


def _lock_all(db: Session, merchant_id: int) -> list[int]:
    """One change at a time: what is checked of all of a shop's segments is so until it is written."""
    rows = select(Segment.id).where(Segment.merchant_id == merchant_id).order_by(Segment.id)
    return list(db.scalars(rows.with_for_update()))


def _check_name(db: Session, row: Segment, name: str) -> None:
    others = select(Segment.id).where(Segment.merchant_id == row.merchant_id, Segment.key == word_key(name))
    if db.scalar(others.where(Segment.id != row.id)) is not None:
        raise SegmentTaken(name)
