"""Whom a request about a person's data means: the customers of their shop id and phones, and the orders it names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.db.orders import Order
from bot.db.people import Customer, Identity
from bot.db.shop import Merchant
from bot.domain.buyers import buyer_names
from bot.domain.news import Person
from bot.domain.phones import e164
from bot.services.people.customers import PHONE


@dataclass(frozen=True, slots=True)
class Subjects:
    """Ids. An order may belong to somebody else's number: then it alone is meant, and not that person."""

    customers: frozenset[int]
    orders: frozenset[int]


def find_subjects(db: Session, connection: Connection, person: Person, order_ids: tuple[str, ...]) -> Subjects:
    """The customers and the named orders; nobody is added, and nobody is found by an e-mail address.

    A shop's id may stand with the number of whoever it first bought for. Where the request names numbers and that one
    is not among them, its owner is somebody else, and the named orders alone are meant. A customer without any address
    is known by their order alone, and meant with it.
    """
    country = person.country or connection.merchant.country
    phones = [phone for typed in person.phones if (phone := e164(typed, country))]
    by_phone = and_(Identity.kind == PHONE, Identity.value.in_(phones))
    by_id = and_(Identity.kind == connection.source, Identity.value == person.external_id)
    if phones:
        has_number = select(Identity.customer_id).where(
            Identity.merchant_id == connection.merchant_id, Identity.kind == PHONE
        )
        by_id = and_(by_id, Identity.customer_id.not_in(has_number))
    known = select(Identity.customer_id).where(Identity.merchant_id == connection.merchant_id)
    named = select(Order.id, Order.customer_id, Order.customer_id.in_(known)).where(
        Order.merchant_id == connection.merchant_id,
        Order.source == connection.source,
        Order.external_id.in_(order_ids),
    )
    orders = db.execute(named).all()
    nameless = {customer_id for _, customer_id, has_address in orders if not has_address}
    customers = nameless.union(db.scalars(known.where(or_(by_id, by_phone))))
    return Subjects(frozenset(customers), frozenset(order_id for order_id, *_ in orders))


def list_names(db: Session, customer: Customer) -> frozenset[str]:
    """Return every name that a customer goes by in carts and orders, of others' too (bot.domain.buyers)."""
    known = db.execute(select(Identity.kind, Identity.value).where(Identity.customer_id == customer.id)).all()
    phones = tuple(value for kind, value in known if kind == PHONE)
    country = db.get_one(Merchant, customer.merchant_id).country
    themselves = buyer_names(Person(phones=phones, email=customer.email), "", country)
    accounts = (buyer_names(Person(external_id=value), kind, country) for kind, value in known)
    return themselves.union(*accounts)
