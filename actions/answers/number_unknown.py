"""An order that was placed with another's number, or whose number the customer doesn't know: how it is found."""

from __future__ import annotations

from actions.answers.order_status import list_own
from actions.dialogue.forms import STUCK_BUTTONS
from actions.dialogue.interruptions import has_no_idea
from actions.dialogue.reading_first import reads_any
from actions.dialogue.slots import Events, Slot
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from lexicon.folding import fold, unquoted_words
from lexicon.meanings import PhraseList, pattern_meaning, words_meaning

_OF_ANOTHER = pattern_meaning("number of another")
_ORDER_NUMBER = PhraseList(map(unquoted_words, words_meaning("order number")))
_A_FEW = 14  # words: more tell something besides


def _is_of_another(turn: Turn) -> bool:
    told = fold(turn.text)
    gives_one = turn.intent == "talk_to_person" or any(map(str.isdigit, told))
    may_be = turn.asked in (None, Slot.LOOKUP_ORDER) and not gives_one and _is_short(turn)
    return may_be and _OF_ANOTHER.search(told) is not None


def _is_unknown(turn: Turn) -> bool:
    return turn.asked is None and has_no_idea(turn) and _ORDER_NUMBER.is_in(unquoted_words(turn.text))


def _is_short(turn: Turn) -> bool:
    return 0 < len(turn.text.split()) <= _A_FEW


@reads_any(_is_of_another, writes=False)
def order_of_another(visit: Visit) -> Events:
    """Say what is needed to read an order that is on another number."""
    visit.say("lookup.other_number")
    return []


@reads_any(_is_unknown, writes=False)
def number_not_known(visit: Visit) -> Events:
    """List the customer's own orders; with none, say where a number is found."""
    if visit.orders:
        return list_own(visit)
    visit.say("lookup.dont_know", STUCK_BUTTONS)
    return []
