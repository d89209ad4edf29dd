"""Whether a customer has something with us that makes advertising out of place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from bot.db.ahead import recall
from bot.db.claims import provided
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
from bot.services.people.many import OfMany

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
    asked = OfMany(merchant_id, now, db.get_one(Merchant, merchant_id).zone, ids=customer_ids)
    for name, select_theirs in TROUBLES.items():
        for customer_id in db.scalars(select_theirs(asked).distinct()):
            found[customer_id] = found[customer_id] or name
    return found


def _select_late(asked: OfMany) -> Select[Any]:
    today = asked.now.astimezone(ZoneInfo(asked.zone)).date()
    parcels = select(Parcel.id).where(Parcel.order_id == Order.id)
    awaited = parcels.where(Parcel.stage.not_in(_ARRIVED), Parcel.milestone != CALLED_OFF)
    nothing_came = ~exists(parcels.where(Parcel.stage.in_(_ARRIVED)))
    told = provided(Moment.merchant_id == asked.merchant_id, Moment.kind == MomentKind.PARCEL_LATE)
    of_parcel = (Moment.order_id == Parcel.order_id, or_(Moment.parcel_id == Parcel.id, Moment.parcel_id.is_(None)))
    brought = Order.handover == Handover.COURIER
    missed = or_(
        or_((Order.promised_on < today) & brought, exists().where(told, Moment.order_id == Order.id)) & nothing_came,
        # The courier has put off the day that was promised first, or says itself that it is late, or we have said so.
        exists(
            awaited.where(
                or_(
                    Parcel.promised_on < today,
                    Parcel.expected_on > Parcel.promised_on,
                    Parcel.expected_on > Order.promised_on,
                    Parcel.milestone == Milestone.DELAYED,
                    exists().where(told, *of_parcel),
                )
            )
        ),
        exists(parcels.where(Parcel.stage.in_(_WRONG))),
    )
    mine = (Order.merchant_id == asked.merchant_id, asked.keeps(Order.customer_id), Order.status == OrderStatus.OPEN)
    return select(Order.customer_id).where(*mine, Order.placed_at > asked.now - LATE_FOR, missed)


def _select_waiting(asked: OfMany) -> Select[Any]:
    mine = (Request.merchant_id == asked.merchant_id, asked.keeps(Request.customer_id))
    return select(Request.customer_id).where(*mine, Request.state == RequestState.OPEN)


def _select_unhappy(asked: OfMany) -> Select[Any]:
    """The newest stars count: who was angry and is happy now may hear from us."""
    since, newer = asked.now - UNHAPPY_FOR, aliased(Rating)
    later = or_(newer.at > Rating.at, (newer.at == Rating.at) & (newer.id > Rating.id))
    overtaken = exists().where(newer.merchant_id == asked.merchant_id, newer.customer_id == Rating.customer_id, later)
    mine = (Rating.merchant_id == asked.merchant_id, asked.keeps(Rating.customer_id), Rating.at > since)
    return select(Rating.customer_id).where(*mine, Rating.stars <= UNHAPPY_STARS, ~overtaken)


def _select_with_person(asked: OfMany) -> Select[Any]:
    waiting = or_(Conversation.owner == Owner.AGENT, Conversation.needs_person_since.is_not(None))
    mine = (Conversation.merchant_id == asked.merchant_id, asked.keeps(Conversation.customer_id))
    return select(Conversation.customer_id).where(*mine, waiting)


# What makes advertising out of place -> the customers of whom it holds, the first reason first.
TROUBLES: Mapping[str, Callable[[OfMany], Select[Any]]] = {
    "late_parcel": _select_late,
    "open_request": _select_waiting,
    "unhappy": _select_unhappy,
    "with_person": _select_with_person,
}
