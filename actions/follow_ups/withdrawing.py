"""Words that take a request back by its name or reference, however long ago it was noted: "cancel the exchange"."""

from __future__ import annotations

from actions.dialogue.reading_first import reads_any
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Slot
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.requests.done import take_back, withdraw_button
from actions.words.questions import asks
from actions.words.wishes import cancels, kinds_unwanted, kinds_wished
from bot.domain.field_values import sentence
from bot.domain.orders import same_number
from bot.domain.refusals import wants_no_cancel
from bot.domain.requests import GOODS, reference_in
from bot.services.desk.requests import RequestView, list_open
from bot.services.orders.views import OrderView


def _takes_back(turn: Turn) -> bool:
    if turn.asked == Slot.REQUEST_DETAIL or asks(turn.text):
        return False
    by_name = bool(kinds_unwanted(turn.text)) and not kinds_wished(turn.text)
    return by_name or (cancels(turn.text) and bool(reference_in(turn.text)))


@reads_any(_takes_back)
def withdrawn(visit: Visit) -> Events | None:
    """Withdraw the open request that is named; None where none of that name is open."""
    view = _named(visit)
    if view is None or wants_no_cancel(visit.turn.text):
        return None
    return take_back(visit, view.reference)


def offer_withdrawal(visit: Visit, order: OrderView) -> bool:
    """Ask whether an order's open request is meant, where the order can't be cancelled; False when none is open."""
    view = next(
        (one for one in list_open(visit.db, visit.merchant_id, visit.customer_id) if one.order_number == order.number),
        None,
    )
    if view is None:
        return False
    buttons = (withdraw_button(view.reference), Button("button.keep_request", "deny"))
    kind = sentence(f"request.kind.{view.kind}")
    visit.say("request.withdraw_ask", buttons, number=order.number, kind=kind, reference=view.reference)
    return True


def _named(visit: Visit) -> RequestView | None:
    reference, number = reference_in(visit.turn.text), visit.turn.entities.get("order_number", "")
    found = list_open(visit.db, visit.merchant_id, visit.customer_id)
    if reference:
        return next((view for view in found if view.reference == reference), None)
    about = [view for view in found if not number or same_number(number, view.order_number or "")]
    unwanted = kinds_unwanted(visit.turn.text)
    exactly = next((view for view in about if view.kind in unwanted), None)
    # "Cancel the refund", where it was noted as a return: of one subject there is one request.
    return exactly or next((view for view in about if unwanted <= GOODS and view.kind in GOODS), None)
