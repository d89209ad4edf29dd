"""Of whom something is asked at once: all customers of a shop, some that follow each other, or a few."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from bot.db.people import Consent
from bot.domain.consent import Purpose


@dataclass(frozen=True, slots=True)
class OfMany:
    """A shop's customers at a time: those with these `ids`, with ids above the first up to the second of `window`, or
    all.
    """

    merchant_id: int
    now: datetime
    zone: str
    window: tuple[int, int] | None = None
    ids: Collection[int] | None = None

    def keeps(self, customer_id: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """Return whether a customer is among them."""
        if self.ids is not None:
            return customer_id.in_(self.ids)
        return true() if self.window is None else customer_id.between(self.window[0] + 1, self.window[1])


def select_said(asked: OfMany, channel: str) -> Select[int, bool, bool]:
    """Return the query of (customer_id, stopped, agreed): what people have said to offers on a channel.

    What bot.services.people.consent reads of one person: the newest word counts, on offers or on everything; only one
    on offers themselves agrees to them.
    """
    newest_yes = func.coalesce(func.max(case((Consent.granted, Consent.id))), 0)
    newest_no = func.coalesce(func.max(case((~Consent.granted, Consent.id))), 0)
    to_offers = func.max(case((Consent.granted & (Consent.purpose == Purpose.MARKETING), 1), else_=0)) > 0
    mine = (Consent.merchant_id == asked.merchant_id, asked.keeps(Consent.customer_id), Consent.channel == channel)
    return (
        select(
            Consent.customer_id.label("customer_id"),
            (newest_no > newest_yes).label("stopped"),
            (to_offers & (newest_yes > newest_no)).label("agreed"),
        )
        .where(*mine, Consent.purpose.in_((Purpose.MARKETING, Purpose.ANY)))
        .group_by(Consent.customer_id)
    )
