"""Whether a request may begin on a message: not where the message refuses it, nor on a weak guess."""

from __future__ import annotations

from actions.answers import cancelling
from actions.dialogue.intents import KIND_OF
from actions.dialogue.readings import ask_which, is_guess
from actions.dialogue.slots import Events, ended
from actions.dialogue.visit import Visit
from actions.requests.kinds import fits
from actions.requests.meant import kind_asked
from actions.requests.order import order_for
from actions.words.contradictions import says_not_got
from bot.domain.refusals import only_reproaches, refuses_wish, says_more_than_no, wants_no_cancel
from bot.domain.requests import RequestKind

# What is wished, where other kinds tell of a fault: "who told him to leave it at the gate" is a complaint.
_WISHED = frozenset(
    {
        *(RequestKind.RETURN, RequestKind.REFUND, RequestKind.EXCHANGE, RequestKind.WARRANTY),
        *(RequestKind.ADDRESS, RequestKind.CHANGE_ORDER, RequestKind.RESCHEDULE),
    }
)


def refused_or_guessed(visit: Visit, kind: RequestKind) -> Events | None:
    """Say that nothing is done where the message refuses this kind, offer its readings where it is a guess; else None.

    A cancellation asks for a yes of its own, whatever the message was read at.
    """
    turn = visit.turn
    if kind == RequestKind.CANCEL:
        order = order_for(visit, kind).order
        if wants_no_cancel(turn.text):
            return cancelling.kept(visit, order)
        if is_guess(turn) and order and not fits(kind, order):
            ask_which(visit)  # it would not be asked about, but said to be impossible
            return ended()
        return None
    refused = refuses_wish(turn.text, turn.intent)
    if refused or (kind in _WISHED and only_reproaches(turn.text, turn.intent)):
        if kind_asked(turn) not in (None, kind):
            return None  # "no refund, send a new one": the other is begun, and asks its own questions
        if says_more_than_no(turn.text):
            ask_which(visit, without=turn.intent if refused else "")
        else:
            visit.say("deny.nothing")
        return ended()
    # "I've received nothing" says so itself, however weakly it was read.
    plain = kind == RequestKind.NOT_RECEIVED and says_not_got(turn.text)
    # A form that we opened ourselves, for a UTR or a way to pay, is no guess.
    if is_guess(turn) and turn.intent in KIND_OF and not plain:
        ask_which(visit)
        return ended()
    return None
