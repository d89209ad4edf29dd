"""Confirming a cash-on-delivery order."""

from __future__ import annotations

from actions.answers.order_status import tell
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events
from actions.dialogue.visit import ShopAction, Visit
from actions.orders import told
from actions.orders.which import Meant, mentioned, spoken_of
from bot.domain.field_values import lines
from bot.domain.orders import OrderStage
from bot.services.orders.cash_on_delivery import confirm_cod

_WAITING = OrderStage.COD_UNCONFIRMED
_AGREED = {"yes": True, "no": False}


class ActionConfirmOrder(ShopAction):
    """confirm_order: "confirm my order" and "is it confirmed?" alike; only a button or a yes confirms."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_confirm_order"

    def answer(self, visit: Visit) -> Events:
        """Confirm, leave it, or ask."""
        return confirm(visit, agreed=_AGREED.get(visit.turn.entities.get("confirmed", "")))


def confirm(visit: Visit, *, agreed: bool | None, number: str = "") -> Events:
    """Act on a yes or a no; with neither (None), ask about the order that waits or say that none does."""
    found = _order_of(visit, number)
    order = found.order
    if order is None or order.stage != _WAITING:
        return _nothing_to_confirm(visit, found)
    items = told.items(visit, order)
    if agreed and confirm_cod(visit.db, visit.merchant_id, order.id, visit.now):
        visit.orders_changed()
        visit.say("cod.confirmed", number=order.number)
    elif agreed is False:
        buttons = (Button("button.cancel", "cancel_order", {"order_number": order.number}), _PERSON)
        visit.say("cod.not_now", buttons, number=order.number)
    else:
        amount = order.total.as_value()
        visit.say("cod.ask_confirm", told.cod_buttons(order), number=order.number, items=items, amount=amount)
    return []


def _order_of(visit: Visit, number: str) -> Meant:
    if number:
        return Meant(next((order for order in visit.orders if order.number == number), None), named=True)
    named = mentioned(visit)
    if named.named:
        return named
    waiting = next((order for order in visit.orders if order.stage == _WAITING), None)
    return Meant(spoken_of(visit) or waiting)


def _nothing_to_confirm(visit: Visit, found: Meant) -> Events:
    order = found.order
    if order is None or order.stage not in (OrderStage.CONFIRMED, OrderStage.PACKED):
        newest = Meant(visit.orders[0] if visit.orders else None)
        return tell(visit, Meant(order, found.unproven) if found.named else newest, "order_status")
    visit.say(
        "cod.already",
        number=order.number,
        items=told.items(visit, order),
        details=lines([]),
    )
    return []


_PERSON = Button("button.person", "talk_to_person")
