"""The fixed cast: the demo shop on one known day, and a stranger's shop with an order of the same number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.orders import Order
from bot.db.people import Customer, Identity
from bot.db.shop import Merchant
from bot.demo.shop import SLUG
from tests.seeded import seed_into

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)  # noon in Ahmedabad


@dataclass(frozen=True)
class Demo:
    """Ids of who and what is in the database."""

    shop: int
    other_shop: int
    customers: dict[str, int]  # by first name
    orders: dict[str, int]  # by number
    stranger: int
    stranger_order: int
    talks: dict[str, int]  # conversations by first name


@pytest.fixture
def demo(db: Session) -> Demo:
    seed_into(db, NOW)
    shop = db.scalars(select(Merchant.id).where(Merchant.slug == SLUG)).one()
    people = db.execute(select(Customer.id, Customer.name, Identity.value).join(Customer.identities))
    customers, talks = {}, {}
    for customer_id, name, phone in people.all():
        customers[name.split()[0]] = customer_id
        talks[name.split()[0]] = add_talk(db, shop, customer_id, phone)
    orders = {number: order_id for order_id, number in db.execute(select(Order.id, Order.number)).all()}
    other_shop, stranger, stranger_order = add_stranger(db)
    return Demo(shop, other_shop, customers, orders, stranger, stranger_order, talks)


def add_talk(db: Session, shop: int, customer: int, address: str) -> int:
    """A WhatsApp conversation of this customer."""
    talk = Conversation(
        merchant_id=shop,
        public_id=f"talk-{shop}-{customer}-{address[1:]}",
        customer_id=customer,
        channel="whatsapp",
        address=address,
        our_address="+917900000000",
        created_at=NOW,
    )
    db.add(talk)
    db.flush()
    return talk.id


def add_stranger(db: Session) -> tuple[int, int, int]:
    """Another merchant, whose customer has an order 1042 and another 2001."""
    shop = Merchant(slug="other", name="Other Shop")
    db.add(shop)
    db.flush()
    customer = Customer(merchant_id=shop.id, name="Stranger", created_at=NOW)
    db.add(customer)
    db.flush()
    orders = [
        Order(
            merchant_id=shop.id,
            customer_id=customer.id,
            number=number,
            payment="paid",
            total=100_00,
            placed_at=NOW,
            ship_pin="110001",
        )
        for number in ("1042", "2001")
    ]
    db.add_all(orders)
    db.flush()
    return shop.id, customer.id, orders[1].id
