"""A merchant's rules: the standard ones with the merchant's own changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.notices import RuleChange
from bot.db.segments import Segment
from bot.domain import rules
from bot.domain.own_rules import make_own
from bot.domain.rules import BadRule, Rule

_CHANGES = (
    select(
        RuleChange.name,
        RuleChange.active,
        RuleChange.delay_seconds,
        RuleChange.segment,
        RuleChange.hours,
        RuleChange.moment,
        RuleChange.title,
        RuleChange.locales,
        RuleChange.dropped_at,
    )
    .where(RuleChange.merchant_id == bindparam("merchant"))
    .order_by(RuleChange.id)
)

_READ = "rules"


def read_rules(db: Session, merchant_id: int) -> dict[str, Rule]:
    """Every rule as it is in force at this shop, by name; read once a session."""
    known: dict[str, Rule] | None = db.info.get((_READ, merchant_id))
    if known is not None:
        return known
    mine = dict(rules.standard())
    for row in db.execute(_CHANGES, {"merchant": merchant_id}):
        name = row.name
        if row.moment is not None:
            made = make_own(name, row.moment, row.title, row.locales, dropped=row.dropped_at is not None)
            mine[name] = made.changed(bool(row.active) and not made.dropped, row.delay_seconds, row.segment, row.hours)
        elif name in mine:
            mine[name] = mine[name].changed(row.active, row.delay_seconds, row.segment, row.hours)
    db.info[_READ, merchant_id] = mine
    return mine


def change(
    db: Session,
    merchant_id: int,
    name: str,
    *,
    active: bool | None = None,
    delay_seconds: int | None = None,
    segment: Mapping[str, Any] | None = None,
    hours: Sequence[str] | None = None,
) -> Rule:
    """Change a rule for this shop; what is None stays.

    Raises:
        BadRule: no such rule, a segment that cannot be, or hours that are none.
    """
    mine = read_rules(db, merchant_id)
    if name not in mine or mine[name].dropped:
        raise BadRule(f"there is no rule {name}: {', '.join(one.name for one in mine.values() if not one.dropped)}")
    check_whom(db, merchant_id, segment or {})
    rules.read_hours(hours or [])
    insert_once(db, RuleChange, merchant_id=merchant_id, name=name, version=1, title="", locales=[])
    row = db.scalars(select(RuleChange).where(RuleChange.merchant_id == merchant_id, RuleChange.name == name)).one()
    row.active = row.active if active is None else active
    row.delay_seconds = row.delay_seconds if delay_seconds is None else delay_seconds
    row.segment = row.segment if segment is None else dict(segment)
    row.hours = row.hours if hours is None else list(hours)
    row.version += 1
    db.flush()
    forget_rules(db, merchant_id)
    return read_rules(db, merchant_id)[name]


def check_whom(db: Session, merchant_id: int, segment: Mapping[str, Any]) -> None:
    """Check to whom a rule is to be told.

    Raises:
        BadRule: a part that no segment has, a value it cannot have, or a kept segment that is not the shop's.
    """
    rules.check_segment(segment)
    if "in_segment" not in segment:
        return
    ours = (Segment.merchant_id == merchant_id, Segment.id == segment["in_segment"])
    if db.scalar(select(Segment.id).where(*ours)) is None:
        raise BadRule("in_segment: the shop has none by this id: choose one of its segments")


def forget_rules(db: Session, merchant_id: int) -> None:
    """Read the shop's rules anew when they are next needed: they have changed."""
    db.info.pop((_READ, merchant_id), None)
