"""Where is my order, when does it come, why is it late; my orders; a bare number."""

from __future__ import annotations

from collections.abc import Callable

from rasa_sdk.events import SlotSet

from actions.dialogue.buttons import MENU
from actions.dialogue.forms import opening
from actions.dialogue.saying import Button, Said, lines, sentence
from actions.dialogue.visit import Events, ShopAction, Visit
from actions.follow_ups.new_day import takes_day
from actions.follow_ups.payment import takes_payment
from actions.orders import told as orders_told
from actions.orders.proof import PERSON
from actions.orders.which import Meant, by_number, meant, own_orders, still_moving
from actions.shop.pin_codes import tell_area
from actions.shop.products import tell_product
from bot.services.orders.finding import OrderView

_TELLERS: dict[str, Callable[[Visit, OrderView], Said]] = {
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
        own = own_orders(visit)
        return takes_payment(visit) or tell(visit, meant(visit, own), own, visit.turn.intent)


class ActionListOrders(ShopAction):
    """list_orders."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_list_orders"

    def answer(self, visit: Visit) -> Events:
        """The newest orders, one a line, to choose from when there are several."""
        own = own_orders(visit)
        if not own:
            return tell(visit, Meant(), own, "order_status")
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


class ActionInform(ShopAction):
    """A detail and no request: an order number, a tracking number, a PIN code, a product."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_inform"

    def answer(self, visit: Visit) -> Events:
        """Answer what somebody who says just this most likely wants to know."""
        entities = visit.turn.entities
        payment_events = takes_payment(visit)
        if payment_events:
            return payment_events
        own = own_orders(visit)
        if "order_number" in entities or "tracking_number" in entities:
            return tell(visit, meant(visit, own), own, "order_status")
        pin = entities.get("pin_code", "")
        if pin and visit.turn.last_key == "proof.blocked":
            visit.say("proof.blocked", PERSON)  # one more guess
            return []
        if pin:
            # Some shops have order numbers of six digits.
            theirs = by_number(own, pin)
            return tell(visit, theirs, own, "order_status") if theirs.order else tell_area(visit, pin)
        day_events = takes_day(visit)
        if day_events:
            return day_events
        if "product" in entities or visit.turn.last_key == "product.ask":
            return tell_product(visit, visit.turn.intent_before)
        visit.say("fallback.first", MENU)
        return []


def tell(visit: Visit, found: Meant, own: list[OrderView], question: str) -> Events:
    """Answer the question on the order meant; ask for proof or a number where that is missing."""
    order = found.order
    if order is None:
        return opening("lookup_form", lookup_question=question, lookup_order=found.unproven or None, lookup_proof=None)
    said = _TELLERS.get(question, orders_told.status)(visit, order)
    others = len(still_moving(own)) > 1 and not said.buttons and not found.named
    buttons = (Button("button.my_orders", "list_orders"),) if others else said.buttons
    visit.said.append(Said(said.key, said.values, buttons))
    return [SlotSet("order_number", order.number)]
