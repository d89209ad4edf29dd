"""Where the fields of a broadcast's words come from, beyond what a person is called: orders, carts, the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.db.orders import Cart, CartItem, Order, OrderItem
from bot.db.people import Customer, PointsEntry
from bot.db.shop import Product
from bot.domain.field_values import Value
from bot.domain.locale import in_locale
from bot.domain.money import Money
from bot.locales.writing import name_month

FIELD, STOCK, DEFAULT = "field", "stock", "default"
FIRST_NAME, POINTS = "first_name", "points"


class EmptyField(ValueError):
    """Raised where a person has nothing to stand in a field, and the field has no default."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Of whom a value is asked, and for whom it is written."""

    db: Session
    customer: Customer
    locale: str


@dataclass(frozen=True, slots=True)
class PersonField:
    """A field of people: how it is read of one ("" for nothing), and which customers have something to stand in it."""

    read: Callable[[Asking], Value]
    has: ColumnElement[bool]


def is_source(source: object) -> bool:
    """Return whether a source is one of those that this module fills."""
    return isinstance(source, Mapping) and (STOCK in source or source.get(FIELD) in _READ_HERE)


def find_fault(db: Session, merchant_id: int, source: Mapping[str, Any]) -> str:
    """Return what is wrong with a source that names the catalogue, "" where it is right."""
    if STOCK not in source:
        return ""
    sku = source[STOCK]
    if set(source) != {STOCK} or not isinstance(sku, str):
        return 'give {"stock": "SKU"} alone'
    return "" if _find_stock(db, merchant_id, sku) is not None else f"the catalogue has no product {sku[:40]!r}"


def fill_source(asking: Asking, source: Mapping[str, Any]) -> Value:
    """Return the value of a source for a person.

    Raises:
        EmptyField: there is none, and no default.
    """
    if STOCK in source:
        stock = _find_stock(asking.db, asking.customer.merchant_id, str(source[STOCK]))
        if not stock:  # nobody is pressed to buy what is not there
            raise EmptyField(STOCK)
        return str(stock)
    value = FIELDS[source[FIELD]].read(asking) or str(source.get(DEFAULT, ""))
    if not value:
        raise EmptyField(source[FIELD])
    return value


def count_empty(db: Session, people: Select[Any], source: Mapping[str, Any]) -> int:
    """Count the people of an audience who have nothing to stand in a field."""
    field = FIELDS.get(str(source.get(FIELD)))
    if field is None:
        return 0
    ids = people.subquery().c
    # Whoever is written down for a broadcast that has begun is a `customer_id` there, and no `id`.
    empty = select(func.count()).select_from(Customer).where(Customer.id.in_(select(ids[0])), ~field.has)
    return db.scalar(empty) or 0


def _find_stock(db: Session, merchant_id: int, sku: str) -> int | None:
    stock: int | None = db.scalar(select(Product.stock).where(Product.merchant_id == merchant_id, Product.sku == sku))
    return stock


def _last_order(asking: Asking) -> Order | None:
    hers = (Order.customer_id == asking.customer.id, Order.cancelled_at.is_(None))
    return asking.db.scalars(
        select(Order).where(*hers).order_by(Order.placed_at.desc(), Order.id.desc()).limit(1)
    ).first()


def _number(asking: Asking) -> Value:
    order = _last_order(asking)
    return order.number if order else ""


def _product(asking: Asking) -> Value:
    order = _last_order(asking)
    if order is None:
        return ""
    line = asking.db.scalars(select(OrderItem).where(OrderItem.order_id == order.id).order_by(OrderItem.id)).first()
    if line is None:
        return ""
    return in_locale(line.product.titles if line.product else {}, asking.locale, line.title)


def _city(asking: Asking) -> Value:
    order = _last_order(asking)
    return order.ship_city if order else ""


def _month(asking: Asking) -> Value:
    birthday = asking.customer.birthday
    return name_month(asking.locale, int(birthday[:2])) if birthday else ""


def _cart(asking: Asking) -> Value:
    hers = (Cart.customer_id == asking.customer.id, Cart.completed_at.is_(None))
    cart = asking.db.scalars(select(Cart).where(*hers).order_by(Cart.updated_at.desc()).limit(1)).first()
    total = sum(item.price * item.quantity for item in cart.items) if cart else 0
    return Money(total, cart.currency).as_value() if cart and total else ""


_ORDERS = and_(Order.customer_id == Customer.id, Order.cancelled_at.is_(None))
_LINES = exists().where(_ORDERS, OrderItem.order_id == Order.id)
_IN_CART = exists().where(Cart.customer_id == Customer.id, Cart.completed_at.is_(None), CartItem.cart_id == Cart.id)
_POINTS = select(func.coalesce(func.sum(PointsEntry.points), 0)).where(PointsEntry.customer_id == Customer.id)
_READ_HERE: Mapping[str, PersonField] = {
    "last_order_number": PersonField(_number, exists().where(_ORDERS)),
    "last_product": PersonField(_product, _LINES),
    "last_city": PersonField(_city, exists().where(_ORDERS, Order.ship_city != "")),
    "birthday_month": PersonField(_month, and_(Customer.birthday.is_not(None), Customer.birthday != "")),
    "cart_value": PersonField(_cart, _IN_CART),
}
FIELDS: Mapping[str, PersonField] = {
    FIRST_NAME: PersonField(lambda asking: asking.customer.name, Customer.name != ""),
    POINTS: PersonField(lambda asking: "", or_(_POINTS.scalar_subquery() > 0)),
    **_READ_HERE,
}
