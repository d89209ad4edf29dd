"""Where is my refund?"""

from __future__ import annotations

from actions.answers.order_status import tell
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events
from actions.dialogue.topics import finer_topic
from actions.dialogue.turn import Turn
from actions.dialogue.visit import ShopAction, Visit
from actions.orders import told
from actions.orders.which import mentioned, spoken_of
from actions.shop.answers import look_up, tell_faq
from actions.words.questions import asks_when
from bot.domain.field_values import Value, day
from bot.domain.orders import OrderStage, Payment
from bot.services.orders.refunds import RefundView, find_refund
from bot.services.orders.views import OrderView


class ActionRefundStatus(ShopAction):
    """refund_status."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_refund_status"

    def topic(self, turn: Turn) -> str:
        """How long refunds take, for who has none coming."""
        return finer_topic(turn)

    def answer(self, visit: Visit) -> Events:
        """For the order named or spoken of; else the customer's newest refund."""
        found = mentioned(visit)
        if found.unproven:
            return tell(visit, found, "order_status")
        tell_refund(visit, refund_meant(visit))
        return []


def refund_meant(visit: Visit) -> RefundView:
    """Return the refund of the order named or spoken of; else the customer's newest one."""
    named = mentioned(visit).order
    order = named or spoken_of(visit)
    who = (visit.db, visit.merchant_id, visit.customer_id)
    proven = [one.id for one in visit.orders if one.customer_id != visit.customer_id]
    found = find_refund(*who, order.id if order else None, visit.now, proven)
    # The order just spoken of has none: they may mean another.
    another = found.state == "none" and order and not named
    return find_refund(*who, None, visit.now, proven) if another else found


def order_refunded(visit: Visit, found: RefundView) -> OrderView | None:
    """Return the order that a refund is of; without one, the order named or spoken of."""
    refunded = next((one for one in visit.orders if one.number == found.order_number), None)
    return refunded or mentioned(visit).order or spoken_of(visit)


def tell_refund(visit: Visit, state: RefundView) -> None:
    """Say where a refund is."""
    order = order_refunded(visit, state)
    values: dict[str, Value] = {"number": state.order_number or ""}
    amount = state.amount or (order.refund or order.total if order else None)
    if state.state == "requested" and not (order and order.stage in (OrderStage.RETURNING, OrderStage.RETURNED)):
        visit.say("refund.requested", reference=state.reference or "", **values)
    elif state.state == "requested" and amount:
        visit.say("refund.after_return", amount=amount.as_value(), **values)
    elif state.state == "done" and amount and state.refunded_on:
        visit.say("refund.paid", amount=amount.as_value(), day=day(state.refunded_on, visit.today), **values)
    elif state.state == "due" and amount:
        visit.say("refund.coming", amount=amount.as_value(), **values)
    else:
        _tell_none(visit, order)


def _tell_none(visit: Visit, order: OrderView | None) -> None:
    if order and order.stage == OrderStage.RETURNING:
        visit.said.append(told.status(visit, order))
    elif order and order.stage == OrderStage.CANCELLED and order.payment != Payment.PAID:
        visit.say("refund.nothing_paid", number=order.number)
    elif not look_up(visit) and not (asks_when(visit.turn.text) and tell_faq(visit, "refund_time")):
        visit.say("refund.none", (Button("button.my_orders", "list_orders"),))
