"""What is said of an order that a request does not fit."""

from __future__ import annotations

from actions.dialogue.slots import Events, Slot, ended
from actions.dialogue.visit import Visit
from actions.follow_ups.pick_up import adds_to_pick_up
from actions.follow_ups.withdrawing import offer_withdrawal
from actions.requests.draft import Draft
from actions.requests.kinds import why_not
from bot.domain.requests import RequestKind
from bot.services.orders.views import OrderView


def tell_why_not(visit: Visit, draft: Draft, order: OrderView) -> Events:
    """Say why the request is not possible, or do what may be meant by it where something is open for the order."""
    is_for_pick_up = draft.kind == RequestKind.RESCHEDULE and adds_to_pick_up(visit, order)
    if not is_for_pick_up and not (draft.kind == RequestKind.CANCEL and offer_withdrawal(visit, order)):
        visit.said.append(why_not(visit, draft.kind, order))
    return ended({Slot.ORDER_NUMBER: order.number})
