"""What customers have said to offers on a channel, as SQL: what bot.services.people.consent reads of one person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, exists, func, or_, select

from bot.db.people import Consent, Customer
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.segments.fields import Consented
from bot.services.segments.asking import Inquiry


def has_said(channel: Channel, listed: Sequence[str], person: type[Customer], asked: Inquiry) -> ColumnElement[bool]:
    """Return whether a person has said one of these (Consented) to offers on a channel.

    The newest word counts, on offers or on everything; only one on offers themselves agrees to them.
    """
    if Consented.UNSAID in listed:
        others = [one for one in Consented if one not in listed]
        return ~has_said(channel, others, person, asked) if others else person.id.is_not(None)
    # Compared by order alone: PostgreSQL takes it that a sum equals something in one group of 200, and would then go
    # through the rest customer by customer.
    newest_yes = func.coalesce(func.max(case((Consent.granted, Consent.id))), 0)
    newest_no = func.coalesce(func.max(case((~Consent.granted, Consent.id))), 0)
    to_offers = func.max(case((Consent.granted & (Consent.purpose == Purpose.MARKETING), 1), else_=0)) > 0
    means = {Consented.AGREED: (newest_yes > newest_no) & to_offers, Consented.WITHDRAWN: newest_no > newest_yes}
    rows = select(Consent.customer_id).where(
        asked.keeps(Consent.customer_id),
        Consent.merchant_id == asked.merchant_id,
        Consent.channel == channel,
        Consent.purpose.in_((Purpose.MARKETING, Purpose.ANY)),
    )
    said = rows.group_by(Consent.customer_id).having(or_(*(means[Consented(one)] for one in listed))).subquery()
    return exists().where(said.c.customer_id == person.id).correlate(person)
