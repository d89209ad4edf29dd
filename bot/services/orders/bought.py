"""What was bought of a cart that was left: an order and a cart know each other by every name of their buyer.

People order by phone, from another device, as a guest, or let the shop type the order in: then the tokens are missing
and the number is another. So the account, the e-mail address and any phone number that both name are enough. Two of a
household who share an address are one buyer here: a reminder that stays unsent costs less than one too many.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import BindParameter, CompoundSelect, and_, bindparam, delete, or_, select, union
from sqlalchemy.orm import Session, aliased

from bot.db.base import table_of
from bot.db.claims import insert_for
from bot.db.orders import Cart, Order, SaleName

# Shops touch a checkout again just after its order; what is changed later than that is another wish.
AFTERGLOW = timedelta(minutes=15)
_MOST = 100  # carts of one buyer worth looking at, the newest
# Built once: putting a statement together costs more than running it.
_MERCHANT: BindParameter[int] = bindparam("merchant")
_OF_ORDER = select(SaleName.name).where(SaleName.order_id == bindparam("order"))
_OF_CART = select(SaleName.name).where(SaleName.cart_id == bindparam("cart"))
# Sales of the same shop with a name in common. Each way to know one is asked for by itself (union), names are joined:
# for an OR, or names in a list, neither database looks into its indexes, but reads every cart or order. That they are
# the shop's own follows from whose the first is; said once more, SQLite would begin with all of the shop's.
_SAME = aliased(SaleName)
_ALIKE = and_(_SAME.merchant_id == SaleName.merchant_id, _SAME.name == SaleName.name)
_CARTS_ALIKE = (
    select(_SAME.cart_id)
    .join_from(SaleName, _SAME, _ALIKE)
    .where(SaleName.order_id == bindparam("order"), _SAME.cart_id.is_not(None))
)
_CARTS_MEANT: CompoundSelect[int] = union(
    select(Cart.id).where(Cart.customer_id == bindparam("customer")),  # the shop's own
    select(Cart.id).where(Cart.merchant_id == _MERCHANT, Cart.token.in_(bindparam("tokens", expanding=True))),
    _CARTS_ALIKE,
)
_CARTS = select(Cart).where(Cart.id.in_(_CARTS_MEANT)).order_by(Cart.updated_at.desc()).limit(_MOST)
_SINCE = (Order.merchant_id == _MERCHANT, Order.placed_at >= bindparam("since", type_=Order.placed_at.type))
# By the cart's own name whenever, by others since: in one condition, or PostgreSQL goes through all orders since. The
# names are given: joined, it would begin with the orders as long as it has not counted a new shop's tables.
_ORDERS_ALIKE = (
    select(Order.id)
    .join(SaleName, SaleName.order_id == Order.id)
    .where(SaleName.merchant_id == _MERCHANT, SaleName.name.in_(bindparam("names", expanding=True)))
    .where(or_(SaleName.name.startswith("cart:"), and_(*_SINCE)))
)
_ORDERS_MEANT: CompoundSelect[int] = union(
    _ORDERS_ALIKE, select(Order.id).where(*_SINCE, Order.customer_id == bindparam("customer"))
)
_ORDERS = select(Order).where(Order.id.in_(_ORDERS_MEANT)).order_by(Order.placed_at.desc()).limit(1)


def note_order(db: Session, order: Order, names: Iterable[str]) -> bool:
    """Keep the names an order's buyer goes by; True when one is new."""
    there = set(db.scalars(_OF_ORDER, {"order": order.id}))
    return _note(db, {"merchant_id": order.merchant_id, "order_id": order.id}, {*names} - there)


def note_cart(db: Session, cart: Cart, names: Iterable[str]) -> set[str]:
    """Keep the names a cart's owner goes by; returns them with those from before."""
    there = list_names(db, cart)
    _note(db, {"merchant_id": cart.merchant_id, "cart_id": cart.id}, {*names} - there)
    return there.union(names)


def list_names(db: Session, cart: Cart) -> set[str]:
    """The names a cart's owner goes by."""
    return set(db.scalars(_OF_CART, {"cart": cart.id}))


def list_carts(db: Session, order: Order) -> list[Cart]:
    """The carts of an order's buyer, by whatever name: the newest first."""
    asked = {"merchant": order.merchant_id, "order": order.id, "customer": order.customer_id}
    # Of no token at all SQLite would read every cart of the shop; none has an empty one.
    return list(db.scalars(_CARTS, {**asked, "tokens": order.cart_tokens or [""]}))


def find_order(db: Session, cart: Cart, names: Iterable[str]) -> Order | None:
    """The order that came of a cart, or that its owner, who goes by these names, placed since it was last changed."""
    asked = {"merchant": cart.merchant_id, "names": sorted(names), "customer": cart.customer_id}
    return db.scalars(_ORDERS, {**asked, "since": cart.updated_at - AFTERGLOW}).first()


def forget_names(db: Session, merchant_id: int, names: Iterable[str]) -> None:
    """Forget these names wherever they stand in this shop."""
    theirs = (SaleName.merchant_id == merchant_id, SaleName.name.in_(sorted(names)))
    db.execute(delete(SaleName).where(*theirs), execution_options={"synchronize_session": False})


def _note(db: Session, row: dict[str, int], fresh: set[str]) -> bool:
    if fresh:
        statement = insert_for(db.get_bind().dialect.name)(table_of(SaleName)).on_conflict_do_nothing()
        db.connection().execute(statement, [row | {"name": name} for name in sorted(fresh)])
    return bool(fresh)
