"""The kinds of request: which orders they fit, what has to be asked, and why one may not be possible."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.buttons import PERSON
from actions.dialogue.saying import Button, Saying
from actions.dialogue.visit import Visit
from actions.orders import told
from bot.domain.field_values import Value, day, lines
from bot.domain.orders import CANCELLABLE, ON_THE_WAY, WAITS_AT_SHOP, WITHOUT_COURIER, OrderStage
from bot.domain.requests import GOODS, RequestKind
from bot.services.orders.views import OrderView

WITHOUT_ORDER = frozenset({RequestKind.COMPLAINT, RequestKind.PAYMENT})
WITHOUT_DETAIL = frozenset({RequestKind.CANCEL, RequestKind.INVOICE, RequestKind.HAND_OVER})
# Here the first message is often the whole story ("my lamp came broken"): it need not be told again.
TOLD_AT_ONCE = frozenset(
    {
        RequestKind.DAMAGED,
        RequestKind.WRONG_ITEM,
        RequestKind.NOT_RECEIVED,
        RequestKind.WARRANTY,
        RequestKind.COMPLAINT,
        RequestKind.PAYMENT,
    }
)
# What is to be instead may stand in the first message: "change the colour to blue".
SOMETHING_ELSE = frozenset({RequestKind.CHANGE_ORDER, RequestKind.EXCHANGE})
BACK_TO_SHOP = frozenset({RequestKind.RETURN, RequestKind.REFUND, RequestKind.EXCHANGE})
# A courier's scan lags behind the doorbell: who holds a broken thing is not told that it isn't there.
_WITH_CUSTOMER = frozenset({OrderStage.DELIVERED, OrderStage.HANDED_OVER})
_AT_THE_DOOR = _WITH_CUSTOMER | {OrderStage.OUT_FOR_DELIVERY, OrderStage.ATTEMPT_FAILED}
_ENDED = frozenset({OrderStage.RETURNING, OrderStage.RETURNED, OrderStage.CANCELLED})
_STAGES = {
    RequestKind.CANCEL: CANCELLABLE | ON_THE_WAY,
    RequestKind.ADDRESS: (CANCELLABLE - WAITS_AT_SHOP) | {OrderStage.ATTEMPT_FAILED},
    RequestKind.CHANGE_ORDER: CANCELLABLE,
    RequestKind.RESCHEDULE: ON_THE_WAY,
    RequestKind.NOT_RECEIVED: frozenset({OrderStage.DELIVERED, OrderStage.LOST}),
    RequestKind.DAMAGED: _AT_THE_DOOR,
    RequestKind.WRONG_ITEM: _AT_THE_DOOR,
    RequestKind.WARRANTY: _WITH_CUSTOMER,
}
_UNTIL_IT_COMES = frozenset(
    {RequestKind.ADDRESS, RequestKind.CHANGE_ORDER, RequestKind.RESCHEDULE, RequestKind.NOT_RECEIVED}
)
_REASONS = frozenset(
    {
        "inform",
        "complaint",
        "ask_delay",
        "change_order",
        "exchange_item",
        "payment_failed",
        "report_damaged",
        "report_not_received",
        "report_wrong_item",
        "request_refund",
        "return_item",
        "claim_warranty",
    }
)
_ALSO = {
    RequestKind.EXCHANGE: {"ask_product", "suggest_product"},
    RequestKind.CHANGE_ORDER: {"ask_product", "cancel_order"},
    RequestKind.ADDRESS: {"check_pincode", "ask_contact", "change_address", "reschedule_delivery", "order_status"},
    RequestKind.RESCHEDULE: {"reschedule_delivery", "ask_eta", "ask_delivery_time"},
    RequestKind.NOT_RECEIVED: {"order_status", "ask_eta", "affirm"},
    RequestKind.PAYMENT: {"refund_status", "ask_payment_methods", "ask_cod", "confirm_order"},
    RequestKind.COMPLAINT: {"order_status", "ask_eta", "refund_status"},
    RequestKind.REFUND: {"refund_status"},
}


def fits(kind: RequestKind, order: OrderView) -> bool:
    """Whether this kind of request makes sense for the order as it stands."""
    if kind in GOODS and is_paid_back(order):
        return False
    if kind in BACK_TO_SHOP:
        return order.returnable_until is not None or (kind == RequestKind.REFUND and order.stage == OrderStage.LOST)
    if kind == RequestKind.WARRANTY and not any(item.warranty_months for item in order.items):
        return False
    return kind not in _STAGES or order.stage in _STAGES[kind]


def is_paid_back(order: OrderView) -> bool:
    """Whether all that the order cost went or goes back: nothing is owed for it any more."""
    if order.refund is None or order.refund.currency != order.total.currency:
        return False  # how much of an order in dollars some rupees are, only the shop can tell
    return order.refund.minor >= order.total.minor > 0


def kind_for(kind: RequestKind, order: OrderView | None) -> RequestKind:
    """What is really asked for: another size of what has not left is a change, of what has come an exchange."""
    if kind == RequestKind.EXCHANGE and order and order.stage in CANCELLABLE:
        return RequestKind.CHANGE_ORDER
    if kind == RequestKind.CHANGE_ORDER and order and order.returnable_until:
        return RequestKind.EXCHANGE
    return kind


def answers_look_like(kind: RequestKind) -> frozenset[str]:
    """Intents that the detail of such a request is likely to be taken for."""
    return _REASONS | _ALSO.get(kind, set())


def why_not(visit: Visit, kind: RequestKind, order: OrderView) -> Saying:
    """The sentence for an order that the request does not fit: what holds, and what can be done instead."""
    if kind == RequestKind.CANCEL:
        return _not_cancelled(visit, order)
    if order.stage in _ENDED:
        return _over(visit, kind, order)
    if kind in GOODS and is_paid_back(order):
        return _paid_back(visit, order)
    if kind in _UNTIL_IT_COMES:
        return _not_changed(visit, kind, order)
    if order.stage not in _WITH_CUSTOMER:
        # Who wants the money back for what hasn't come may not want it any more.
        leaves_or_left = kind in BACK_TO_SHOP and order.stage in CANCELLABLE | ON_THE_WAY
        button = Button("button.cancel", "cancel_order", {"order_number": order.number})
        return _said(visit, "request.no.not_delivered", order, (button, *PERSON) if leaves_or_left else ())
    if kind == RequestKind.WARRANTY:
        return _said(visit, "request.no.no_warranty", order, PERSON)
    last = day(order.return_ended_on or visit.today, visit.today)
    return _said(visit, "request.no.return_over", order, PERSON, days=visit.return_days, day=last)


def most_likely(kind: RequestKind, orders: Sequence[OrderView]) -> OrderView:
    """The order to speak of when none fits: one that arrived where that matters, else the newest not cancelled."""
    arrived = kind in BACK_TO_SHOP | {RequestKind.WARRANTY, RequestKind.DAMAGED, RequestKind.WRONG_ITEM}
    ranked = sorted(
        orders, key=lambda order: (arrived and order.stage not in _WITH_CUSTOMER, order.stage == OrderStage.CANCELLED)
    )
    return ranked[0]


def _over(visit: Visit, kind: RequestKind, order: OrderView) -> Saying:
    if kind == RequestKind.REFUND:  # where the money is, is what they want to know
        return told.status(visit, order)
    key = "request.no.cancelled" if order.stage == OrderStage.CANCELLED else "request.no.coming_back"
    return _said(visit, key, order)


def _paid_back(visit: Visit, order: OrderView) -> Saying:
    amount = (order.refund or order.total).as_value()
    if order.refunded_on is None:
        return _said(visit, "refund.coming", order, PERSON, amount=amount)
    return _said(visit, "refund.paid", order, PERSON, amount=amount, day=day(order.refunded_on, visit.today))


def _not_cancelled(visit: Visit, order: OrderView) -> Saying:
    if order.stage == OrderStage.CANCELLED:
        return _said(visit, "cancel.already", order, details=lines([told.refund_line(visit, order)]))
    if order.returnable_until:
        button = Button("button.return", "return_item", {"order_number": order.number})
        return _said(visit, "cancel.delivered", order, (button,))
    if order.stage == OrderStage.DELIVERED:
        return _said(visit, "cancel.delivered_over", order)
    return told.status(visit, order)


def _not_changed(visit: Visit, kind: RequestKind, order: OrderView) -> Saying:
    if order.stage in WITHOUT_COURIER or kind == RequestKind.NOT_RECEIVED:
        return told.delay(visit, order)
    if order.stage == OrderStage.DELIVERED:
        return _said(
            visit, "request.no.already_delivered", order, day=day(order.delivered_on or visit.today, visit.today)
        )
    if order.stage == OrderStage.LOST:
        return told.status(visit, order)
    if kind == RequestKind.RESCHEDULE:
        return _said(visit, "request.no.not_shipped", order)
    return _said(visit, "request.no.already_shipped", order, PERSON)


def _said(visit: Visit, key: str, order: OrderView, buttons: tuple[Button, ...] = (), **values: Value) -> Saying:
    # {details} tells where the order is, in the words of a status answer but without its first line.
    details = told.status(visit, order).values["details"]
    items = told.items(visit, order)
    return Saying(
        key, {"shop": visit.shop, "number": order.number, "items": items, "details": details, **values}, buttons
    )
