"""Customers looked for by what they are known by: a name in any script, the end of a number, an order, a parcel."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.orders import Order, Parcel
from bot.db.people import Customer, Identity
from bot.domain.access import Viewer
from bot.domain.masking import SHOWN
from bot.domain.orders import number_key
from bot.domain.search_words import name_parts
from bot.domain.tracking_numbers import spellings_of
from bot.services.desk.folders import limit_to
from bot.services.people.customers import PHONE

SHORTEST_END = 3  # digits of a number's end that are looked for; fewer are a part of nearly every one


def is_named(name: str, *, as_written: bool = False) -> ColumnElement[bool]:
    """Return the condition that a customer's name has each word typed, or one that begins or sounds like it.

    `as_written`: what only sounds like it is not meant.
    """
    parts = [each[:1] if as_written else each for each in name_parts(name)]
    return and_(*(or_(*(Customer.name_key.contains(one, autoescape=True) for one in each)) for each in parts))


def select_named(merchant_id: int, name: str, *, as_written: bool = False) -> Select[int]:
    """Return the query for the ids of customers of this name."""
    return select(Customer.id).where(Customer.merchant_id == merchant_id, is_named(name, as_written=as_written))


def select_reached(viewer: Viewer, digits: str) -> Select[int]:
    """Return the query for the ids of customers whose number ends so.

    To whoever sees no more than the last digits no more of them tell: else they could be found out one by one.
    """
    end = digits if viewer.sees_numbers else digits[-SHOWN:]
    return select(Identity.customer_id).where(
        Identity.merchant_id == viewer.merchant_id, Identity.kind == PHONE, Identity.value.endswith(end)
    )


def select_ordered(merchant_id: int, number: str) -> Select[int]:
    """Return the query for the ids of customers with an order of this number: 1042 is #1042 and IN-1042."""
    return select(Order.customer_id).where(Order.merchant_id == merchant_id, Order.number_key == number_key(number))


def select_tracked(merchant_id: int, number: str) -> Select[int]:
    """Return the query for the ids of customers to whom a parcel of this tracking number goes."""
    parcels = select(Order.customer_id).join(Parcel, Parcel.order_id == Order.id)
    return parcels.where(Parcel.merchant_id == merchant_id, Parcel.tracking_number.in_(spellings_of(number)))


def find_number(db: Session, viewer: Viewer, digits: str) -> Select[int] | None:
    """Find what digits alone mean: an order's number, else the end of a phone's, else a parcel's; None: nothing.

    It has to mean something of which the viewer may see a conversation.
    """
    ways = [select_ordered(viewer.merchant_id, digits)]
    if len(digits) >= SHORTEST_END:
        ways.append(select_reached(viewer, digits))
    ways.append(select_tracked(viewer.merchant_id, digits))
    seen = select(Conversation.id).where(*limit_to(viewer)).limit(1)
    return next((way for way in ways if db.scalar(seen.where(Conversation.customer_id.in_(way)))), None)
