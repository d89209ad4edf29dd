"""An order came: the reminders of its buyer's carts stop, and the one that won it gets the credit."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.links import Link
from bot.db.orders import Cart, Order
from bot.services.moments import record
from bot.services.orders.bought import AFTERGLOW, list_carts

# An order that follows a reminder by no more than that was won back by it.
CREDIT_FOR = timedelta(days=7)
ORDERED = "ordered"


def stop_carts(db: Session, order: Order, now: datetime) -> None:
    """Close the carts this order came of, and every cart its buyer had begun by then."""
    carts = list_carts(db, order)
    own = [cart for cart in carts if _named(cart, order)]
    by_then = [cart for cart in carts if cart.updated_at <= order.placed_at + AFTERGLOW]
    stopped = own + [cart for cart in by_then if cart.completed_at is None and cart not in own]
    for cart in stopped:
        close(db, cart, order.placed_at, ORDERED, now)
    if order.cancelled_at is None:
        _credit(db, order, own or stopped)


def close(db: Session, cart: Cart, at: datetime, reason: str, now: datetime) -> None:
    """Stop reminding of a cart; it stays closed whatever the shop still tells of it."""
    if cart.completed_at is None:
        cart.completed_at = at
        db.flush()
        record.drop_cart(db, cart.id, reason, now)


def _named(cart: Cart, order: Order) -> bool:
    return not {cart.token, *cart.other_tokens}.isdisjoint(order.cart_tokens)


def _credit(db: Session, order: Order, carts: list[Cart]) -> None:
    """One order was won by one cart at most: the one whose reminder left last before it."""
    reminded = [(at, cart) for cart in carts if (at := record.find_reminded_at(db, cart.id)) is not None]
    fitting = [
        (at, cart)
        for at, cart in reminded
        if cart.recovered_order_id is None and at <= order.placed_at <= at + CREDIT_FOR
    ]
    if not fitting or _credited(db, order):
        return
    _, cart = max(fitting, key=lambda pair: (pair[0], pair[1].id))
    cart.recovered_order_id, cart.recovered_amount = order.id, order.total
    cart.recovered_by, cart.recovered_at = ("link" if _clicked(db, cart) else "order"), order.placed_at
    db.flush()


def _credited(db: Session, order: Order) -> bool:
    won = select(Cart.id).where(Cart.merchant_id == order.merchant_id, Cart.recovered_order_id == order.id)
    return db.scalar(won.limit(1)) is not None


def _clicked(db: Session, cart: Cart) -> bool:
    links = select(Link.id).where(Link.merchant_id == cart.merchant_id, Link.cart_id == cart.id, Link.clicks > 0)
    return db.scalar(links.limit(1)) is not None
