"""A person, or a whole shop, is to be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from sqlalchemy import delete, or_, select
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
_AT_ONCE = 500


def apply_erase_person(db: Session, connection: Connection, news: ErasePerson, now: datetime) -> Outcome:
    """Forget a person: the customers of their id and phones, and whoever ordered nothing but the orders named."""
    who = meant(db, connection, news.person, news.orders)
    people = who.customers | _only_of(db, connection.merchant_id, who.orders)
    _forget_words(db, connection, (news.person.external_id, news.person.email, *news.person.phones, *news.orders))
    if not people and not who.orders:
        return Outcome(ignored=NOBODY)
    forgetting.orders(db, connection.merchant_id, Order.id.in_(who.orders))
    forgetting.people(db, connection.merchant_id, people, now)
    # It may stand with the number of somebody they bought for, who is not forgotten with them.
    account = (Identity.kind == connection.source, Identity.value == news.person.external_id)
    db.execute(delete(Identity).where(Identity.merchant_id == connection.merchant_id, *account))
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
    telling = [word for word in words if len(word) >= _TELLING]
    if not telling:
        return
    holding = or_(*(RawEvent.body.contains(word, autoescape=True) for word in telling))
    whole = re.compile("|".join(map(_whole, telling)), re.IGNORECASE)
    mine = (RawEvent.merchant_id == connection.merchant_id, RawEvent.connection_id == connection.id)
    bodies = db.execute(select(RawEvent.id, RawEvent.body).where(*mine, holding))
    named = [event_id for event_id, body in bodies.yield_per(_AT_ONCE) if whole.search(body)]
    for start in range(0, len(named), _AT_ONCE):
        some = RawEvent.id.in_(named[start : start + _AT_ONCE])
        forgetting.raw_events(db, connection.merchant_id, some)


def _whole(word: str) -> str:
    """A pattern for the word by itself: in the middle of a longer id or address it is somebody else's."""
    # JSON may write a line end before a number, and the letter of "\\n" is no part of it.
    edge = r"\d" if word.removeprefix("+").isdigit() else r"\w"
    return rf"(?<!{edge}){re.escape(word)}(?!{edge})"


def _known_only_by(db: Session, merchant_id: int, source: str) -> set[int]:
    """The customers of a shop whom this source alone has told us of."""
    orders = select(Order.customer_id).where(Order.merchant_id == merchant_id)
    carts = select(Cart.customer_id).where(Cart.merchant_id == merchant_id)
    named = select(Identity.customer_id).where(Identity.merchant_id == merchant_id, Identity.kind == source)
    theirs = (orders.where(Order.source == source), carts.where(Cart.source == source), named)
    others = (orders.where(Order.source != source), carts.where(Cart.source != source))
    return {*chain(*map(db.scalars, theirs))} - {*chain(*map(db.scalars, others))}
