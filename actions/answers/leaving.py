"""Answers "leave 1045 be": what is open for it is offered back, else it stays as it is."""

from __future__ import annotations

from actions.dialogue.slots import Events, Slot, filling
from actions.dialogue.visit import Visit
from actions.follow_ups.withdrawing import offer_withdrawal
from actions.orders.which import by_number
from bot.domain.refusals import leaves_alone


def leave_order(visit: Visit) -> Events | None:
    """Say that the order named stays as it is, or ask whether its open request is meant; None when none is named."""
    number = visit.turn.entities.get("order_number", "")
    order = by_number(visit, number).order if number and leaves_alone(visit.turn.text, number) else None
    if order is None:
        return None
    if not offer_withdrawal(visit, order):
        visit.say("cancel.kept", number=order.number)
    return filling({Slot.ORDER_NUMBER: order.number})
