"""What goes back: when a return is picked up, how much money comes back, and where it lands."""

from __future__ import annotations

from actions.answers.refunds import order_refunded, refund_meant, tell_refund
from actions.dialogue.buttons import PERSON
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Slot, filling
from actions.dialogue.visit import Visit
from actions.orders import told
from actions.orders.which import mentioned, spoken_of
from actions.shop.answers import tell_faq
from actions.words.contradictions import says_not_got
from actions.words.delivery_day import Concern
from bot.domain.field_values import day, lines, sentence
from bot.domain.orders import OrderStage, Payment
from bot.domain.requests import RequestKind, RequestState
from bot.services.desk.requests import RequestView, add_to, list_requests
from bot.services.orders.refunds import list_refunds
from bot.services.orders.views import OrderView

_FETCHED = frozenset(
    {RequestKind.RETURN, RequestKind.EXCHANGE, RequestKind.REFUND, RequestKind.DAMAGED, RequestKind.WRONG_ITEM}
)
_GOING_BACK = frozenset({OrderStage.RETURNING, OrderStage.RETURNED})
_NEVER_PAID = frozenset({Payment.COD, Payment.PENDING, Payment.VOIDED})


def answer_going_back(visit: Visit, asked: Concern) -> Events | None:
    """Answer a question on a pick-up or a refund; None when the message names an order that isn't theirs."""
    if mentioned(visit).unproven:
        return None
    if asked is Concern.PICKUP:
        return _pickup(visit)
    if asked is Concern.REFUND_AMOUNT:
        return _refund_amount(visit)
    return _refund_way(visit)


def _pickup(visit: Visit) -> Events:
    order = mentioned(visit).order or spoken_of(visit)
    if order and order.stage in _GOING_BACK:
        visit.said.append(told.status(visit, order))
        return filling({Slot.ORDER_NUMBER: order.number})
    request = _to_be_fetched(visit, order)
    if request is None:
        returnable = next((one for one in visit.orders if one.returnable_until), None)
        button = (Button("button.return", "return_item", {"order_number": returnable.number}),) if returnable else ()
        visit.say("pickup.none", button)
        return []
    values = {"number": request.order_number or "", "reference": request.reference}
    if request.state != RequestState.OPEN:
        visit.say("pickup.settled", PERSON, kind=sentence(f"request.kind.{request.kind}"), **values)
    elif says_not_got(visit.turn.text):
        add_to(visit.db, visit.merchant_id, request.reference, visit.turn.text)
        visit.say("pickup.nobody_came", PERSON, **values)
    else:
        visit.say("pickup.waiting", PERSON, kind=sentence(f"request.kind.{request.kind}"), **values)
    return filling({Slot.ORDER_NUMBER: request.order_number})


def _to_be_fetched(visit: Visit, order: OrderView | None) -> RequestView | None:
    """The request whose goods are to be picked up: of the order meant where it has one, the open ones first."""
    asked = list_requests(visit.db, visit.merchant_id, visit.customer_id)
    fetched = [one for one in asked if one.kind in _FETCHED and one.state in (RequestState.OPEN, RequestState.DONE)]
    of_order = [one for one in fetched if order and one.order_number == order.number]
    return min(of_order or fetched, key=lambda one: one.state != RequestState.OPEN, default=None)


def _refund_amount(visit: Visit) -> Events:
    """Each refund by itself: sums of two currencies are never added."""
    found = refund_meant(visit)
    order = order_refunded(visit, found)
    rows = list_refunds(visit.db, visit.merchant_id, order.id, visit.zone) if order else []
    shown = [
        sentence("order.refund_paid", amount=row.amount.as_value(), day=day(row.done_on, visit.today))
        if row.done_on
        else told.refund_coming(visit, row.amount)
        for row in rows
    ]
    if order and not shown and order.refund:
        shown = [line for line in (told.refund_line(visit, order),) if line]
    if order and shown:
        visit.say("refund.amounts", number=order.number, details=lines(shown))
    elif order and found.state == "requested" and order.payment not in _NEVER_PAID:
        amount = order.total.as_value()
        visit.say("refund.amount_open", number=order.number, amount=amount, reference=found.reference or "")
    else:
        tell_refund(visit, found)
    return filling({Slot.ORDER_NUMBER: order.number}) if order else []


def _refund_way(visit: Visit) -> Events:
    """Where money lands is the shop's own answer; where this customer's is, comes below it."""
    if not tell_faq(visit, "refund_time"):
        visit.say("refund.way_untold", PERSON)
    found = refund_meant(visit)
    if found.state != "none":
        tell_refund(visit, found)
    return filling({Slot.ORDER_NUMBER: found.order_number}) if found.order_number else []
