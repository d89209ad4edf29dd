"""How many people a rule means, and ten of them, while somebody waits: after two seconds what is known is told."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from bot.db.limits import TookTooLong, favour_indexes, limited
from bot.db.people import Customer
from bot.domain.segments.rules import Rule
from bot.services.segments.asking import Inquiry
from bot.services.segments.compiling import find_people

SECONDS = 2.0
SAMPLED = 10
AT_LEAST = 1000  # is told where all are too many to count in time
# Of the time: for the sample from the newest customers, for the whole count, for that it is at least so many.
_NEWEST, _WHOLE, _PART = 0.1, 0.9, 0.95
_LATELY = (2_000, 50_000)  # ids among which the newest ten are looked for, before all are


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people: `count`, where `is_all`, else more than so many; None where nothing is known in time.

    `sample`: the newest ten of them, with all they are known by; fewer where time ran out.
    """

    count: int | None
    is_all: bool
    sample: tuple[Customer, ...]


def count_people(db: Session, rule: Rule, asked: Inquiry, seconds: float = SECONDS) -> Headcount:
    """Count whom a rule means, and take a sample, within so many seconds."""
    begun = time.monotonic()
    favour_indexes(db)
    newest: list[int] = []
    for back in _LATELY if asked.window is None else ():
        if len(newest) < SAMPLED:
            newest = _list_newest(db, rule, _keep_newest(db, asked, back), begun + seconds * _NEWEST) or newest
    count, is_all = _count_within(db, rule, asked, begun, seconds)
    if len(newest) < SAMPLED and len(newest) != count:
        newest = _list_newest(db, rule, asked, begun + seconds) or newest
    people = select(Customer).where(Customer.merchant_id == asked.merchant_id, Customer.id.in_(newest))
    sample = db.scalars(people.order_by(Customer.id.desc()).options(selectinload(Customer.identities)))
    return Headcount(count, is_all, tuple(sample))


def _count_within(db: Session, rule: Rule, asked: Inquiry, begun: float, seconds: float) -> tuple[int | None, bool]:
    people = find_people(rule, asked)
    for rows, share in ((people, _WHOLE), (people.limit(AT_LEAST + 1), _PART)):
        try:
            with limited(db, begun + seconds * share - time.monotonic()):
                count = db.scalars(select(func.count()).select_from(rows.subquery())).one()
        except TookTooLong:
            continue
        return (count, True) if rows is people or count <= AT_LEAST else (AT_LEAST, False)
    return None, False


def _list_newest(db: Session, rule: Rule, asked: Inquiry, until: float) -> list[int]:
    """The ids of the newest ten, none where time runs out."""
    found = find_people(rule, asked).subquery()
    try:
        with limited(db, until - time.monotonic()):
            return list(db.scalars(select(found.c.id).order_by(found.c.id.desc()).limit(SAMPLED)))
    except TookTooLong:
        return []


def _keep_newest(db: Session, asked: Inquiry, back: int) -> Inquiry:
    """Ask of the customers with the highest ids alone: all that is looked through stays among these."""
    mine = select(Customer.id).where(Customer.merchant_id == asked.merchant_id).order_by(Customer.id.desc()).limit(1)
    last: int = db.scalar(mine) or 0
    return replace(asked, window=(last - back, last))
