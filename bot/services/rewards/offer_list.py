"""The shop's offers as its people write them: listed, made, changed and ended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once, won
from bot.db.shop import Offer
from bot.domain.connections import OWN_SYSTEM

_CODE = re.compile(r"[A-Za-z0-9_-]{3,40}")
_MOST = 10**9


class BadOffer(ValueError):
    """Raised for an offer that cannot be: names the field, what is wrong and the remedy."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem}: {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy


class OfferMovedOn(Exception):
    """Raised for a change of an offer that is another by now, or a new one whose code is taken; has it as it is."""

    def __init__(self, row: Offer) -> None:
        super().__init__()
        self.row = row


@dataclass(frozen=True, slots=True)
class OfferGiven:
    """`amount` off from `minimum`, in minor units; `ends_on` is the last day, None for no end."""

    code: str
    amount: int
    minimum: int
    ends_on: date | None = None
    active: bool = True


def list_offers(db: Session, merchant_id: int) -> list[Offer]:
    """List every offer, those that run first."""
    mine = select(Offer).where(Offer.merchant_id == merchant_id)
    return list(db.scalars(mine.order_by(Offer.active.desc(), Offer.minimum, Offer.code)))


def find_offer(db: Session, merchant_id: int, offer_id: int) -> Offer | None:
    """Return an offer, None without."""
    mine = select(Offer).where(Offer.merchant_id == merchant_id, Offer.id == offer_id)
    return db.scalars(mine.execution_options(populate_existing=True)).first()


def find_code(db: Session, merchant_id: int, code: str) -> Offer | None:
    """Return the offer of a code, None without."""
    mine = select(Offer).where(Offer.merchant_id == merchant_id, Offer.code == code)
    return db.scalars(mine.execution_options(populate_existing=True)).first()


def add_offer(db: Session, merchant_id: int, given: OfferGiven, now: datetime) -> Offer:
    """Make an offer; the very same once more is the one that is there.

    Raises:
        BadOffer: it cannot be.
        OfferMovedOn: there is another one of this code.
    """
    check_offer(given)
    values = _values(given)
    insert_once(db, Offer, merchant_id=merchant_id, source=OWN_SYSTEM, external_id="", version=1, **values)
    row = find_code(db, merchant_id, given.code)
    assert row is not None  # it was put there, or there before
    if any(getattr(row, name) != value for name, value in values.items()):
        raise OfferMovedOn(row)
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return row


def change_offer(db: Session, row: Offer, version: int, given: OfferGiven, now: datetime) -> None:
    """Change an offer as it was at `version`.

    Raises:
        BadOffer: it cannot be, or the shop's system tells of it: what is changed here would be changed back.
        OfferMovedOn: it is at another version.
    """
    check_offer(given)
    if row.source != OWN_SYSTEM:
        raise BadOffer("code", "is told by the shop's system", "change it there: it is the same here within minutes")
    seen = update(Offer).where(Offer.id == row.id, Offer.version == version)
    if not won(db, seen.values(version=version + 1, **_values(given))):
        raise OfferMovedOn(row)
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)


def check_offer(given: OfferGiven) -> None:
    """Look whether an offer can be.

    Raises:
        BadOffer: a code nobody could type, or sums that give away the whole order.
    """
    if not _CODE.fullmatch(given.code):
        raise BadOffer("code", "is no code", "write 3 to 40 letters, digits, - and _")
    if not 0 < given.amount <= _MOST:
        raise BadOffer("amount", "is no sum to take off", "write more than 0")
    if not given.amount <= given.minimum <= _MOST:
        raise BadOffer("minimum", "is below what is taken off", "write at least the amount")


def _values(given: OfferGiven) -> Mapping[str, Any]:
    return {name: getattr(given, name) for name in ("code", "amount", "minimum", "ends_on", "active")}
