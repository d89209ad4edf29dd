"""The orders a conversation may be told of, and their numbers, read once a turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.db.engine import Session
from bot.domain.own_numbers import OwnNumber
from bot.services.orders.finding import find_by_id
from bot.services.orders.known import list_known_orders, list_own_numbers
from bot.services.orders.views import OrderView


@dataclass(frozen=True)
class OwnOrders:
    """The customer's orders and those this conversation has proven."""

    db: Session
    merchant_id: int
    customer_id: int
    conversation_id: int
    now: datetime

    @cached_property
    def orders(self) -> Sequence[OrderView]:
        """The newest of them, newest first."""
        return list_known_orders(self.db, self.merchant_id, self.customer_id, self.conversation_id, self.now)

    @cached_property
    def numbers(self) -> Sequence[OwnNumber]:
        """The numbers of all of them, also of older ones than `orders` holds."""
        return list_own_numbers(self.db, self.merchant_id, self.customer_id, self.conversation_id, self.now)

    def find(self, order_id: int) -> OrderView | None:
        """Return one of them by its row."""
        newest = next((order for order in self.orders if order.id == order_id), None)
        return newest or find_by_id(self.db, self.merchant_id, order_id, self.now)

    def forget(self) -> None:
        """Have them read anew when they are asked for next."""
        for read in ("orders", "numbers"):
            vars(self).pop(read, None)
