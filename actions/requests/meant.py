"""Which kind of request a message makes, where its words say more than its intent."""

from __future__ import annotations

from actions.dialogue.intents import KIND_OF
from actions.dialogue.interruptions import FAIRLY_SURE, SURE, tells_why
from actions.dialogue.readings import is_guess
from actions.dialogue.turn import Turn
from actions.requests.kinds import answers_look_like
from actions.words.review_words import finds_fault
from actions.words.wishes import kinds_unwanted, kinds_wished, wanted_more_money
from bot.domain.requests import GOODS, WISHES, RequestKind
from lexicon.folding import words_of
from lexicon.meanings import PhraseList, by_key, words_meaning

# What "he wanted extra money" is taken for.
_ABOUT_MONEY = frozenset({RequestKind.REFUND, RequestKind.PAYMENT, RequestKind.RETURN})

# "No", "leave it"; what was done by mistake is a reason.
_LEAVES = PhraseList(
    words_of(phrase)
    for phrase in by_key("answer")["no"]
    if not {*words_of(phrase)} & {*words_meaning("denies no wish")}
)
_A_FEW, _BEGINNING = 12, 4  # words


def kind_asked(turn: Turn) -> RequestKind | None:
    """Return the kind of request that a message makes by its intent, put right by its words; None when it makes none.

    "No refund, send a new one" is no refund but an exchange; "he demanded extra money" is a complaint.
    """
    kind = KIND_OF.get(turn.intent)
    if kind in _ABOUT_MONEY and wanted_more_money(turn.text):
        return RequestKind.COMPLAINT
    if kind in WISHES and kind in kinds_unwanted(turn.text):
        others = (kinds_wished(turn.text) & WISHES) - {kind}
        return next(iter(others)) if len(others) == 1 else None
    return kind


def other_wish(turn: Turn, current: RequestKind) -> RequestKind | None:
    """Return the other kind that an answer plainly wishes instead of `current`; None when it wishes none.

    "না, টাকা ফেরত দিন" in an exchange; a reason that merely sounds like a request is none.
    """
    kind = kind_asked(turn)
    if kind is RequestKind.COMPLAINT and wanted_more_money(turn.text):
        return None if current is kind else kind
    if current not in GOODS:
        return None
    wished = (kinds_wished(turn.text) & WISHES) - {current}
    if len(wished) != 1 or current in kinds_wished(turn.text):
        return None
    (only,) = wished
    unwanted = current in kinds_unwanted(turn.text) or leaves_it(turn)
    return only if kind is only or unwanted else None


def kind_instead(turn: Turn, current: RequestKind, *, is_detail: bool) -> RequestKind | None:
    """Return the other request that is meant instead of an answer; None when it is one, or merely sounds like one.

    Args:
        current: the kind that the form is about.
        is_detail: the answer is the customer's own words.
    """
    if turn.is_button:  # it may be of the same kind, for another order
        return KIND_OF.get(turn.intent)
    wished = other_wish(turn, current)
    kind = wished or kind_asked(turn)
    if kind == current or (is_guess(turn) and not wished):
        return None
    if kind is None or wished or not is_detail:
        return kind
    # "I want to change the address" is no reason of a return.
    names_address = kind is RequestKind.ADDRESS and current in GOODS and kind in kinds_wished(turn.text)
    may_be_reason = turn.intent in answers_look_like(current) or turn.confidence < SURE
    return None if may_be_reason and not names_address else kind


def gives_up(turn: Turn, current: RequestKind) -> bool:
    """Whether an answer says that the request is not wanted, and names nothing else: "no refund needed"."""
    return (current in kinds_unwanted(turn.text) or leaves_it(turn)) and not kinds_wished(turn.text)


def leaves_it(turn: Turn) -> bool:
    """Whether a few words that were read as a no begin with one that leaves it: "no leave it, just one is fine"."""
    words = words_of(turn.text)
    is_no = turn.intent == "deny" and turn.confidence >= FAIRLY_SURE and len(words) <= _A_FEW
    return is_no and _LEAVES.is_in(words[:_BEGINNING]) and not finds_fault(turn.text) and not tells_why(turn)
