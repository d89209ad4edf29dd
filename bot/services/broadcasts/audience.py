"""Whom a broadcast is for: the query behind its audience, and how many it finds now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from bot.db.people import Consent, Customer, Identity
from bot.domain.consent import Purpose

MOST_NAMED = 5000  # people of a list that is given by their ids
CUSTOMERS, AGREED = "customers", "agreed"
_OF_OFFERS = (Purpose.MARKETING, Purpose.ANY)


class BadAudience(ValueError):
    """Raised for an audience that says nothing; says what to give."""


def check_audience(audience: Mapping[str, Any]) -> None:
    """Make sure that an audience can be asked for.

    Raises:
        BadAudience: it is none of {"customers": [ids]} and {"agreed": true}.
    """
    if set(audience) == {AGREED} and audience[AGREED] is True:
        return
    named = audience.get(CUSTOMERS)
    if set(audience) != {CUSTOMERS} or not isinstance(named, list) or not named:
        raise BadAudience('give {"customers": [their ids]} or {"agreed": true}, everybody who agreed to offers')
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in named):
        raise BadAudience("customers: ids are whole numbers")
    if len(named) > MOST_NAMED:
        raise BadAudience(f"customers: {len(named)} are more than {MOST_NAMED}; use a segment")


def select_audience(merchant_id: int, audience: Mapping[str, Any]) -> Select[int]:
    """Return the query of the ids of an audience's people: of this shop, neither merged into others nor forgotten."""
    known = exists().where(Identity.customer_id == Customer.id)
    people = select(Customer.id).where(Customer.merchant_id == merchant_id, Customer.merged_into.is_(None), known)
    if AGREED in audience:
        return people.where(_agreed())
    return people.where(Customer.id.in_(audience[CUSTOMERS]))


def count_audience(db: Session, merchant_id: int, audience: Mapping[str, Any]) -> int:
    """Count the people whom an audience finds now."""
    found = select_audience(merchant_id, audience).subquery()
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
