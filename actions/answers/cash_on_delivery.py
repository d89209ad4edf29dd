"""Confirming a cash-on-delivery order."""

from __future__ import annotations

from decimal import Decimal

from actions.answers.order_status import tell
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events
from actions.dialogue.visit import ShopAction, Visit
from actions.orders import told
from actions.orders.theirs import is_theirs, refuse_change
from actions.orders.which import Meant, mentioned, spoken_of
from actions.words.goods import amounts_in
from bot.domain.field_values import lines
from bot.domain.money import Money, to_minor
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
    if not is_theirs(visit, order):
        return refuse_change(visit, order.number)
    items = told.items(visit, order)
    if agreed and confirm_cod(visit.db, visit.merchant_id, order.id, visit.now):
        visit.orders_changed()
        visit.say("cod.confirmed", number=order.number)
    elif agreed is False:
        buttons = (Button("button.cancel", "cancel_order", {"order_number": order.number}), _PERSON)
        visit.say("cod.not_now", buttons, number=order.number)
    else:
        amount = (order.to_pay or order.total).as_value()
        visit.say("cod.ask_confirm", told.cod_buttons(order), number=order.number, items=items, amount=amount)
    return []


def refuse_above_limit(visit: Visit) -> Events | None:
    """Say no to cash on delivery above the shop's limit; None where it may be, or no sum and no order is named."""
    order = mentioned(visit).order
    typed = 0 if order else max(amounts_in(visit.turn.text), default=0)
    limit = Money(to_minor(Decimal(visit.cod_limit), visit.currency), visit.currency)
    asked = order.total if order else Money(to_minor(Decimal(typed), visit.currency), visit.currency)
    if not limit.minor or asked.currency != limit.currency or asked.minor <= limit.minor:
        return None
    visit.say("cod.over_limit", limit=limit.as_value(), amount=asked.as_value())
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
