"""What is to be seen of a conversation at a glance: asked for a page of them at once, by a question a flag."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.desk import Stretch, TimelineEvent
from bot.db.orders import Order, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.requests import Rating
from bot.db.shop import Merchant
from bot.domain.delivery import FAILURES
from bot.domain.orders import ON_THE_WAY, OrderStatus
from bot.domain.timeline import TimelineKind
from bot.services.desk.composer import find_window_end
from bot.services.orders.cash_on_delivery import list_unconfirmed_buyers
from bot.services.orders.days import read_days

LOW, LATELY = 2, timedelta(days=30)  # stars, and how long they are to be seen
SHUTS_SOON = timedelta(hours=2)


class Flag(StrEnum):
    """What is to be seen at a glance."""

    LATE = "late"  # a parcel of the customer is
    COD = "cod"  # an order to be paid at the door is not confirmed
    LOW_RATING = "low_rating"
    WINDOW = "window"  # shuts soon
    WITHHELD = "withheld"  # the assistant had something to say when a person took over, who has not answered yet
    FAILED = "failed"  # the newest of ours did not arrive


def find_flags(db: Session, merchant_id: int, page: Sequence[Conversation], now: datetime) -> dict[int, list[Flag]]:
    """Find the flags of each conversation of a shop's page, by its id, in the order of Flag."""
    people, ids = {row.customer_id for row in page}, [row.id for row in page]
    of_people = {
        Flag.LATE: _late(db, merchant_id, people, now),
        Flag.COD: list_unconfirmed_buyers(db, merchant_id, people),
        Flag.LOW_RATING: _unhappy(db, merchant_id, people, now),
    }
    of_talks = {
        Flag.WINDOW: {row.id for row in page if _shuts_soon(row, now)},
        Flag.WITHHELD: _withheld(db, ids),
        Flag.FAILED: _failed(db, ids),
    }
    found = defaultdict[int, list[Flag]](list)
    for row in page:
        found[row.id] = [flag for flag, buyers in of_people.items() if row.customer_id in buyers]
        found[row.id] += [flag for flag, talks in of_talks.items() if row.id in talks]
    return found


def _late(db: Session, merchant_id: int, people: Collection[int], now: datetime) -> set[int]:
    zone = ZoneInfo(db.get_one(Merchant, merchant_id).zone)
    query = (
        select(Order, Parcel)
        .join(Parcel, Parcel.order_id == Order.id)
        .where(Order.merchant_id == merchant_id, Order.customer_id.in_(people), Order.status == OrderStatus.OPEN)
        .where(Parcel.stage.in_(ON_THE_WAY))
    )
    today = now.astimezone(zone).date()
    found = db.execute(query)
    return {order.customer_id for order, parcel in found if read_days(order, parcel, zone).days_late(today)}


def _unhappy(db: Session, merchant_id: int, people: Collection[int], now: datetime) -> set[int]:
    low = select(Rating.customer_id).where(Rating.merchant_id == merchant_id, Rating.customer_id.in_(people))
    by_stretch = (
        select(Conversation.customer_id)
        .join(Stretch, Stretch.conversation_id == Conversation.id)
        .where(Conversation.merchant_id == merchant_id, Conversation.customer_id.in_(people))
        .where(Stretch.stars <= LOW, Stretch.resolved_at > now - LATELY)
    )
    return {*db.scalars(low.where(Rating.stars <= LOW, Rating.at > now - LATELY).union(by_stretch))}


def _shuts_soon(row: Conversation, now: datetime) -> bool:
    shuts_at = find_window_end(row)
    return shuts_at is not None and timedelta() < shuts_at - now < SHUTS_SOON


def _withheld(db: Session, ids: Sequence[int]) -> set[int]:
    """Conversations in which something was withheld since a person last answered, while the stretch is open."""
    event = TimelineEvent
    query = (
        select(event.conversation_id)
        .join(Stretch, Stretch.conversation_id == event.conversation_id)
        .where(event.conversation_id.in_(ids), event.kind == TimelineKind.WITHHELD, event.at >= Stretch.opened_at)
        .where(
            Stretch.resolved_at.is_(None), or_(Stretch.first_answer_at.is_(None), event.at > Stretch.first_answer_at)
        )
    )
    return {*db.scalars(query)}


def _failed(db: Session, ids: Sequence[int]) -> set[int]:
    ours = OutgoingMessage.conversation_id
    newest = select(func.max(OutgoingMessage.id)).where(ours.in_(ids)).group_by(ours)
    return {*db.scalars(select(ours).where(OutgoingMessage.id.in_(newest), OutgoingMessage.state.in_(FAILURES)))}
