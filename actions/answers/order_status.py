"""Where is my order, when does it come, which orders have I."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions.dialogue.buttons import PERSON
from actions.dialogue.saying import Button, Saying
from actions.dialogue.slots import Events, Form, Slot, filling, opening
from actions.dialogue.visit import ShopAction, Visit
from actions.follow_ups.payment import takes_payment
from actions.orders import told as orders_told
from actions.orders.theirs import is_theirs
from actions.orders.which import Meant, meant, still_moving
from bot.domain.field_values import lines, sentence
from bot.services.orders.views import OrderView

_TELLERS: dict[str, Callable[[Visit, OrderView], Saying]] = {
    "ask_eta": orders_told.eta,
    "ask_delay": orders_told.delay,
}
_LISTED = 5


class ActionOrderStatus(ShopAction):
    """order_status, ask_eta, ask_delay."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_order_status"

    def answer(self, visit: Visit) -> Events:
        """Tell the order meant, or find out which."""
        return takes_payment(visit) or tell(visit, meant(visit), visit.turn.intent)


class ActionListOrders(ShopAction):
    """list_orders."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_list_orders"

    def answer(self, visit: Visit) -> Events:
        """The newest orders, one a line, to choose from when there are several."""
        return list_own(visit) if visit.orders else tell(visit, Meant(), "order_status")


def list_own(visit: Visit) -> Events:
    """Say the customer's newest orders, one a line, to choose from when there are several."""
    own = visit.orders
    told = [
        sentence(
            "orders.list_line",
            number=order.number,
            items=orders_told.items(visit, order),
            stage=orders_told.stage_word(order),
        )
        for order in own[:_LISTED]
    ]
    buttons = [orders_told.choice_of(order, visit, "order_status") for order in own] if len(own) > 1 else []
    visit.say_list("orders.list", buttons, lines=lines(told))
    return []


def tell(visit: Visit, found: Meant, question: str) -> Events:
    """Answer the question on the order meant; ask for proof or a number where that is missing."""
    order = found.order
    if order is None:
        return opening(
            Form.LOOKUP,
            {Slot.LOOKUP_QUESTION: question, Slot.LOOKUP_ORDER: found.unproven, Slot.LOOKUP_PROOF: None},
        )
    said = _TELLERS.get(question, orders_told.status)(visit, order)
    if not is_theirs(visit, order):
        said = replace(said, buttons=PERSON)  # the others change it
    others = not said.buttons and not found.named and len(still_moving(visit.orders)) > 1
    buttons = (Button("button.my_orders", "list_orders"),) if others else said.buttons
    visit.said.append(Saying(said.key, said.values, buttons))
    return filling({Slot.ORDER_NUMBER: order.number})
