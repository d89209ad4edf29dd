"""The orders that a conversation may be told of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.services.orders.finding import find_by_id, list_orders
from bot.services.orders.proof import list_proven_orders
from bot.services.orders.views import OrderView


def list_known_orders(
    db: Session, merchant_id: int, customer_id: int, conversation_id: int, now: datetime
) -> list[OrderView]:
    """The customer's orders, newest first, and then those of others that this conversation has proven."""
    mine = list_orders(db, merchant_id, customer_id, now)
    proven = list_proven_orders(db, conversation_id, merchant_id, now)
    others = (find_by_id(db, merchant_id, order_id, now) for order_id in sorted(proven - {order.id for order in mine}))
    return [*mine, *(order for order in others if order)]
