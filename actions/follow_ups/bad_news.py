"""What customers wish right after a notice that promised them something: it is written down at once, asked no why."""

from __future__ import annotations

from dataclasses import dataclass

from actions.dialogue.reading_first import reads_answer_to
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Slot, ended
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.orders import told as orders_told
from actions.orders.which import by_number
from actions.requests.done import add, submit, write_down
from actions.requests.draft import Draft
from actions.requests.kinds import is_paid_back
from actions.words.contradictions import names_who_takes_it, says_at_home, says_not_got
from bot.domain.orders import OrderStage, same_number
from bot.domain.requests import WISHES, RequestKind
from bot.services.orders.views import OrderView
from lexicon.folding import fold
from lexicon.meanings import pattern_meaning

# "A new one, or your money back, as you like. Tell us below."
PROMISED = frozenset({"notice.lost", "notice.damaged", "notice.returning", "notice.returned"})
_ASKED = PROMISED | {"request.ask.resend", "request.ask.resend_unpaid", "request.no.nothing_paid"}
# Said of the same order later: who changes their mind then says so clearly.
_SPOKEN_OF = frozenset({"order.lost", "request.done.resend", "request.done.refund", "request.already_open"})
# "If you still want it, we'll send it again": a no is an answer.
_STILL_WANTED = frozenset({"notice.returning", "notice.returned"})
_NOT_COMING = frozenset({OrderStage.LOST, OrderStage.RETURNING, OrderStage.RETURNED})
_SAID_TO_HAVE_COME = frozenset({"notice.delivered", "notice.partly_delivered", "order.delivered"})
_SAID_TO_HAVE_TRIED = frozenset({"notice.attempt_failed", "notice.next_try", "order.attempt_failed"})

_CLEARLY = {"exchange_item": RequestKind.RESEND, "request_refund": RequestKind.REFUND}
_KIND_MEANT = _CLEARLY | {"refund_status": RequestKind.REFUND, "cancel_order": RequestKind.REFUND}
# What "fari moklo" is taken for; after these notices it means nothing else.
_PERHAPS = frozenset({"return_item", "subscribe", "how_to_order", "change_order", "reschedule_delivery", "affirm"})

# What is read by its words, because no intent says it clearly.
_PLAIN = frozenset(
    {
        *("affirm", "deny", "inform", "order_status", "ask_eta", "ask_delay", "complaint"),
        *("report_not_received", "confirm_order", "ask_product", "out_of_scope", "nlu_fallback"),
    }
)
_HAND_OVER = _PLAIN | {"change_address", "change_order", "reschedule_delivery", "exchange_item"}
_MONEY, _ONCE_MORE = pattern_meaning("paid back"), pattern_meaning("sent again")
_PERSON = Button("button.person", "talk_to_person")


@dataclass(frozen=True, slots=True)
class _Wish:
    kind: RequestKind
    order: OrderView


def wish(visit: Visit) -> Events | None:
    """Write down what the customer wishes after such a notice; None when this message is no such wish."""
    found = _wished(visit)
    if found is None:
        return None
    kind, order = found.kind, found.order
    if kind == RequestKind.RESCHEDULE:
        return ask_another_try(visit, order)
    if (kind == RequestKind.REFUND and order.refund) or (kind in WISHES and is_paid_back(order)):
        visit.said.append(orders_told.status(visit, order))
        return ended({Slot.ORDER_NUMBER: order.number})
    if kind == RequestKind.REFUND and not order.is_paid:
        visit.say("request.no.nothing_paid", (_again(order), _PERSON), number=order.number)
        return ended({Slot.ORDER_NUMBER: order.number})
    return submit(visit, Draft(kind, visit.turn.text, order, detail=visit.turn.text))


@reads_answer_to(*_ASKED, *_SAID_TO_HAVE_COME, *_SAID_TO_HAVE_TRIED)
def _read(visit: Visit) -> Events | None:
    """Whatever the words were taken for; a yes is left to the action, which knows a nod from it."""
    return None if visit.turn.intent == "affirm" else wish(visit)


