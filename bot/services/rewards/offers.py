"""The shop's flat-amount offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant, Offer
from bot.domain.money import Money


@dataclass(frozen=True, slots=True)
class OfferView:
    """`amount` off an order of at least `minimum`; `ends_on` is the last day."""

    code: str
    amount: Money
    minimum: Money
    ends_on: date | None


def list_current_offers(db: Session, merchant_id: int, today: date) -> list[OfferView]:
    """What runs today, the smallest minimum first."""
    currency = db.get_one(Merchant, merchant_id).currency
    running = select(Offer).where(
        Offer.merchant_id == merchant_id,
        Offer.active.is_(True),
        or_(Offer.ends_on.is_(None), Offer.ends_on >= today),
    )
    return [
        OfferView(
            code=offer.code,
            amount=Money(offer.amount, currency),
            minimum=Money(offer.minimum, currency),
            ends_on=offer.ends_on,
        )
        for offer in db.scalars(running.order_by(Offer.minimum, Offer.code))
    ]
