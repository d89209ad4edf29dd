"""Whether an order has been paid for."""

from __future__ import annotations

from bot.db.orders import Order
from bot.domain.orders import has_taken_money


def is_paid(order: Order) -> bool:
    """Return whether the shop has money for an order: also of a cash order, once one of its parcels was handed over."""
    was_delivered = any(parcel.delivered_at for parcel in order.parcels)
    return order.total > 0 and has_taken_money(order.payment, was_delivered)
