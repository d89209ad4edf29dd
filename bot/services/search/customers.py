"""The customers of a shop by pages, who came last first: looked for by name, number or order, and narrowed.

A name is found in any script; who is written as typed comes before who only sounds like it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.orm import Session, selectinload

from bot.db.limits import TookTooLong, limited
from bot.db.people import Customer, Identity
from bot.domain.access import Viewer
from bot.domain.search_key import find_words
from bot.services.search import people
from bot.services.search.narrowing import CustomerFilter, has_any, list_called, list_conditions, list_numbered
from lexicon.folding import ascii_digits

LIMIT = 2.0  # seconds
NEWEST = 30_000  # customers that are looked through for a name
NARROWED = 10_000  # that are looked through where each has to be asked about


@dataclass(frozen=True, slots=True)
class CustomerPlace:
    """Where a page begins: below which id, and whether among those who only sound like what was typed."""

    id: int
    by_sound: bool = False


@dataclass(frozen=True, slots=True)
class CustomersFound:
    """A page of customers with all they are known by; `next` is where the next one begins, None on the last.

    It may be short, or empty, and not the last. `is_cut`: there was no time for the rest.
    """

    customers: tuple[Customer, ...]
    next: CustomerPlace | None = None
    is_cut: bool = False


def find_customers(
    db: Session, viewer: Viewer, wanted: CustomerFilter, after: CustomerPlace | None, limit: int, seconds: float = LIMIT
) -> CustomersFound:
    """Find the customers of the page that begins at a place, at most `limit`, in the time given."""
    ids, following, is_cut, end = list[int](), None, False, time.monotonic() + seconds
    try:
        with limited(db, seconds):
            tiers = _list_tiers(db, viewer, wanted)
        for tier in tiers:
            if after is not None and after.by_sound > tier.by_sound:
                continue
            before = after.id if after is not None and after.by_sound == tier.by_sound else None
            with limited(db, end - time.monotonic()):
                found, last = _ask(db, tier, before, limit - len(ids))
            ids += found
            if last is not None:
                following = CustomerPlace(last, tier.by_sound)
                break
    except TookTooLong:
        is_cut = True
    people_of = select(Customer).where(Customer.id.in_(ids)).options(selectinload(Customer.identities))
    known = {one.id: one for one in db.scalars(people_of)}
    return CustomersFound(tuple(known[row_id] for row_id in ids), following, is_cut)


@dataclass(frozen=True, slots=True)
class _Tier:
    """Whom to look for: `among` by an index in the order of ids, with these conditions; `leads` has an index, too."""

    among: Sequence[ColumnElement[bool]]
    conditions: Sequence[ColumnElement[bool]]
    leads: ColumnElement[bool] | None = None
    by_sound: bool = False


def _list_tiers(db: Session, viewer: Viewer, wanted: CustomerFilter) -> list[_Tier]:
    """What is asked for, first as it is written and then as it sounds."""
    among = [Customer.merchant_id == viewer.merchant_id]
    if wanted.locale:
        among.append(Customer.locale == wanted.locale)
    # Of a person who was forgotten, or merged into another, a row stays, and nothing in it.
    known = or_(Customer.name != "", has_any(select(Identity.id).where(Identity.customer_id == Customer.id)))
    conditions = [known, *list_conditions(viewer.merchant_id, wanted)]
    asked = ascii_digits(wanted.asked.replace("\x00", " "))
    number = " ".join(word for word in asked.split() if any(map(str.isdigit, word)))
    name = " ".join(word for word in asked.split() if not any(map(str.isdigit, word)))
    if number:
        among.append(Customer.id.in_(list_numbered(db, viewer, number)))
    if not name:
        return [_Tier(among, conditions)]
    if not find_words(name):
        return []
    called = Customer.id.in_(list_called(db, viewer, name))
    written = or_(people.is_named(name, as_written=True), _has_new_name(name), called)
    heard = and_(people.is_named(name), not_(written))
    return [_Tier(among, conditions, written), _Tier(among, conditions, heard, by_sound=True)]


def _has_new_name(name: str) -> ColumnElement[bool]:
    """Whether a name that was set a moment ago, and has no key yet, holds each word as it is."""
    words = (Customer.name.icontains(word, autoescape=True) for word in name.split())
    return and_(Customer.name_key.is_(None), *words)


def _ask(db: Session, tier: _Tier, before: int | None, limit: int) -> tuple[Sequence[int], int | None]:
    """Return the ids of at most so many, and the id below which more may follow.

    The newest are looked through. Where they do not fill the page, what leads to the few there are is followed; where
    nothing does, the page ends there, and the next one goes on.
    """
    among = [*tier.among] if before is None else [*tier.among, Customer.id < before]
    newest = Customer.id.desc()
    reach = NARROWED if tier.leads is None else NEWEST
    floor = db.scalar(select(Customer.id).where(*among).order_by(newest).offset(reach).limit(1))
    near = [*among] if floor is None else [*among, Customer.id > floor]
    leads = () if tier.leads is None else (tier.leads,)
    query = select(Customer.id).where(*tier.conditions).order_by(newest).limit(limit + 1)
    found = db.scalars(query.where(*near, *leads)).all()
    if len(found) <= limit and floor is not None:
        if not leads:
            return found, floor + 1
        # Materialised: in the order of the ids PostgreSQL would read all customers for a name that few have.
        few = select(Customer.id).where(*among, *leads).cte("few").prefix_with("MATERIALIZED", dialect="postgresql")
        found = db.scalars(query.join(few, few.c.id == Customer.id)).all()
    return found[:limit], found[limit] + 1 if len(found) > limit else None
