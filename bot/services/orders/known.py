"""The orders that a conversation may be told of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.services.orders.finding import order_by_id, orders_of
from bot.services.orders.proof import proven_orders
from bot.services.orders.views import OrderView


def orders_known(
    db: Session, merchant_id: int, customer_id: int, conversation_id: int, now: datetime
) -> list[OrderView]:
    """The customer's orders, newest first, and then those of others that this conversation has proven."""
    mine = orders_of(db, merchant_id, customer_id, now)
    proven = proven_orders(db, conversation_id, merchant_id, now)
    others = (order_by_id(db, merchant_id, order_id, now) for order_id in sorted(proven - {order.id for order in mine}))
    return [*mine, *(order for order in others if order)]
