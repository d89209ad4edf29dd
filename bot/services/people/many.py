"""Of whom something is asked at once: all customers of a shop, some that follow each other, or a few."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from bot.db.people import Consent
from bot.domain.channels import Channel
from bot.domain.consent import Purpose

_OF_OFFERS = (Purpose.MARKETING, Purpose.ANY)


@dataclass(frozen=True, slots=True)
class OfMany:
    """A shop's customers at a time: those with these `ids`, with ids above the first up to the second of `window`, or
    all.
    """

    merchant_id: int
    now: datetime
    zone: str
    window: tuple[int, int] | None = None
    ids: Collection[int] | Select[int] | None = None

    def keeps(self, customer_id: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """Return whether a customer is among them."""
        if self.ids is not None:
            return customer_id.in_(self.ids)
        return true() if self.window is None else customer_id.between(self.window[0] + 1, self.window[1])


def select_said(asked: OfMany) -> Select[Any]:
    """Return the query of customer_id and, by channel, whether they have stopped or agreed to offers: whatsapp_stopped,
    whatsapp_agreed, sms_stopped, sms_agreed.

    What bot.services.people.consent reads of one person: the newest word counts, on offers or on everything; only one
    on offers themselves agrees to them.
    """
    said: list[Any] = [column for channel in Channel for column in _find_said(channel)]
    mine = (Consent.merchant_id == asked.merchant_id, asked.keeps(Consent.customer_id))
    rows = select(Consent.customer_id.label("customer_id"), *said)
    return rows.where(*mine, Consent.purpose.in_(_OF_OFFERS)).group_by(Consent.customer_id)


def select_agreed(asked: OfMany) -> Select[Any]:
    """Return the query of the customers who have agreed to offers on some channel, and not taken that back there."""
    agreed = (_find_said(channel)[1] for channel in Channel)
    mine = (Consent.merchant_id == asked.merchant_id, asked.keeps(Consent.customer_id))
    rows = select(Consent.customer_id).where(*mine, Consent.purpose.in_(_OF_OFFERS))
    return rows.group_by(Consent.customer_id).having(or_(*agreed))


def _find_said(channel: Channel) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether somebody has stopped, and agreed, on a channel: of the group of all they have said.

    One comparison each: of two together PostgreSQL expects so few that it looks each customer up by its key.
    """
    here = Consent.channel == channel
    newest_yes = func.coalesce(func.max(case((here & Consent.granted, Consent.id))), 0)
    newest_no = func.coalesce(func.max(case((here & ~Consent.granted, Consent.id))), 0)
    to_offers = func.max(case((here & Consent.granted & (Consent.purpose == Purpose.MARKETING), 1), else_=0)) > 0
    stopped, agreed = newest_no > newest_yes, case((to_offers, newest_yes), else_=0) > newest_no
    return stopped.label(f"{channel}_stopped"), agreed.label(f"{channel}_agreed")
