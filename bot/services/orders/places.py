"""Where an order goes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Order


def find_address(db: Session, merchant_id: int, order_id: int) -> str:
    """Return the address of an order of this shop as its customer gave it, in one line; "" when there is none."""
    order = db.scalar(select(Order).where(Order.merchant_id == merchant_id, Order.id == order_id))
    if order is None or not order.ship_address:
        return ""
    town = " ".join(filter(None, (order.ship_city, order.ship_pin)))
    return ", ".join(filter(None, (order.ship_name, order.ship_address, town)))
