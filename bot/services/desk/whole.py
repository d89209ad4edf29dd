"""One conversation with all that stands around its thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.db.orders import Order
from bot.db.requests import Rating, Request
from bot.domain.access import Viewer
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.requests import RequestState
from bot.services.desk import stretches
from bot.services.desk.composer import Composer, describe_composer
from bot.services.desk.summary import SummaryLine, build_summary
from bot.services.people import consent


class OffersStanding(StrEnum):
    """How somebody stands to messages on a channel."""

    STOPPED = "stopped"  # none at all but answers
    NO_OFFERS = "no_offers"
    OFFERS = "offers"  # agreed to
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Brief:
    """A customer in a few words. `stars` is their newest rating."""

    id: int
    name: str
    locale: str | None
    known_since: datetime
    orders: int
    open_requests: int
    stars: int | None


@dataclass(frozen=True, slots=True)
class Handoff:
    """Why a person is needed, since when, and what they need to know."""

    why: str
    since: datetime
    summary: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a thread."""

    composer: Composer
    handoff: Handoff | None
    stretch: Stretch | None
    consent: Mapping[str, OffersStanding]
    customer: Brief


def describe_surroundings(db: Session, conversation: Conversation, viewer: Viewer, now: datetime) -> Surroundings:
    """Describe what stands around a conversation's thread, for the viewer."""
    stretch = stretches.find_open(db, conversation.id)
    return Surroundings(
        composer=describe_composer(db, conversation, viewer, now),
        handoff=_handoff(db, conversation, stretch, now),
        stretch=stretch,
        consent={channel: _standing(db, conversation.customer_id, channel) for channel in Channel},
        customer=_brief(db, conversation),
    )


def _handoff(db: Session, conversation: Conversation, stretch: Stretch | None, now: datetime) -> Handoff | None:
    """Pinned until somebody has answered."""
    if stretch is None or stretch.first_answer_at is not None:
        return None
    return Handoff(stretch.why, stretch.opened_at, tuple(build_summary(db, conversation, now)))


def _standing(db: Session, customer_id: int, channel: str) -> OffersStanding:
    ledger = consent.read_standing(db, customer_id, channel)
    if Purpose.ANY in ledger.withdrawn:
        return OffersStanding.STOPPED
    if Purpose.MARKETING in ledger.withdrawn:
        return OffersStanding.NO_OFFERS
    return OffersStanding.OFFERS if Purpose.MARKETING in ledger.granted else OffersStanding.UNASKED


def _brief(db: Session, conversation: Conversation) -> Brief:
    customer, shop = conversation.customer, conversation.merchant_id
    orders = select(func.count()).where(Order.merchant_id == shop, Order.customer_id == customer.id)
    asked = select(func.count()).where(Request.merchant_id == shop, Request.customer_id == customer.id)
    stars = select(Rating.stars).where(Rating.merchant_id == shop, Rating.customer_id == customer.id)
    return Brief(
        id=customer.id,
        name=customer.name,
        locale=customer.locale,
        known_since=customer.created_at,
        orders=db.scalar(orders) or 0,
        open_requests=db.scalar(asked.where(Request.state == RequestState.OPEN)) or 0,
        stars=db.scalars(stars.order_by(Rating.id.desc()).limit(1)).first(),
    )
