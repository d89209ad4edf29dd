"""What is counted or added up of a customer, as SQL: grouped once for the whole shop, never customer by customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import BigInteger, ColumnElement, Select, cast, exists, func, select
from sqlalchemy.orm import aliased

from bot.db.orders import Cart, CartItem, Order
from bot.db.people import Customer, PointsEntry
from bot.db.requests import Rating
from bot.domain.orders import OrderStatus
from bot.domain.segments.fields import Comparison
from bot.domain.segments.rules import Trait
from bot.services.segments.asking import Inquiry

_Number = ColumnElement[int]
_Numbered = tuple[Select[int], _Number]


def compare_number(condition: Trait, person: type[Customer], asked: Inquiry) -> ColumnElement[bool]:
    """Return whether a number of a person compares as a condition says.

    Who has nothing that could be added up has the number 0; a last rating or an open cart has to be there.
    """
    if condition.field in _EACH:
        rows, number = _EACH[condition.field](asked)
        return _is_among(rows.having(_compare(condition, number)), person)
    rows, number = _SUMS[condition.field](condition, asked)
    fits = _compare(condition, number)
    return ~_is_among(rows.having(~fits), person) if _fits_nothing(condition) else _is_among(rows.having(fits), person)


def _is_among(rows: Select[int], person: type[Customer]) -> ColumnElement[bool]:
    found = rows.subquery()
    return exists().where(found.c.customer_id == person.id).correlate(person)


def _wanted(condition: Trait) -> int:
    return condition.value if isinstance(condition.value, int) else 0


def _compare(condition: Trait, number: _Number) -> ColumnElement[bool]:
    wanted = _wanted(condition)
    if condition.operator is Comparison.AT_LEAST:
        return number >= wanted
    if condition.operator is Comparison.AT_MOST:
        return number <= wanted
    return func.abs(number - wanted) < 1  # and not ==, of which PostgreSQL expects next to none (see agreeing.py)


def _fits_nothing(condition: Trait) -> bool:
    return _wanted(condition) == 0 or condition.operator is Comparison.AT_MOST


def _orders(condition: Trait, asked: Inquiry) -> Select[int]:
    mine = (asked.keeps(Order.customer_id), Order.merchant_id == asked.merchant_id)
    stand = (*mine, Order.status != OrderStatus.CANCELLED)
    rows = select(Order.customer_id).where(*stand).group_by(Order.customer_id)
    return rows if condition.days is None else rows.where(Order.placed_at >= asked.scope.since(condition.days))


def _count_orders(condition: Trait, asked: Inquiry) -> _Numbered:
    return _orders(condition, asked), func.count()


def _add_totals(condition: Trait, asked: Inquiry) -> _Numbered:
    ours = _orders(condition, asked).where(Order.currency == asked.scope.currency)
    return ours, func.sum(Order.total)


def _add_points(_condition: Trait, asked: Inquiry) -> _Numbered:
    mine = (asked.keeps(PointsEntry.customer_id), PointsEntry.merchant_id == asked.merchant_id)
    return select(PointsEntry.customer_id).where(*mine).group_by(PointsEntry.customer_id), func.sum(PointsEntry.points)


def _value_carts(asked: Inquiry) -> _Numbered:
    left = (Cart.merchant_id == asked.merchant_id, Cart.completed_at.is_(None), Cart.currency == asked.scope.currency)
    carts = select(Cart.customer_id).select_from(Cart).outerjoin(CartItem, CartItem.cart_id == Cart.id)
    rows = carts.where(asked.keeps(Cart.customer_id), *left)
    worth = func.sum(cast(CartItem.price, BigInteger) * CartItem.quantity)
    return rows.group_by(Cart.id, Cart.customer_id), func.coalesce(worth, 0)


def _last_rating(asked: Inquiry) -> _Numbered:
    newer = aliased(Rating)
    is_last = ~exists().where(newer.customer_id == Rating.customer_id, newer.id > Rating.id).correlate(Rating)
    mine = (asked.keeps(Rating.customer_id), Rating.merchant_id == asked.merchant_id)
    rows = select(Rating.customer_id).where(*mine, is_last)
    return rows.group_by(Rating.customer_id), func.max(Rating.stars)


# Added up to one number of each customer, 0 where there is nothing.
_SUMS: Mapping[str, Callable[[Trait, Inquiry], _Numbered]] = {
    "points.balance": _add_points,
    "orders.count": _count_orders,
    "orders.total": _add_totals,
}
# Each has a number of its own; one that compares is enough.
_EACH: Mapping[str, Callable[[Inquiry], _Numbered]] = {"cart.value": _value_carts, "rating.stars": _last_rating}
