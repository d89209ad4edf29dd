"""Questions that no intent has to itself, read off their words before the action they were taken for."""

from __future__ import annotations

from actions.answers import number_unknown  # noqa: F401  (its readings)
from actions.answers.at_the_door import answer_at_the_door, note_who_takes_it
from actions.answers.cash_on_delivery import refuse_above_limit
from actions.answers.going_back import answer_going_back
from actions.dialogue.buttons import PERSON
from actions.dialogue.reading_first import Reading, reads_answer_to, reads_words
from actions.dialogue.slots import REQUESTED, UNCLEAR, Events, Form, Slot, opening
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.orders.which import by_number
from actions.requests.done import submit
from actions.requests.draft import Draft
from actions.requests.order import order_for
from actions.shop.answers import tell_faq
from actions.words.contradictions import names_who_takes_it
from actions.words.delivery_day import Concern, asked_by_words
from actions.words.gstin import gstin_in
from bot.domain.requests import RequestKind

_GOING_BACK = frozenset({Concern.PICKUP, Concern.REFUND_AMOUNT, Concern.REFUND_WAY})
# The shop's own topics that answer, the best first.
_TOPICS = {
    Concern.BULK: ("bulk_orders",),
    Concern.HOURS: ("opening_hours", "store_visit", "contact"),
    Concern.ADDRESS: ("store_visit",),
    Concern.CANCEL_TERMS: ("cancel_policy", "return_policy"),
    Concern.RETURN_TERMS: ("return_policy",),
}


@reads_words
def _by_words(turn: Turn) -> Reading | None:
    if not turn.text:
        return None
    if gstin_in(turn.text):
        return _note_gstin
    asked = asked_by_words(turn.text, turn.intent, turn.confidence)
    if turn.intent == "ask_cod":
        return lambda visit: _refuse_cod(visit, asked)
    return (lambda visit: _answer(visit, asked)) if asked else None


@reads_answer_to("door.not_home")
def _read_who_takes_it(visit: Visit) -> Events | None:
    """ "Or may somebody take it?" is answered by naming somebody."""
    order = by_number(visit, visit.turn.slot(Slot.ORDER_NUMBER)).order
    return note_who_takes_it(visit, order) if order and names_who_takes_it(visit.turn.text) else None


def _refuse_cod(visit: Visit, asked: Concern | None) -> Events | None:
    """A sum above the limit is a no; any other question on it is what its words make it."""
    refused = refuse_above_limit(visit)
    return _answer(visit, asked) if refused is None and asked else refused


def _answer(visit: Visit, asked: Concern) -> Events | None:
    if asked in _TOPICS:
        if not any(tell_faq(visit, slug) for slug in _TOPICS[asked]):
            visit.say("shop.not_told", PERSON)
        return []
    events = answer_going_back(visit, asked) if asked in _GOING_BACK else answer_at_the_door(visit, asked)
    return _beside_form(events) if events and visit.turn.form else events


def _beside_form(events: Events) -> Events:
    """The events of an answer that came in between a form's question and its answer: the form stays where it was."""
    return [event for event in events if event.get("name") not in (REQUESTED, UNCLEAR)]


def _note_gstin(visit: Visit) -> Events | None:
    """A GST number is for the invoice, and goes with the request for it as it was typed."""
    asked_for = visit.turn.intent == "ask_invoice"
    if not visit.orders or (visit.turn.form and not asked_for):
        return None
    visit.say("invoice.gstin", gstin=gstin_in(visit.turn.text))
    if asked_for:
        return None
    order = order_for(visit, RequestKind.INVOICE).order
    if order:
        return submit(visit, Draft(RequestKind.INVOICE, visit.turn.text, order, detail=visit.turn.text))
    return opening(Form.REQUEST, {Slot.REQUEST_KIND: RequestKind.INVOICE, Slot.REQUEST_ORDER: None})
