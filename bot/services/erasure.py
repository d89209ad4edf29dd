"""A person, or a whole shop, is to be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from bot.db.connections import Connection, RawEvent
from bot.db.orders import Cart, Order
from bot.db.people import Identity
from bot.domain.news import ErasePerson, EraseShop
from bot.services import disconnected, forgetting
from bot.services.incoming_outcome import Outcome
from bot.services.people_meant import meant

NOBODY = "nobody we know"
# A shop's id that is shorter stands in any body by chance.
_TELLING = 6


def apply_erase_person(db: Session, connection: Connection, news: ErasePerson, now: datetime) -> Outcome:
    """Forget a person: the customers of their id and phones, and whoever ordered nothing but the orders named."""
    who = meant(db, connection, news.person, news.orders)
    people = who.customers | _only_of(db, connection.merchant_id, who.orders)
    _forget_words(db, connection, (news.person.external_id, news.person.email, *news.person.phones, *news.orders))
    if not people and not who.orders:
        return Outcome(ignored=NOBODY)
    forgetting.orders(db, connection.merchant_id, Order.id.in_(who.orders))
    forgetting.people(db, connection.merchant_id, people, now)
    return Outcome(customer_id=min(people, default=None))


def apply_erase_shop(db: Session, connection: Connection, news: EraseShop, now: datetime) -> Outcome:
    """Forget all that came from a shop, and everybody whom only this shop had told us of."""
    disconnected.leave(db, connection, now)
    connection.signing_secrets = ""
    merchant_id, source = connection.merchant_id, connection.source
    people = _known_only_by(db, merchant_id, source)
    forgetting.raw_events(db, merchant_id, RawEvent.connection_id == connection.id)
    forgetting.orders(db, merchant_id, Order.source == source)
    forgetting.people(db, merchant_id, people, now)
    # Who also bought elsewhere is known there still, and no more by this shop's id.
    db.execute(delete(Identity).where(Identity.merchant_id == merchant_id, Identity.kind == source))
    return Outcome()


def _only_of(db: Session, merchant_id: int, orders: Iterable[int]) -> frozenset[int]:
    """Customers who have ordered these and nothing else: a guest's order, under a number the request left out."""
    named = select(Order.customer_id).where(Order.merchant_id == merchant_id, Order.id.in_(orders))
    elsewhere = select(Order.customer_id).where(Order.merchant_id == merchant_id, Order.id.not_in(orders))
    return frozenset(db.scalars(named)) - frozenset(db.scalars(elsewhere.where(Order.customer_id.in_(named))))


def _forget_words(db: Session, connection: Connection, words: Iterable[str]) -> None:
    """Empty the raw events that name the person and were never applied to anybody; the request itself is one."""
    telling = [RawEvent.body.contains(word, autoescape=True) for word in words if len(word) >= _TELLING]
    if telling:
        forgetting.raw_events(db, connection.merchant_id, and_(RawEvent.connection_id == connection.id, or_(*telling)))


def _known_only_by(db: Session, merchant_id: int, source: str) -> set[int]:
    """The customers of a shop whom this source alone has told us of."""
    orders = select(Order.customer_id).where(Order.merchant_id == merchant_id)
    carts = select(Cart.customer_id).where(Cart.merchant_id == merchant_id)
    named = select(Identity.customer_id).where(Identity.merchant_id == merchant_id, Identity.kind == source)
    theirs = (orders.where(Order.source == source), carts.where(Cart.source == source), named)
    others = (orders.where(Order.source != source), carts.where(Cart.source != source))
    return {*chain(*map(db.scalars, theirs))} - {*chain(*map(db.scalars, others))}