def ask_which(visit: Visit) -> Events | None:
    """After "ok", which only means that it was read: which of the two shall it be? None when nothing was promised."""
    order = _order_told(visit) if visit.turn.last.key in PROMISED else None
    if order is None:
        return None
    if not order.is_paid:
        visit.say("request.ask.resend_unpaid", (_again(order), _PERSON), number=order.number)
        return []
    money = Button("button.money_back", "request_refund", {"order_number": order.number})
    visit.say("request.ask.resend", (_again(order), money, _PERSON), number=order.number)
    return []


def _wished(visit: Visit) -> _Wish | None:
    """The kind of request that this message wishes, and the order of the notice."""
    known = _ASKED | _SPOKEN_OF | _SAID_TO_HAVE_COME | _SAID_TO_HAVE_TRIED
    is_tap = visit.turn.is_button and visit.turn.intent in _CLEARLY
    order = _order_told(visit) if is_tap or visit.turn.last.key in known else None
    kind = _kind(visit.turn, order) if order else None
    return _Wish(kind, order) if order and kind else None


def _kind(turn: Turn, order: OrderView) -> RequestKind | None:
    if turn.last.key in _SAID_TO_HAVE_COME and turn.text:
        not_got = turn.intent in _PLAIN and says_not_got(turn.text)
        return RequestKind.NOT_RECEIVED if not_got or turn.intent == "report_not_received" else None
    if turn.last.key in _SAID_TO_HAVE_TRIED and turn.text:
        return RequestKind.RESCHEDULE if _denies_try(turn) or _says_who_takes_it(turn) else None
    return _kind_promised(turn, order)


def _kind_promised(turn: Turn, order: OrderView) -> RequestKind | None:
    """Which of our promises this takes up: to send it again, or to pay it back; None when neither."""
    if turn.is_button or turn.last.key in _SPOKEN_OF:
        return _CLEARLY.get(turn.intent) if order.stage in _NOT_COMING else None
    told = fold(turn.text)
    if turn.intent in _KIND_MEANT:
        return _KIND_MEANT[turn.intent]
    if turn.intent in _PERHAPS | _PLAIN and _MONEY.search(told):
        return RequestKind.REFUND
    if turn.intent == "deny":
        return RequestKind.REFUND if turn.last.key in _STILL_WANTED else None
    once_more = turn.intent in _PERHAPS or (turn.intent in _PLAIN and _ONCE_MORE.search(told))
    return RequestKind.RESEND if once_more else None


def _denies_try(turn: Turn) -> bool:
    """ "I was at home, nobody came": not to be told once more that nobody was there."""
    if "date" in turn.entities or turn.intent not in _PLAIN:
        return False
    return turn.intent == "report_not_received" or says_not_got(turn.text) or says_at_home(turn.text)


def _says_who_takes_it(turn: Turn) -> bool:
    """ "Leave it with the watchman"; of a day or a PIN code in it the form makes more."""
    more = {"date", "pin_code"} & set(turn.entities)
    return not more and turn.intent in _HAND_OVER and names_who_takes_it(turn.text)


def _order_told(visit: Visit) -> OrderView | None:
    """The order that was told of, unless the message names another."""
    told = visit.turn.last.order
    named = visit.turn.entities.get("order_number", "")
    if named and told and not visit.turn.is_button and not same_number(named, told):
        return None
    number = (named if visit.turn.is_button else "") or told
    return by_number(visit, number).order if number else None


def _again(order: OrderView) -> Button:
    return Button("button.send_again", "exchange_item", {"order_number": order.number})


def ask_another_try(visit: Visit, order: OrderView) -> Events:
    """Write down another delivery without a day, with the customer's words for whoever arranges it."""
    words = visit.turn.text
    if _denies_try(visit.turn):
        visit.say("complaint.sorry")
    view = write_down(visit, RequestKind.RESCHEDULE, order, words)
    if view.is_new:
        visit.say("request.done.redelivery", number=order.number, reference=view.reference)
    else:
        add(visit, view, words)
    return ended({Slot.ORDER_NUMBER: order.number})
