"""Stars and words a customer gives, for an order or for the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.once import add_once
from bot.db.orders import Order
from bot.db.requests import Rating

MOST = 5


class BadStars(ValueError):
    """Not a number of stars from 1 to 5."""


@dataclass(frozen=True, slots=True)
class RatingView:
    """A rating as kept; `order_id` is None when it is for the shop."""

    stars: int
    words: str
    order_id: int | None


def rate(
    db: Session,
    merchant_id: int,
    customer_id: int,
    order_id: int | None,
    stars: int,
    words: str,
    dedupe_key: str,
    now: datetime,
) -> RatingView:
    """Keep a rating once for each `dedupe_key` and mark the order as reviewed.

    An order that isn't this customer's makes it a rating of the shop.

    Raises:
        BadStars: `stars` is not 1 to 5.
    """
    if not 1 <= stars <= MOST:
        raise BadStars(stars)
    mine = (Order.merchant_id == merchant_id, Order.customer_id == customer_id, Order.id == (order_id or 0))
    rated = db.scalar(select(Order.id).where(*mine))
    values = {
        "merchant_id": merchant_id,
        "customer_id": customer_id,
        "order_id": rated,
        "stars": stars,
        "words": words,
        "dedupe_key": dedupe_key,
        "at": now,
    }
    if add_once(db, Rating, values) and rated:
        db.execute(update(Order).where(*mine, Order.reviewed_at.is_(None)).values(reviewed_at=now))
    kept = db.scalars(select(Rating).where(Rating.merchant_id == merchant_id, Rating.dedupe_key == dedupe_key)).one()
    return RatingView(kept.stars, kept.words, kept.order_id)
