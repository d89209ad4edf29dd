"""What changes an order is its customer's alone: a PIN code lets others read it, and nothing more."""

from __future__ import annotations

from actions.dialogue.buttons import PERSON
from actions.dialogue.slots import Events, ended
from actions.dialogue.visit import Visit
from bot.services.orders.views import OrderView


def is_theirs(visit: Visit, order: OrderView) -> bool:
    """Return whether the order was placed with the number that is writing."""
    return order.customer_id == visit.customer_id


def refuse_change(visit: Visit, number: str) -> Events:
    """Say that only the number it was ordered with changes an order, and offer a person; closes what is open."""
    visit.say("order.only_theirs", PERSON, number=number)
    return ended()
