"""Words that take a request back by its name or reference, however long ago it was noted: "cancel the exchange"."""

from __future__ import annotations

from actions.dialogue.polarity import is_undecided, said_to
from actions.dialogue.reading_first import reads_answer_to, reads_any
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Slot
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.requests.done import take_back, withdraw_button
from actions.words.questions import asks
from actions.words.wishes import cancels, kinds_unwanted, kinds_wished
from bot.domain.clauses import CANCEL_VERBS
from bot.domain.field_values import sentence
from bot.domain.orders import same_number
from bot.domain.polarity import Act, Polarity
from bot.domain.refusals import wants_no_cancel
from bot.domain.requests import GOODS, reference_in
from bot.services.desk.requests import RequestView, list_open
from bot.services.orders.views import OrderView
from lexicon.folding import unquoted_words

# What an answer that is neither yes nor no is taken for; anything else surely understood is something else.
_ANSWERS = frozenset({"affirm", "deny", "cancel_order", "return_item", "nlu_fallback", "out_of_scope"})


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
    found = list_open(visit.db, visit.merchant_id, visit.customer_id)
    view = next((one for one in found if one.order_number == order.number), None)
    return view is not None and _ask_whether(visit, view)


@reads_answer_to("request.withdraw_ask")
def answer_to_withdrawal(visit: Visit) -> Events | None:
    """Withdraw what was asked about at a plain yes, leave it at a no; ask once more where it is neither for sure."""
    turn = visit.turn
    view = _asked_about(visit)
    if view is None or turn.is_button or turn.asked:
        return None
    # "Cancel it" may still mean the order; "take it back" is what we asked.
    said = said_to(turn, Act.WITHDRAW, turn.last.order, asked_by_us=CANCEL_VERBS.isdisjoint(unquoted_words(turn.text)))
    if said is Polarity.YES:
        return take_back(visit, view.reference)
    if said is Polarity.NO:
        visit.say("deny.nothing")
        return []
    return [] if is_undecided(turn, Act.WITHDRAW, said, _ANSWERS) and _ask_whether(visit, view) else None


def _ask_whether(visit: Visit, view: RequestView) -> bool:
    buttons = (withdraw_button(view.reference), Button("button.keep_request", "deny"))
    kind = sentence(f"request.kind.{view.kind}")
    number = view.order_number or ""
    visit.say("request.withdraw_ask", buttons, number=number, kind=kind, reference=view.reference)
    return True


def _asked_about(visit: Visit) -> RequestView | None:
    """The open request of the question before, by the reference that its button carries."""
    references = {button.entities.get("reference") for button in visit.turn.last.buttons}
    found = list_open(visit.db, visit.merchant_id, visit.customer_id)
    return next((view for view in found if view.reference in references), None)


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
