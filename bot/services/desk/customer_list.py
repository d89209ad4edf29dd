"""The customers of a shop, listed and looked for by name, number or order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from bot.db.orders import Order
from bot.db.people import Customer, Identity
from bot.domain.access import Viewer
from bot.domain.masking import SHOWN
from bot.domain.orders import number_key
from bot.services.people.customers import PHONE

# Of a person who was forgotten, or merged into another, a row stays, and nothing in it.
_IS_KNOWN = or_(Customer.name != "", exists().where(Identity.customer_id == Customer.id))
LEAST_DIGITS = 4  # of a phone number: fewer would be half of all


def list_customers(db: Session, viewer: Viewer, asked: str, before: int | None, limit: int) -> list[Customer]:
    """List the customers of the viewer's shop, who came last first, with all they are known by.

    `asked`: words of a name, the last digits of a phone number, or an order's number; "" for all. `before` is the id
    of the last one of the page before.
    """
    query = select(Customer).where(Customer.merchant_id == viewer.merchant_id, _IS_KNOWN, *_asked_for(viewer, asked))
    if before is not None:
        query = query.where(Customer.id < before)
    newest_first = query.order_by(Customer.id.desc()).limit(limit)
    return list(db.scalars(newest_first.options(selectinload(Customer.identities))))


def _asked_for(viewer: Viewer, asked: str) -> Iterable[ColumnElement[bool]]:
    asked = asked.replace("\x00", " ")  # which PostgreSQL takes in no text
    digits = "".join(character for character in asked if character.isdecimal() and character.isascii())
    names = [word for word in asked.split() if not any(character.isdigit() for character in word)]
    for word in names:
        yield Customer.name.icontains(word, autoescape=True)
    if digits:
        yield or_(*(Customer.id.in_(found) for found in _numbered(viewer, asked, digits)))


def _numbered(viewer: Viewer, asked: str, digits: str) -> Iterable[Select[Any]]:
    key, shop = number_key(asked), viewer.merchant_id
    yield select(Order.customer_id).where(Order.merchant_id == shop, Order.number_key == key)
    if len(digits) >= LEAST_DIGITS:
        known = select(Identity.customer_id).where(Identity.merchant_id == shop, Identity.kind == PHONE)
        # More of them would tell whoever sees the last ones alone what stands before those.
        end = digits if viewer.sees_numbers else digits[-SHOWN:]
        yield known.where(Identity.value.endswith(end, autoescape=True))
