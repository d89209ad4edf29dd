"""Words that take back what was just agreed: a cancellation, a request, the day of a delivery."""

from __future__ import annotations

from datetime import timedelta

from actions.dialogue.polarity import said_to
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, ended
from actions.dialogue.visit import Visit, reads_answer_to
from actions.orders.which import by_number
from actions.words.details import wished_day
from bot.domain.field_values import day
from bot.domain.polarity import Act, Polarity
from bot.domain.requests import RequestKind
from bot.services.desk.requests import RequestView, find_latest_open, reword, withdraw
from bot.services.orders.cancelling import restore_order
from lexicon.folding import words_of
from lexicon.meanings import words_meaning

_DONE = "request.done."
_TAKING_BACK = tuple(f" {' '.join(words_of(phrase))} " for phrase in words_meaning("take back"))
# Below these the next words may be about what was noted; after a day they are about something new.
_FRESH = timedelta(days=1)
_PERSON = (Button("button.person", "talk_to_person"),)
# More words tell something else: a story, a reason, a new wish.
_A_FEW = 12


@reads_answer_to("cancel.done_paid", "cancel.done_unpaid")
def answer_to_cancelled(visit: Visit) -> Events | None:
    """Restore the order at words that take the cancellation back; None at anything else."""
    order = by_number(visit, visit.turn.last.order).order
    if order is None or not _takes_back(visit):
        return None
    if restore_order(visit.db, visit.merchant_id, order.id, visit.now):
        visit.orders_changed()
        visit.say("cancel.undone", number=order.number)
    else:
        visit.say("cancel.undo_late", _PERSON, number=order.number)
    return ended()


@reads_answer_to(*(f"{_DONE}{kind}" for kind in RequestKind), f"{_DONE}reschedule_part")
def answer_to_noted(visit: Visit) -> Events | None:
    """Withdraw the request just noted, or move its delivery to another day; None at anything else."""
    turn = visit.turn
    if turn.is_button or turn.form:
        return None
    kind = RequestKind(turn.last.key.removeprefix(_DONE).removesuffix("_part"))
    view = find_latest_open(visit.db, visit.merchant_id, visit.conversation_id, {kind}, visit.now - _FRESH)
    if view is None:
        return None
    if kind is RequestKind.RESCHEDULE and turn.entities.get("date"):
        return _moved(visit, view)
    if not _takes_back(visit):
        return None
    gone = withdraw(visit.db, visit.merchant_id, visit.conversation_id, view.reference, visit.now)
    visit.say("request.withdrawn" if gone else "request.taken_up", () if gone else _PERSON, reference=view.reference)
    return ended()


def _takes_back(visit: Visit) -> bool:
    """Whether a few words say plainly that what was agreed is not wanted: "leave it, I'll keep it", not a bare "no"."""
    turn = visit.turn
    if turn.is_button or turn.form or "?" in turn.text or len(turn.text.split()) > _A_FEW:
        return False
    said = f" {' '.join(words_of(turn.text))} "
    return any(phrase in said for phrase in _TAKING_BACK) and said_to(turn, Act.CANCEL) is not Polarity.YES


def _moved(visit: Visit, view: RequestView) -> Events | None:
    wished = wished_day(visit.turn.entities["date"], visit.today)
    if wished is None:
        return None
    detail = f"{wished.on.isoformat()} {wished.part}".strip()
    if not reword(visit.db, visit.merchant_id, visit.conversation_id, view.reference, detail):
        return None
    values = {"number": view.order_number or "", "reference": view.reference, "day": day(wished.on, visit.today)}
    visit.say("request.moved", **values)
    return ended()
