"""Of whom a rule is asked: one shop, at one time, with its own segments and the categories of its goods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.segments import Segment
from bot.db.shop import Merchant, Product
from bot.domain.segments.faults import WrongRule
from bot.domain.segments.places import word_key
from bot.domain.segments.profile import Scope
from bot.domain.segments.reading import read_rule
from bot.domain.segments.rules import Rule


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A shop that a rule is asked of; `categories`: as they are compared -> as its products have them.

    `window`: ids of customers, of whom alone is asked: those above the first up to the second. Everything that is
    looked through stays within it, so that a list written in steps costs little more than one written at once.
    """

    merchant_id: int
    scope: Scope
    categories: Mapping[str, tuple[str, ...]]
    window: tuple[int, int] | None = None

    def keeps(self, customer_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
        """Return whether a customer is within the window."""
        if self.window is None:
            return true()
        above, until = self.window
        return (customer_id > above) & (customer_id <= until)


def begin_inquiry(db: Session, merchant_id: int, now: datetime, window: tuple[int, int] | None = None) -> Inquiry:
    """Return all that rules are asked of a shop with at this time, of all its customers or of those of a window."""
    shop = db.get_one(Merchant, merchant_id)
    saved = read_saved(db, merchant_id)
    scope = Scope(now, ZoneInfo(shop.zone), shop.currency, shop.locale, saved)
    categories = dict[str, tuple[str, ...]]()
    for written in db.scalars(select(Product.category).where(Product.merchant_id == merchant_id).distinct()):
        categories[word_key(written)] = (*categories.get(word_key(written), ()), written)
    return Inquiry(merchant_id, scope, categories, window)


def read_saved(db: Session, merchant_id: int) -> dict[int, Rule]:
    """Return the rules of a shop's segments by id. One that cannot be read any more has nobody in it."""
    rows = db.execute(select(Segment.id, Segment.rule).where(Segment.merchant_id == merchant_id))
    read = {segment_id: _read(rule) for segment_id, rule in rows}
    return {segment_id: rule for segment_id, rule in read.items() if rule is not None}


def _read(rule: dict[str, Any]) -> Rule | None:
    try:
        return read_rule(rule)
    except WrongRule:  # of a version of ours that knew other fields
        return None
