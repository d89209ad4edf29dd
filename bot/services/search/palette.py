"""Customers by the beginning of what somebody types, a name, an order's number, a phone, for jumping to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, null, select
from sqlalchemy.orm import Session, selectinload

from bot.db.conversations import Conversation
from bot.db.limits import TookTooLong, limited
from bot.db.orders import Order
from bot.db.people import Customer, Identity
from bot.domain.access import Viewer
from bot.domain.masking import SHOWN
from bot.domain.orders import number_key
from bot.services.desk.folders import limit_to
from bot.services.people.customers import PHONE
from bot.services.search.people import SHORTEST_END, is_named
from lexicon.folding import ascii_digits

MOST, SECONDS = 20, 2.0
_READ = 100  # characters of what was typed


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A customer to jump to; `order_id` and `order_number` where it was by an order that they were found.

    `address`: their phone, else that of the conversation that was active last, `conversation_id`.
    """

    customer_id: int
    name: str
    address: str
    conversation_id: int | None
    order_id: int | None
    order_number: str | None


def list_entries(db: Session, viewer: Viewer, typed: str) -> list[PaletteEntry]:
    """List at most MOST customers of whom the viewer may see something; what takes too long to find is left out."""
    found: dict[tuple[int, int | None], str | None] = {}
    try:
        with limited(db, SECONDS):
            for query in _queries(viewer, typed[:_READ].replace("\x00", " ")):
                for customer_id, order_id, number in db.execute(query.limit(MOST)):
                    found.setdefault((customer_id, order_id), number)
    except TookTooLong:
        pass
    chosen = list(found.items())[:MOST]
    ids = {customer_id for (customer_id, _), _ in chosen}
    query = select(Customer).where(Customer.id.in_(ids)).options(selectinload(Customer.identities))
    people = {one.id: one for one in db.scalars(query)}
    talks = _find_talks(db, viewer, ids)
    return [_entry(people[key[0]], talks.get(key[0]), key[1], number) for key, number in chosen]


def _queries(viewer: Viewer, typed: str) -> Iterator[Select[*tuple[Any, ...]]]:
    """Queries for (customer, order, its number)."""
    nothing = (literal(None), null())
    digits = "".join(one for one in ascii_digits(typed) if one.isascii() and one.isdigit())
    if digits:
        orders = select(Order.customer_id, Order.id, Order.number).where(Order.merchant_id == viewer.merchant_id)
        key = Order.number_key.startswith(number_key(typed), autoescape=True)
        yield orders.where(key, *_seen(viewer, Order.customer_id))
    if len(digits) >= SHORTEST_END and not any(one.isalpha() for one in typed):
        whole = Identity.value.contains(digits)
        part = whole if viewer.sees_numbers else Identity.value.endswith(digits[-SHOWN:])
        phones = select(Identity.customer_id, *nothing).where(Identity.merchant_id == viewer.merchant_id)
        yield phones.where(Identity.kind == PHONE, part, *_seen(viewer, Identity.customer_id))
    if any(one.isalpha() for one in typed):
        names = select(Customer.id, *nothing).where(Customer.merchant_id == viewer.merchant_id)
        yield names.where(is_named(typed), *_seen(viewer, Customer.id))


def _seen(viewer: Viewer, customer: Any) -> list[ColumnElement[bool]]:
    """Who sees some conversations alone knows their customers alone."""
    if viewer.sees_all:
        return []
    return [select(Conversation.id).where(Conversation.customer_id == customer, *limit_to(viewer)).exists()]


def _find_talks(db: Session, viewer: Viewer, customers: Collection[int]) -> dict[int, Conversation]:
    """The conversation of each customer that was active last."""
    mine = select(Conversation).where(Conversation.customer_id.in_(customers), *limit_to(viewer))
    in_turn = mine.order_by(Conversation.active_at.is_not(None), Conversation.active_at, Conversation.id)
    return {talk.customer_id: talk for talk in db.scalars(in_turn)}


def _entry(person: Customer, talk: Conversation | None, order_id: int | None, number: str | None) -> PaletteEntry:
    phone = next((one.value for one in person.identities if one.kind == PHONE), "")
    address = phone or (talk.address if talk else "")
    return PaletteEntry(person.id, person.name, address, talk.id if talk else None, order_id, number)
