"""What has been paid for an order."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from bot.db.orders import Order
from bot.domain.money import Money
from bot.domain.orders import Payment, has_taken_money

_IN_PARTS = (Payment.COD, Payment.PENDING)


def is_paid(order: Order) -> bool:
    """Return whether the shop has money for an order: an advance too, and of a cash order what came at the door."""
    return find_paid(order) > 0


def find_paid(order: Order) -> int:
    """Return how much the shop has had for an order, minor units: also before any of it goes back."""
    if has_taken_money(order.payment, any(parcel.delivered_at for parcel in order.parcels)):
        return order.total
    return max(order.total - find_left(order), 0) if order.payment in _IN_PARTS else 0


def find_left(order: Order) -> int:
    """Return how much of an order is left to pay, minor units, as the shop says: all of it where it says nothing."""
    return order.total if order.to_pay is None else order.to_pay


def has_advance() -> ColumnElement[bool]:
    """Return the condition that of an order which is paid later a part has been paid before."""
    return and_(Order.payment.in_(_IN_PARTS), Order.to_pay.is_not(None), Order.to_pay < Order.total)


def find_money_back(order: Order) -> Money:
    """Return what goes back for a cancelled order: what the shop says, else what was paid; the total where nothing
    was.
    """
    if order.refund_amount:
        return Money(order.refund_amount, order.refund_currency or order.currency)
    return Money(find_paid(order) or order.total, order.currency)
