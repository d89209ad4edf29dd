"""How many people a rule means, and ten of them, while somebody waits: after two seconds what is known is told."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from bot.db.limits import TookTooLong, limited
from bot.db.people import Customer
from bot.domain.segments.rules import Rule
from bot.services.segments.asking import Inquiry
from bot.services.segments.compiling import find_people

SECONDS = 2.0
SAMPLED = 10
AT_LEAST = 1000  # is told where all are too many to count in time
_WHOLE, _PART = 0.7, 0.85  # of the time: for the whole count, for that it is at least so many


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
    count, is_all = _count_within(db, rule, asked, begun, seconds)
    try:
        with limited(db, begun + seconds - time.monotonic()):
            sample = _take_sample(db, rule, asked)
    except TookTooLong:
        sample = ()
    return Headcount(count, is_all, sample)


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


def _take_sample(db: Session, rule: Rule, asked: Inquiry) -> tuple[Customer, ...]:
    found = find_people(rule, asked).subquery()
    newest = list(db.scalars(select(found.c.id).order_by(found.c.id.desc()).limit(SAMPLED)))
    people = select(Customer).where(Customer.merchant_id == asked.merchant_id, Customer.id.in_(newest))
    return tuple(db.scalars(people.order_by(Customer.id.desc()).options(selectinload(Customer.identities))))
