"""Stars and words on an order, and what is given for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.once import add_once
from bot.db.orders import Order
from bot.db.requests import Rating
from bot.domain.conversations import PersonWhy
from bot.domain.moments import MomentKind
from bot.domain.requests import RequestKind
from bot.domain.rules import Happening
from bot.services.desk import handoff, requests
from bot.services.desk.resolving import UNHAPPY
from bot.services.moments import record
from bot.services.rewards import points

HAPPY = 4  # stars


MOST = 5


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a rating brought: points given now and the balance with them, the ticket's reference for few stars."""

    points: int
    balance: int
    reference: str


@dataclass(frozen=True, slots=True)
class NewRating:
    """Stars and words of a customer, of an order or (None) of the shop; `dedupe_key` is the same for a repeated turn.

    `reference` is the ticket's that few stars open.
    """

    customer_id: int
    conversation_id: int | None
    order_id: int | None
    stars: int
    words: str
    dedupe_key: str
    reference: str


def review(db: Session, merchant_id: int, given: NewRating, now: datetime) -> Reviewed:
    """Keep a rating and do what follows from it; a repeated turn does it once.

    Raises:
        BadStars: the stars are not 1 to 5.
    """
    kept = rate(db, merchant_id, given, now)
    customer_id, order_id = given.customer_id, kept.order_id
    brought = points.reward_review(db, merchant_id, customer_id, order_id, now) if order_id else 0
    ticket = ""
    if given.stars < HAPPY:
        complaint = requests.NewRequest(
            customer_id,
            given.conversation_id,
            order_id,
            RequestKind.COMPLAINT,
            f"{given.stars} of 5 stars. {given.words}".strip(),
            f"{given.dedupe_key}:ticket",
            given.reference,
        )
        ticket = requests.open_request(db, merchant_id, complaint, now).reference
        if given.stars <= UNHAPPY and given.conversation_id is not None:
            handoff.ask_for_person(db, given.conversation_id, PersonWhy.LOW_RATING, now)
    else:
        subject = _subject(db, merchant_id, order_id, given.dedupe_key)
        happy = Happening(MomentKind.RATING_HIGH, subject, customer_id, now, order_id=order_id)
        record.record_moment(db, merchant_id, happy, now)
    return Reviewed(brought, points.read_balance(db, merchant_id, customer_id), ticket)


def _subject(db: Session, merchant_id: int, order_id: int | None, dedupe_key: str) -> str:
    """What makes the moment once: an order, however often its button is tapped; else the rating of the shop."""
    if order_id:
        return f"order:{order_id}"
    rating = select(Rating.id).where(Rating.merchant_id == merchant_id, Rating.dedupe_key == dedupe_key)
    return f"rating:{db.scalar(rating)}"


class BadStars(ValueError):
    """Not a number of stars from 1 to 5."""


@dataclass(frozen=True, slots=True)
class RatingView:
    """A rating as kept; `order_id` is None when it is for the shop."""

    stars: int
    words: str
    order_id: int | None


def rate(db: Session, merchant_id: int, given: NewRating, now: datetime) -> RatingView:
    """Keep a rating once for each `dedupe_key` and mark the order as reviewed.

    An order that isn't this customer's makes it a rating of the shop.

    Raises:
        BadStars: the stars are not 1 to 5.
    """
    if not 1 <= given.stars <= MOST:
        raise BadStars(given.stars)
    mine = (
        Order.merchant_id == merchant_id,
        Order.customer_id == given.customer_id,
        Order.id == (given.order_id or 0),
    )
    rated = db.scalar(select(Order.id).where(*mine))
    values = {
        "merchant_id": merchant_id,
        "customer_id": given.customer_id,
        "order_id": rated,
        "stars": given.stars,
        "words": given.words,
        "dedupe_key": given.dedupe_key,
        "at": now,
    }
    if add_once(db, Rating, values) and rated:
        db.execute(update(Order).where(*mine, Order.reviewed_at.is_(None)).values(reviewed_at=now))
    kept = db.scalars(
        select(Rating).where(Rating.merchant_id == merchant_id, Rating.dedupe_key == given.dedupe_key)
    ).one()
    return RatingView(kept.stars, kept.words, kept.order_id)
