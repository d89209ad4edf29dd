"""A detail and no request: what somebody who says just this most likely wants to know."""

from __future__ import annotations

from actions.answers.leaving import leave_order
from actions.answers.order_status import tell
from actions.dialogue.buttons import MENU, PERSON
from actions.dialogue.slots import Events, Form, Slot, opening
from actions.dialogue.visit import ShopAction, Visit
from actions.follow_ups.new_day import takes_day
from actions.follow_ups.payment import takes_payment
from actions.orders.which import by_number, meant
from actions.shop.pin_codes import tell_area
from actions.shop.products import tell_product
from actions.words.addresses import is_an_address
from bot.domain.requests import RequestKind


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
        left = leave_order(visit)
        if left is not None:
            return left
        if "order_number" in entities or "tracking_number" in entities:
            return tell(visit, meant(visit), "order_status")
        pin = entities.get("pin_code", "")
        if pin and visit.turn.last.key == "proof.blocked":
            visit.say("proof.blocked", PERSON)  # one more guess
            return []
        if pin:
            return _tell_of_pin(visit, pin)
        day_events = takes_day(visit)
        if day_events:
            return day_events
        if "product" in entities or visit.turn.last.key == "product.ask":
            return tell_product(visit, visit.turn.intent_before)
        visit.say("fallback.first", MENU)
        return []


def _tell_of_pin(visit: Visit, pin: str) -> Events:
    """Take a whole address for an order's new one where that was spoken of; else tell whether we deliver there."""
    was_offered = any(button.intent == "change_address" for button in visit.turn.last.buttons)
    if was_offered and is_an_address(visit.turn.text):
        return opening(Form.REQUEST, {Slot.REQUEST_KIND: RequestKind.ADDRESS, Slot.REQUEST_ORDER: None})
    # Some shops have order numbers of six digits.
    theirs = by_number(visit, pin)
    return tell(visit, theirs, "order_status") if theirs.order else tell_area(visit, pin)
