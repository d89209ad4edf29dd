"""What was bought of a cart that was left: an order and a cart know each other by every name of their buyer.

People order by phone, from another device, as a guest, or let the shop type the order in: then the tokens are missing
and the number is another. So the account, the e-mail address and any phone number that both name are enough. Two of a
household who share an address are one buyer here: a reminder that stays unsent costs less than one too many.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import insert_for
from bot.db.orders import Cart, Order, SaleName

# Shops touch a checkout again just after its order; what is changed later than that is another wish.
AFTERGLOW = timedelta(minutes=15)
_MOST = 100  # carts of one buyer worth looking at, the newest


def note_order(db: Session, order: Order, names: Iterable[str]) -> bool:
    """Keep the names an order's buyer goes by; True when one is new."""
    return _note(db, SaleName.order_id == order.id, {"merchant_id": order.merchant_id, "order_id": order.id}, names)


def note_cart(db: Session, cart: Cart, names: Iterable[str]) -> bool:
    """Keep the names a cart's owner goes by; True when one is new."""
    return _note(db, SaleName.cart_id == cart.id, {"merchant_id": cart.merchant_id, "cart_id": cart.id}, names)


def list_carts(db: Session, order: Order) -> list[Cart]:
    """The carts of an order's buyer, by whatever name: the newest first."""
    names = select(SaleName.name).where(SaleName.merchant_id == order.merchant_id, SaleName.order_id == order.id)
    known = select(SaleName.cart_id).where(SaleName.merchant_id == order.merchant_id, SaleName.name.in_(names))
    meant = or_(
        Cart.customer_id == order.customer_id,
        Cart.token.in_(order.cart_tokens),
        Cart.id.in_(known.where(SaleName.cart_id.is_not(None))),
    )
    query = select(Cart).where(Cart.merchant_id == order.merchant_id, meant)
    return list(db.scalars(query.order_by(Cart.updated_at.desc()).limit(_MOST)))


def find_order(db: Session, cart: Cart) -> Order | None:
    """The order that came of a cart, or that its owner has placed since it was last changed."""
    names = select(SaleName.name).where(SaleName.merchant_id == cart.merchant_id, SaleName.cart_id == cart.id)
    known = select(SaleName.order_id).where(SaleName.merchant_id == cart.merchant_id, SaleName.name.in_(names))
    named = known.where(SaleName.name.startswith("cart:"), SaleName.order_id.is_not(None))
    theirs = or_(Order.customer_id == cart.customer_id, Order.id.in_(known.where(SaleName.order_id.is_not(None))))
    since = theirs & (Order.placed_at >= cart.updated_at - AFTERGLOW)
    query = select(Order).where(Order.merchant_id == cart.merchant_id, or_(Order.id.in_(named), since))
    return db.scalars(query.order_by(Order.placed_at.desc()).limit(1)).first()


def forget_names(db: Session, merchant_id: int, names: Iterable[str]) -> None:
    """Forget these names wherever they stand in this shop."""
    theirs = (SaleName.merchant_id == merchant_id, SaleName.name.in_(sorted(names)))
    db.execute(delete(SaleName).where(*theirs), execution_options={"synchronize_session": False})


def _note(db: Session, whose: ColumnElement[bool], row: dict[str, int], names: Iterable[str]) -> bool:
    there = set(db.scalars(select(SaleName.name).where(whose)))
    fresh = sorted(set(names) - there)
    if fresh:
        statement = insert_for(db.get_bind().dialect.name)(table_of(SaleName)).on_conflict_do_nothing()
        db.connection().execute(statement, [row | {"name": name} for name in fresh])
    return bool(fresh)
