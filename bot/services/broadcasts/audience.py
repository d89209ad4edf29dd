"""Whom a broadcast is for: the query behind its audience, and how many it finds now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from bot.db.people import Consent, Customer, Identity
from bot.domain.consent import Purpose
from bot.domain.segments.rules import Saved
from bot.services.segments.asking import begin_inquiry, read_saved
from bot.services.segments.compiling import find_people

MOST_NAMED = 5000  # people of a list that is given by their ids
CUSTOMERS, AGREED, SEGMENT = "customers", "agreed", "segment"
_OF_OFFERS = (Purpose.MARKETING, Purpose.ANY)


class BadAudience(ValueError):
    """Raised for an audience that says nothing; says what to give."""


def check_audience(db: Session, merchant_id: int, audience: Mapping[str, Any]) -> None:
    """Make sure that an audience can be asked for.

    Raises:
        BadAudience: it is none of {"segment": id}, {"customers": [ids]} and {"agreed": true}.
    """
    match dict(audience):
        case {"agreed": True, **others} if not others:
            return
        case {"segment": int(segment_id), **others} if not others and not isinstance(segment_id, bool):
            if segment_id not in read_saved(db, merchant_id):
                raise BadAudience(f"audience: {segment_id} is no segment of yours")
        case {"customers": [_, *_] as named, **others} if not others:
            if len(named) > MOST_NAMED:
                raise BadAudience(f"audience: {len(named)} customers are more than {MOST_NAMED}: use a segment")
            if any(not isinstance(one, int) or isinstance(one, bool) for one in named):
                raise BadAudience("audience: ids of customers are whole numbers")
        case _:
            raise BadAudience('audience: give {"segment": id}, {"customers": [ids]} or {"agreed": true}')


def select_audience(
    db: Session, merchant_id: int, audience: Mapping[str, Any], now: datetime, window: tuple[int, int] | None = None
) -> Select[int]:
    """Return the query of the ids of an audience's people: of this shop, neither merged into others nor forgotten.

    Days of a segment's rule are counted back from `now`. `window`: only people with ids above the first up to the
    second, and nobody else is looked at.
    """
    if SEGMENT in audience:
        return find_people(Saved(audience[SEGMENT]), begin_inquiry(db, merchant_id, now, window))
    known = exists().where(Identity.customer_id == Customer.id)
    people = select(Customer.id).where(Customer.merchant_id == merchant_id, Customer.merged_into.is_(None), known)
    if window is not None:
        people = people.where(Customer.id > window[0], Customer.id <= window[1])
    if AGREED in audience:
        return people.where(_agreed())
    return people.where(Customer.id.in_(audience[CUSTOMERS]))


def count_audience(db: Session, merchant_id: int, audience: Mapping[str, Any], now: datetime) -> int:
    """Count the people whom an audience finds now; an empty one, of a draft, finds nobody."""
    if not audience:
        return 0
    found = select_audience(db, merchant_id, audience, now).subquery()
    return db.scalar(select(func.count()).select_from(found)) or 0


def _agreed() -> ColumnElement[bool]:
    """Offers were agreed to on a channel, and nothing there took that back for good."""
    no, lifted = aliased(Consent), aliased(Consent)
    of_one_channel = (no.customer_id == Consent.customer_id, no.channel == Consent.channel)
    taken_back = exists().where(
        *of_one_channel,
        no.purpose.in_(_OF_OFFERS),
        no.granted.is_(False),
        no.id > Consent.id,
        ~exists().where(
            lifted.customer_id == no.customer_id,
            lifted.channel == no.channel,
            lifted.purpose.in_(_OF_OFFERS),
            lifted.granted.is_(True),
            lifted.id > no.id,
        ),
    )
    yes = (Consent.customer_id == Customer.id, Consent.purpose == Purpose.MARKETING, Consent.granted.is_(True))
    return exists().where(*yes, ~taken_back)
