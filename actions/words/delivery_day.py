"""Questions around delivery, returns and the shop itself that no intent has to itself: told by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from actions.words.contradictions import says_at_home, says_not_got
from lexicon.folding import fold
from lexicon.meanings import pattern_meaning


class Concern(StrEnum):
    """What such a message asks or tells."""

    EXTRA_MONEY = "extra_money"  # whoever brought it wanted more than was due
    COMPENSATION = "compensation"
    DEAD_LINK = "dead_link"
    COURIER_PHONE = "courier_phone"
    PICKUP = "pickup"  # of a return
    REFUND_AMOUNT = "refund_amount"
    REFUND_WAY = "refund_way"  # to the bank, or as credit?
    STILL_WAITING = "still_waiting"  # nobody has come
    HAND_OVER = "hand_over"  # leave it with the guard or a neighbour
    NOT_HOME = "not_home"
    CASH = "cash"  # how much to keep ready
    UPI = "upi"  # at the door
    BY_WHEN = "by_when"
    BULK = "bulk"
    HOURS = "hours"
    ADDRESS = "address"  # the shop's
    CANCEL_TERMS = "cancel_terms"  # what comes of cancelling, or of refusing the parcel
    RETURN_TERMS = "return_terms"


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells a question: meanings that are all named, each by any of its tuple, and those of which none is.

    A question may be told in several ways.
    `likely`: the intents it is taken for, however surely. Any other intent has to be a weak guess.
    """

    concern: Concern
    named: tuple[tuple[str, ...], ...]
    barred: tuple[str, ...] = ()
    likely: frozenset[str] = frozenset()


