"""Yes and no outside of a form: an answer to the last thing we offered, or to nothing."""

from __future__ import annotations

from actions.answers import by_words  # noqa: F401  (its readings; see below)
from actions.answers.cash_on_delivery import confirm
from actions.answers.leaving import leave_order
from actions.answers.order_status import tell
from actions.dialogue.buttons import MENU
from actions.dialogue.intents import KIND_OF
from actions.dialogue.interruptions import agrees
from actions.dialogue.offers import offer_of
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Form, Slot, opening
from actions.dialogue.visit import ShopAction, Visit
from actions.follow_ups import (  # noqa: F401  (their readings; see below)
    address_on_file,
    after_a_person,
    review,
    taken_back,
    undecided,
    waiting,
    withdrawing,
    yes_or_no,
)
from actions.follow_ups.bad_news import PROMISED, ask_which, wish
from actions.orders.which import Meant, by_number
from actions.shop.answers import give_up
from actions.shop.consent import no_more_offers, whether_offers
from actions.shop.person import call_person
from actions.words.delivery_day import wishes_to_be_brought
from actions.words.offers_refused import refuses_offers
from bot.domain.orders import OrderStage
from bot.domain.refusals import confirms
from bot.domain.requests import RequestKind
from bot.services.orders.views import OrderView
from lexicon.folding import fold
from lexicon.meanings import words_meaning

# `by_words` and `follow_ups` are imported whole: the action server's worker loads only what holds an action, and what
# these import.

# These ask nothing: "ok" means that it was read.
_STATEMENTS = frozenset(
    {
        "rating.thanks_low",
        "request.no.already_shipped",
        "request.no.no_warranty",
        "request.no.return_over",
        *PROMISED,
    }
)
_NODS = frozenset(words_meaning("nod"))


class ActionAffirm(ShopAction):
    """affirm."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_affirm"

    def answer(self, visit: Visit) -> Events:
        """Do what was offered; "sure?" asks once more for what was told."""
        told = _told(visit)
        if told:
            return tell(visit, Meant(told, named=True), "order_status")
        if not agrees(visit.turn):
            give_up(visit)  # a sign that may mean anything
            return []
        nods = _only_nods(visit)
        promised = ask_which(visit) if nods else wish(visit)
        return promised if promised is not None else _take(visit, None if nods else offer_of(visit.turn, 0))


class ActionDeny(ShopAction):
    """deny."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_deny"

    def answer(self, visit: Visit) -> Events:
        """Leave it; an order that waits for a yes is told what no means."""
        if refuses_offers(visit.turn.text):
            return no_more_offers(visit)
        taken = offer_of(visit.turn, 1)
        if taken and taken.intent == "confirm_order":
            return confirm(visit, agreed=False, number=taken.entities.get("order_number", ""))
        if visit.turn.last.key.startswith("notice.out_for_delivery"):  # "somebody at home?" "no"
            return opening(
                Form.REQUEST,
                {Slot.REQUEST_KIND: RequestKind.RESCHEDULE, Slot.REQUEST_ORDER: visit.turn.last.notice_order},
            )
        if visit.turn.entities.get("date") and wishes_to_be_brought(visit.turn.text):  # "no, send it the day after"
            return opening(Form.REQUEST, {Slot.REQUEST_KIND: RequestKind.RESCHEDULE, Slot.REQUEST_ORDER: None})
        left = leave_order(visit)
        if left is not None:
            return left
        visit.say("deny.nothing")
        return []


def _told(visit: Visit) -> OrderView | None:
    """The order just told of, where a yes with a question mark doubts it; None where something was offered."""
    turn = visit.turn
    is_doubt = "?" in turn.text and turn.last.order and offer_of(turn, 0) is None
    return by_number(visit, turn.last.order).order if is_doubt else None


def _take(visit: Visit, taken: Button | None) -> Events:
    """Do what the offered button says; with none, say that there is nothing to say yes to."""
    intent = taken.intent if taken else ""
    number = taken.entities.get("order_number", "") if taken else ""
    if intent == "talk_to_person":
        return call_person(visit)
    if intent == "subscribe":
        return whether_offers(visit)
    if intent == "confirm_order":
        # What is no plain yes was read before (actions/follow_ups/yes_or_no.py); a guess confirms nothing.
        return confirm(visit, agreed=None, number=number)
    if intent in KIND_OF:
        return opening(Form.REQUEST, {Slot.REQUEST_KIND: KIND_OF[intent], Slot.REQUEST_ORDER: number})
    if visit.turn.last.key == "cod.not_now":
        # "Cancel it, or keep it?" is not answered by a yes: the order is asked about once more.
        return confirm(visit, agreed=None, number=visit.turn.last.order)
    if not taken and confirms(visit.turn.text):
        waiting_ones = [order for order in visit.orders if order.stage == OrderStage.COD_UNCONFIRMED]
        if len(waiting_ones) == 1:
            return confirm(visit, agreed=None, number=waiting_ones[0].number)
    visit.say("affirm.nothing", MENU)
    return []


def _only_nods(visit: Visit) -> bool:
    """Whether "ok" acknowledges what we stated, where a "yes" would take what we offered beside it."""
    told = fold(visit.turn.text)
    if visit.turn.last.key in PROMISED and not any(map(str.isalnum, told)):
        return True  # 👍 below bad news
    return visit.turn.last.key in _STATEMENTS and told.strip(" .!") in _NODS
