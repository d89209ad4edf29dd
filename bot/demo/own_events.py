"""Events of the demo shop as its own system would send them to POST /api/v1/events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.db.orders import Cart, Order
from bot.db.people import Customer
from bot.db.shop import Product
from bot.demo.cast import SeededCustomer
from bot.services.people.customers import find_phone

COUNTRY = "IN"


@dataclass(frozen=True, slots=True)
class Event:
    """An event to be, the key that makes it happen once, and what to say of it."""

    key: str
    line: str
    values: Mapping[str, Any]


def new_order(
    number: str, person: SeededCustomer, products: list[Product], payment: str, promised_on: str, now: datetime
) -> dict[str, Any]:
    """An order.placed event: somebody of the cast buys one of each of these."""
    return {
        "type": "order",
        "number": number,
        "placed_at": now.isoformat(),
        "updated_at": now.isoformat(),
        "customer": {"name": person.name, "phone": person.phone, "country": COUNTRY, "locale": person.locale},
        "items": [_item(product.title, 1, product.price, product) for product in products],
        "total": sum(product.price for product in products),
        "payment": payment,
        "ship_to": {
            "name": person.name,
            "street": person.address,
            "city": person.city,
            "pin": person.pin,
            "country": COUNTRY,
        },
        "promised_on": promised_on,
    }


def packed(db: Session, order: Order, now: datetime) -> dict[str, Any]:
    """The whole order once more, packed now."""
    return {
        "type": "order",
        "number": order.number,
        "id": order.external_id,
        "placed_at": order.placed_at.isoformat(),
        "updated_at": now.isoformat(),
        "packed_at": now.isoformat(),
        "customer": _buyer(db, order.customer),
        "items": [_item(item.title, item.quantity, item.price, item.product) for item in order.items],
        "total": order.total,
        "payment": order.payment,
        "ship_to": {
            "name": order.ship_name,
            "street": order.ship_address,
            "city": order.ship_city,
            "pin": order.ship_pin,
            "country": COUNTRY,
        },
        "promised_on": order.promised_on and order.promised_on.isoformat(),
    }


def milestone(order: Order, name: str, now: datetime, **details: Any) -> dict[str, Any]:
    """A parcel of this order reached a milestone."""
    which = {"number": order.number, "id": order.external_id}
    return {"type": "parcel", "order": which, "milestone": name, "at": now.isoformat()} | details


def cart(db: Session, cart: Cart, customer: Customer, updated_at: datetime) -> dict[str, Any]:
    """A cart as it is, last changed then."""
    return {
        "type": "cart",
        "token": cart.token,
        "customer": _buyer(db, customer),
        "items": [_item(item.title, item.quantity, item.price, item.product) for item in cart.items],
        "updated_at": updated_at.isoformat(),
        "recovery_url": cart.recovery_url,
    }


def product(one: Product, stock: int, now: datetime) -> dict[str, Any]:
    """So many of a product are there."""
    return {"type": "product", "sku": one.sku, "title": one.title, "stock": stock, "at": now.isoformat()}


def _buyer(db: Session, customer: Customer) -> dict[str, str]:
    phone = find_phone(db, customer.id) or ""
    return {"name": customer.name, "phone": phone, "country": COUNTRY, "locale": customer.locale or ""}


def _item(title: str, quantity: int, price: int, product: Product | None) -> dict[str, Any]:
    item: dict[str, Any] = {"title": title, "quantity": quantity, "price": price}
    return item | {"sku": product.sku, "picture_url": product.picture_url} if product else item