# Below this the classifier guesses, and nothing is begun on it (actions/dialogue/readings.py); other words are read.
_WEAK = 0.75
# Characters that are read: a question is short, and what is longer costs.
_LONGEST = 400
_ASK_PAYING = frozenset({"ask_cod", "ask_delivery_charges", "ask_payment_methods"})
_ASK_ORDER = frozenset({"order_status", "ask_eta", "ask_delay"})
_ELSEWHERE = frozenset({"out_of_scope", "deny", "inform"})
_GIVES_UP = frozenset(
    {"cancel_order", "return_item", "exchange_item", "request_refund", "refund_status", "ask_return_policy"}
)
# The first that fits counts: what is told of a person comes before what is asked of money.
_SIGNS = (
    # "If I cancel, is anything deducted?" cancels nothing.
    _Signs(
        Concern.CANCEL_TERMS,
        (("if done",), ("what comes of it",), ("ends the order",)),
        ("wished all the same",),
        _GIVES_UP | _ASK_PAYING | {"deny", "report_not_received"},
    ),
    _Signs(
        Concern.RETURN_TERMS,
        (("if done",), ("what comes of it",), ("sends it back",)),
        ("wished all the same", "ends the order"),
        _GIVES_UP - {"refund_status", "ask_return_policy"},
    ),
    _Signs(
        Concern.EXTRA_MONEY,
        (("more than due",), ("asked or taken",), ("paid back", "a sum", "who brings it")),
        ("from the account", "money back", "time of day asked"),
        frozenset({"complaint", "request_refund", "payment_failed", "ask_delivery_charges", "out_of_scope"}),
    ),
    _Signs(
        Concern.COMPENSATION,
        (("something for the trouble",),),
        likely=_ASK_ORDER
        | {"ask_offers", "ask_delivery_time", "complaint", "help", "suggest_product", "ask_product", "out_of_scope"},
    ),
    _Signs(
        Concern.DEAD_LINK,
        (("a link",), ("it fails",)),
        ("way to pay",),
        _ELSEWHERE | {"how_to_order", "order_status", "complaint"},
    ),
    _Signs(
        Concern.COURIER_PHONE,
        (("who brings it",), ("their number",)),
        ("another number",),
        _ASK_ORDER | _ELSEWHERE | {"ask_contact", "talk_to_person", "change_address"},
    ),
    _Signs(
        Concern.PICKUP,
        (("fetched back",), ("when", "it fails")),
        likely=_ASK_ORDER
        | {"return_item", "exchange_item", "ask_return_policy", "out_of_scope"}
        | {"report_not_received", "reschedule_delivery"},
    ),
    # A no in "nobody came to fetch it" is none to anything we said; "no pick-up needed" is one.
    _Signs(Concern.PICKUP, (("fetched back",), ("nobody came",)), likely=_ELSEWHERE),
    _Signs(
        Concern.REFUND_AMOUNT,
        (("how much", "whole sum"), ("money back",)),
        ("when",),
        frozenset({"refund_status", "request_refund"}),
    ),
    _Signs(
        Concern.REFUND_WAY,
        (("bank or wallet",), ("money back", "bank and wallet")),
        ("how much", "when", "is denied"),
        frozenset({"refund_status", "ask_payment_methods"}),
    ),
    _Signs(Concern.STILL_WAITING, (), likely=_ASK_ORDER | {"out_of_scope", "report_not_received"}),
    _Signs(
        Concern.HAND_OVER,
        (("who takes it", "own people take it"), ("leaves it there",)),
        ("when",),
        _ASK_ORDER | _ELSEWHERE | {"reschedule_delivery", "ask_cod", "ask_care"},
    ),
    _Signs(
        Concern.NOT_HOME,
        (("nobody to take it",),),
        likely=_ELSEWHERE | {"reschedule_delivery", "goodbye", "complaint"},
    ),
    _Signs(
        Concern.CASH,
        (("how much",), ("handed over in cash",)),
        ("not of cash", "money back", "more than due"),
        _ASK_PAYING | {"ask_product", "out_of_scope"},
    ),
    _Signs(Concern.UPI, (("paid online", "way to pay"),), ("money back", "from the account"), _ASK_PAYING),
    _Signs(Concern.BY_WHEN, (("time of day asked",),), ("money back", "fetched back", "the shop itself")),
    _Signs(
        Concern.BULK,
        (("in bulk",),),
        likely=frozenset({"ask_offers", "ask_product", "how_to_order", "suggest_product"}),
    ),
    _Signs(Concern.HOURS, (("open hours",),), ("a link", "who brings it"), frozenset({"ask_contact"})),
    _Signs(Concern.ADDRESS, (("the shop itself",), ("where it is",)), ("another number",), frozenset({"ask_contact"})),
)
_A_SUM = "a sum"
_READ = {
    meaning: re.compile(r"(?<![0-9])[0-9]{2,4}(?![0-9])") if meaning == _A_SUM else pattern_meaning(meaning)
    for signs in _SIGNS
    for group in (*signs.named, signs.barred)
    for meaning in group
}
_WAITS, _OF_OTHERS = pattern_meaning("waits"), pattern_meaning("told or helped")
_BRING = pattern_meaning("bring it then")


def asked_by_words(text: str, intent: str, confidence: float) -> Concern | None:
    """Return what a message asks or tells by its words; None when it is none of these, or surely something else.

    `intent` and `confidence` (0 to 1) are what the classifier took it for.
    """
    text = text[:_LONGEST]
    told = fold(text)
    found = (signs for signs in _SIGNS if (intent in signs.likely or confidence < _WEAK) and _fits(signs, text, told))
    return next((signs.concern for signs in found), None)


def waits(text: str) -> bool:
    """Return whether somebody waits in vain for a parcel: not for money, a bill, a call or an answer."""
    told = fold(text)
    return (says_not_got(text) or _WAITS.search(told) is not None) and _OF_OTHERS.search(told) is None


def wishes_to_be_brought(text: str) -> bool:
    """Return whether a message wishes the parcel to come then, as "come tomorrow" does; a bare day is no wish."""
    return _BRING.search(fold(text)) is not None


def _fits(signs: _Signs, text: str, told: str) -> bool:
    if signs.concern is Concern.STILL_WAITING:
        return waits(text)
    if signs.concern is Concern.NOT_HOME and says_at_home(text):
        return False
    named = all(any(_READ[meaning].search(told) for meaning in group) for group in signs.named)
    return named and not any(_READ[meaning].search(told) for meaning in signs.barred)
