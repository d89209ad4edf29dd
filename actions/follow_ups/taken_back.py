"""Words that take back what was just agreed: a cancellation, a request, the day of a delivery."""

from __future__ import annotations

from datetime import timedelta

from actions.dialogue.buttons import PERSON
from actions.dialogue.intents import KIND_OF
from actions.dialogue.reading_first import reads_answer_to
from actions.dialogue.slots import Events, ended
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.orders.which import by_number
from actions.requests.done import add, day_for_staff, take_back, told_day, withdraw_button
from actions.words.details import wished_day
from actions.words.questions import asks_in
from bot.domain.locale import DEFAULT
from bot.domain.refusals import calls_off, refuses_order, refuses_wish, wants_no_cancel
from bot.domain.requests import GOODS, RequestKind
from bot.services.desk.requests import RequestView, find_latest_open, reword
from bot.services.orders.cancelling import restore_order
from lexicon.folding import unquoted_words, words_of
from lexicon.meanings import PhraseList, WordList, by_key, words_meaning

_DONE = "request.done."
_TAKING_BACK, _WHOLE, _NOT_SO = (
    PhraseList(map(words_of, by_key("take back")[key])) for key in ("words", "whole", "not so")
)
# "I do want the order", below "it is cancelled"; another one, or the money, is another wish.
_WANTS, _ORDER = WordList(words_meaning("wanting")), WordList(words_meaning("the order"))
_OTHER = WordList(words_meaning("another one"))
# Below these the next words may be about what was noted; after a day they are about something new.
_FRESH = timedelta(days=1)
_QUESTIONS_OF_TIME = frozenset({"ask_eta", "ask_delay", "ask_delivery_time", "order_status"})
# Said of a request that was noted before.
_TOLD_AGAIN = (
    f"{_DONE}redelivery",
    *(f"request.{told}" for told in ("already_open", "already_open_alone", "changed", "corrected", "moved")),
    *(f"request.{told}" for told in ("call_noted", "reminded", "state.open")),
)
# More words tell something else: a story, a reason, a new wish.
_A_FEW = 12


@reads_answer_to("cancel.done_paid", "cancel.done_unpaid")
def answer_to_cancelled(visit: Visit) -> Events | None:
    """Restore the order at words that take the cancellation back; None at anything else."""
    order = by_number(visit, visit.turn.last.order).order
    if order is None or not _may_take_back(visit.turn) or not _wants_order_after_all(visit.turn):
        return None
    if restore_order(visit.db, visit.merchant_id, order.id, visit.now):
        visit.orders_changed()
        visit.say("cancel.undone", number=order.number)
    else:
        visit.say("cancel.undo_late", PERSON, number=order.number)
    return ended()


@reads_answer_to(*(f"{_DONE}{kind}" for kind in RequestKind), f"{_DONE}reschedule_part", *_TOLD_AGAIN)
def answer_to_noted(visit: Visit) -> Events | None:
    """Withdraw the request just noted, or move its delivery to another day; None at anything else."""
    turn = visit.turn
    if turn.is_button or turn.asked:
        return None
    kinds = set(RequestKind)
    if turn.last.key not in _TOLD_AGAIN:
        kinds = {RequestKind(turn.last.key.removeprefix(_DONE).removesuffix("_part"))}
    view = find_latest_open(visit.db, visit.merchant_id, visit.conversation_id, kinds, visit.now - _FRESH)
    if view is None:
        return None
    if view.kind is RequestKind.RESCHEDULE and turn.entities.get("date") and not _asks_when(turn):
        return _moved(visit, view)
    if view.kind in GOODS and turn.entities.get("date"):
        add(visit, view, turn.text)  # "leave it so, Friday is fine"
        return ended()
    if not _may_take_back(turn) or not _leaves_request(turn, view.kind):
        return None
    return take_back(visit, view.reference)


def _may_take_back(turn: Turn) -> bool:
    """Whether these are a few words typed while no question of a form is open, and no question themselves."""
    few = 0 < len(turn.text.split()) <= _A_FEW
    return few and not turn.asked and "?" not in turn.text


def _asks_when(turn: Turn) -> bool:
    """Whether words with a day in them ask: "in the morning or the evening?"."""
    return turn.intent in _QUESTIONS_OF_TIME or asks_in(turn.text, turn.locale or DEFAULT)


def _wants_order_after_all(turn: Turn) -> bool:
    """Whether words below "it is cancelled" say that it should not be."""
    words = unquoted_words(turn.text)
    wanted = _WANTS.is_among(words) and _ORDER.is_among(words) and not _OTHER.is_among(words)
    return _takes_back(turn.text) or wants_no_cancel(turn.text) or (wanted and not refuses_order(turn.text))


def _leaves_request(turn: Turn, kind: RequestKind) -> bool:
    """Whether words below a request just noted say that it is not wanted: "leave it", "no need to return it"."""
    if wants_no_cancel(turn.text):  # "don't cancel my return"
        return False
    intent = next((name for name, one in KIND_OF.items() if one == kind), "")
    return _takes_back(turn.text) or refuses_wish(turn.text, intent) or calls_off(turn.text, intent)


def _takes_back(text: str) -> bool:
    """Whether a phrase that takes something back is in a text, or is all of it; a bare "no" is none."""
    words = words_of(text)
    return not _NOT_SO.is_in(words) and (_WHOLE.is_all_of(words) or _TAKING_BACK.is_in(words))


def _moved(visit: Visit, view: RequestView) -> Events | None:
    wished = wished_day(visit.turn.entities["date"], visit.today)
    if wished is None:
        return None
    if not reword(visit.db, visit.merchant_id, visit.conversation_id, view.reference, day_for_staff(wished)):
        return None
    values = {"number": view.order_number or "", "reference": view.reference, "day": told_day(wished, visit)}
    visit.say("request.moved", (withdraw_button(view.reference),), **values)
    return ended()
