"""A day for what has been delivered is one for fetching it back, where that was asked for."""

from __future__ import annotations

from actions.dialogue.visit import Visit
from actions.requests.done import add
from bot.domain.requests import GOODS
from bot.services.desk.requests import list_open
from bot.services.orders.views import OrderView


def adds_to_pick_up(visit: Visit, order: OrderView) -> bool:
    """Add the customer's words to the open request for an order's goods; False when none is open."""
    mine = list_open(visit.db, visit.merchant_id, visit.customer_id)
    view = next((one for one in mine if one.order_number == order.number and one.kind in GOODS), None)
    if view is None or not visit.turn.text:
        return False
    add(visit, view, visit.turn.text)
    return True
