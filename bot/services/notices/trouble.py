"""Whether a customer has something with us that makes advertising out of place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from bot.db.ahead import recall
from bot.db.conversations import Conversation
from bot.db.notices import Moment
from bot.db.orders import Order, Parcel
from bot.db.requests import Rating, Request
from bot.db.shop import Merchant
from bot.domain.conversations import Owner
from bot.domain.milestones import Milestone
from bot.domain.moments import MomentKind
from bot.domain.orders import Handover, OrderStatus
from bot.domain.parcel_state import CALLED_OFF
from bot.domain.parcels import ParcelStage
from bot.domain.requests import RequestState

TROUBLE = "trouble"  # kept ahead by the customer
# An order nobody ever tracked to the door is not late for ever.
LATE_FOR = timedelta(days=45)
UNHAPPY_STARS, UNHAPPY_FOR = 3, timedelta(days=30)
_WRONG = (ParcelStage.ATTEMPT_FAILED, ParcelStage.LOST, ParcelStage.RETURNING)
_ARRIVED = (ParcelStage.DELIVERED, ParcelStage.RETURNED)


def find_trouble(db: Session, merchant_id: int, customer_id: int, now: datetime) -> str:
    """The first of late_parcel, open_request, unhappy, with_person that holds; "" when nothing does."""
    read = partial(find_troubles, db, merchant_id, (customer_id,), now)
    return recall(db, TROUBLE, customer_id, lambda: read()[customer_id])


def find_troubles(db: Session, merchant_id: int, customer_ids: Collection[int], now: datetime) -> dict[int, str]:
    """Return what `find_trouble` does for each of these customers, in a statement for each kind of trouble."""
    found = dict.fromkeys(customer_ids, "")
    for name, list_theirs in (
        ("late_parcel", _late_parcel),
        ("open_request", _open_request),
        ("unhappy", _unhappy),
        ("with_person", _with_person),
    ):
        for customer_id in list_theirs(db, merchant_id, customer_ids, now):
            found[customer_id] = found[customer_id] or name
    return found


def _late_parcel(db: Session, merchant_id: int, customer_ids: Collection[int], now: datetime) -> Iterable[int]:
    today = now.astimezone(ZoneInfo(db.get_one(Merchant, merchant_id).zone)).date()
    parcels = select(Parcel.id).where(Parcel.order_id == Order.id)
    awaited = parcels.where(Parcel.stage.not_in(_ARRIVED), Parcel.milestone != CALLED_OFF)
    nothing_came = ~exists(parcels.where(Parcel.stage.in_(_ARRIVED)))
    told = (Moment.merchant_id == merchant_id, Moment.kind == MomentKind.PARCEL_LATE)
    of_parcel = (Moment.order_id == Parcel.order_id, or_(Moment.parcel_id == Parcel.id, Moment.parcel_id.is_(None)))
    brought = Order.handover == Handover.COURIER
    missed = or_(
        or_((Order.promised_on < today) & brought, exists().where(*told, Moment.order_id == Order.id)) & nothing_came,
        # The courier has put off the day that was promised first, or says itself that it is late, or we have said so.
        exists(
            awaited.where(
                or_(
                    Parcel.promised_on < today,
                    Parcel.expected_on > Parcel.promised_on,
                    Parcel.expected_on > Order.promised_on,
                    Parcel.milestone == Milestone.DELAYED,
                    exists().where(*told, *of_parcel),
                )
            )
        ),
        exists(parcels.where(Parcel.stage.in_(_WRONG))),
    )
    theirs = (Order.merchant_id == merchant_id, Order.customer_id.in_(customer_ids), Order.status == OrderStatus.OPEN)
    return db.scalars(select(Order.customer_id).where(*theirs, Order.placed_at > now - LATE_FOR, missed).distinct())


def _open_request(db: Session, merchant_id: int, customer_ids: Collection[int], _now: datetime) -> Iterable[int]:
    theirs = (Request.merchant_id == merchant_id, Request.customer_id.in_(customer_ids))
    return db.scalars(select(Request.customer_id).where(*theirs, Request.state == RequestState.OPEN).distinct())


def _unhappy(db: Session, merchant_id: int, customer_ids: Collection[int], now: datetime) -> Iterable[int]:
    """The newest stars count: who was angry and is happy now may hear from us."""
    theirs = (Rating.merchant_id == merchant_id, Rating.customer_id.in_(customer_ids), Rating.at > now - UNHAPPY_FOR)
    newest_last = select(Rating.customer_id, Rating.stars).where(*theirs).order_by(Rating.at, Rating.id)
    newest = {customer_id: stars for customer_id, stars in db.execute(newest_last)}
    return [customer_id for customer_id, stars in newest.items() if stars <= UNHAPPY_STARS]


def _with_person(db: Session, merchant_id: int, customer_ids: Collection[int], _now: datetime) -> Iterable[int]:
    waiting = or_(Conversation.owner == Owner.AGENT, Conversation.needs_person_since.is_not(None))
    theirs = (Conversation.merchant_id == merchant_id, Conversation.customer_id.in_(customer_ids))
    return db.scalars(select(Conversation.customer_id).where(*theirs, waiting).distinct())
