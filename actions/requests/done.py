"""The end of a request: done at once, or written down for the team with a reference."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from actions.dialogue.buttons import PERSON
from actions.dialogue.intents import INTENT_OF, KIND_OF
from actions.dialogue.saying import Button
from actions.dialogue.slots import NOTHING, Events, Slot, asking, ended
from actions.dialogue.visit import Visit
from actions.orders.theirs import is_theirs, refuse_change
from actions.orders.which import by_number
from actions.requests.draft import Draft
from actions.requests.kinds import why_not
from actions.words.details import WishedDay, wished_day
from bot.domain.field_values import Value, day, sentence
from bot.domain.orders import ON_THE_WAY
from bot.domain.requests import POSSIBLE, RequestKind, reference
from bot.domain.shortening import shortened
from bot.services.desk.requests import NewRequest, RequestView, add_to, open_request, reword, withdraw
from bot.services.orders.cancelling import cancel_order
from bot.services.orders.views import OrderView

# Taps that need no model: bot/services/chat/choices.py does them.
UNDO_CANCEL, WITHDRAW = "undo_cancel", "withdraw_request"
# Of two days, or two addresses, the one told last is meant; other words are added to what was told before.
_LAST_WORD_COUNTS = frozenset({RequestKind.RESCHEDULE, RequestKind.ADDRESS})
# What the customer's own words say is shown back, so that they can put it right.
_SHOWN_BACK = frozenset(RequestKind) - {
    *(RequestKind.CANCEL, RequestKind.INVOICE, RequestKind.RESCHEDULE, RequestKind.HAND_OVER)
}
_MOST_SHOWN = 200  # characters


def cancel(visit: Visit, order: OrderView, words: str) -> Events:
    """Cancel at once what has not left; ask the team to stop what has."""
    if not is_theirs(visit, order):
        return refuse_change(visit, order.number)
    if order.stage in ON_THE_WAY:
        return submit(visit, Draft(RequestKind.CANCEL, words, order))
    key = visit.turn.dedupe_key("cancel")
    result = cancel_order(visit.db, visit.merchant_id, order.id, visit.now, key)
    visit.orders_changed()
    if result.outcome == "cancelled" and result.refund:
        visit.say("cancel.done_paid", _undo(order), number=order.number, amount=result.refund.as_value())
    elif result.outcome == "cancelled":
        visit.say("cancel.done_unpaid", _undo(order), number=order.number)
    elif result.outcome == "too_late":
        return submit(visit, Draft(RequestKind.CANCEL, words, order))
    else:
        visit.said.append(why_not(visit, RequestKind.CANCEL, result.order or order))
    return ended({Slot.ORDER_NUMBER: order.number})


def submit(visit: Visit, draft: Draft) -> Events:
    """Write the request down and tell its reference, what was noted, and what happens next."""
    kind, order, detail = draft.kind, draft.order, draft.detail
    if order and not is_theirs(visit, order):
        return refuse_change(visit, order.number)
    wished = wished_day(detail, visit.today) if kind == RequestKind.RESCHEDULE else None
    # A day as staff read it; anything else in the customer's own words.
    for_the_team = day_for_staff(wished) if wished else detail
    done = ended({Slot.ORDER_NUMBER: order.number} if order else NOTHING)
    if draft.corrects and change_words(visit, draft.corrects, for_the_team):
        return done
    told = detail if detail == draft.words else "\n".join(filter(None, (draft.words, for_the_team)))
    view = write_down(visit, kind, order, told)
    if not view.is_new and view.kind in _LAST_WORD_COUNTS and for_the_team:
        reword(visit.db, visit.merchant_id, visit.conversation_id, view.reference, for_the_team)
    _tell(visit, view, order.number if order else "", wished, detail)
    return done


def ask_again(visit: Visit) -> Events:
    """Ask for the words of a noted request once more: the button below it says that they are not what was meant."""
    entities = visit.turn.entities
    order = by_number(visit, entities["order_number"]).order if entities.get("order_number") else None
    visit.say("request.correct", reference=entities["corrects"])
    draft = Draft(KIND_OF[visit.turn.intent], order=order, corrects=entities["corrects"])
    return asking(Slot.REQUEST_DETAIL, draft.slots())


def change_words(visit: Visit, reference: str, words: str) -> bool:
    """Put these words in the place of what was noted and say so; False when the request is no longer open."""
    if not reword(visit.db, visit.merchant_id, visit.conversation_id, reference, words):
        return False
    visit.say("request.corrected", reference=reference, words=shortened(words, _MOST_SHOWN))
    return True


def write_down(visit: Visit, kind: RequestKind, order: OrderView | None, told: str) -> RequestView:
    """The customer's request, new or already open; nothing is said of it."""
    asked = NewRequest(
        visit.customer_id,
        visit.conversation_id,
        order.id if order else None,
        kind,
        told,
        visit.turn.dedupe_key(kind),
        reference(secrets.randbelow(POSSIBLE)),
    )
    return open_request(visit.db, visit.merchant_id, asked, visit.now)


def add(visit: Visit, view: RequestView, words: str) -> None:
    """Add the customer's words to a request that is open, and say so."""
    add_to(visit.db, visit.merchant_id, view.reference, words)
    _tell(visit, view, view.order_number or "")


def _tell(visit: Visit, view: RequestView, number: str, wished: WishedDay | None = None, detail: str = "") -> None:
    values: dict[str, Value] = {"number": number, "reference": view.reference}
    kind, back = sentence(f"request.kind.{view.kind}"), withdraw_button(view.reference)
    if view.was:
        visit.say("request.changed", (back,), kind=kind, before=sentence(f"request.kind.{view.was}"), **values)
    elif wished and not view.is_new:
        visit.say("request.moved", (back,), day=told_day(wished, visit), **values)
    elif not view.is_new:
        key = "request.already_open" if number else "request.already_open_alone"
        visit.say(key, (back, *PERSON), kind=kind, **values)
    elif wished and wished.part:
        on, part = day(wished.on, visit.today), sentence(f"part.{wished.part}")
        visit.say("request.done.reschedule_part", (back,), day=on, part=part, **values)
    elif wished:
        visit.say("request.done.reschedule", (back,), day=day(wished.on, visit.today), **values)
    else:
        _tell_noted(visit, view, detail, values)


def _tell_noted(visit: Visit, view: RequestView, detail: str, values: Mapping[str, Value]) -> None:
    """The reference of a new request, and the customer's own words as they were noted, to be put right."""
    person = PERSON if view.kind == RequestKind.COMPLAINT else ()
    back = withdraw_button(view.reference)
    if view.kind not in _SHOWN_BACK:
        visit.say(f"request.done.{view.kind}", (*person, back), **values)
        return
    noted = sentence("request.noted", words=shortened(detail, _MOST_SHOWN)) if detail else ""
    right = (_correct(view),) if detail and view.kind in INTENT_OF else ()
    visit.say(f"request.done.{view.kind}", (*person, *right, back), noted=noted, **values)


def told_day(wished: WishedDay, visit: Visit) -> Value:
    """Return the day that is wished as it is said, with its part of the day."""
    on = day(wished.on, visit.today)
    return sentence("day.with_part", day=on, part=sentence(f"part.{wished.part}")) if wished.part else on


def day_for_staff(wished: WishedDay) -> str:
    """Return the day that is wished as the team reads it."""
    return f"{wished.on.isoformat()} {wished.part}".strip()


def _undo(order: OrderView) -> tuple[Button, ...]:
    return (Button("button.undo_cancel", UNDO_CANCEL, {"order_number": order.number}),)


def _correct(view: RequestView) -> Button:
    about = {"order_number": view.order_number} if view.order_number else {}
    return Button("button.correct", INTENT_OF[view.kind], {"corrects": view.reference, **about})


def take_back(visit: Visit, reference: str) -> Events:
    """Withdraw this conversation's open request and say so, or that the team has taken it up already."""
    gone = withdraw(visit.db, visit.merchant_id, visit.conversation_id, reference, visit.now)
    visit.say("request.withdrawn" if gone else "request.taken_up", () if gone else PERSON, reference=reference)
    return ended()


def withdraw_button(reference: str) -> Button:
    """Return the button that takes back the request of a reference."""
    return Button("button.withdraw", WITHDRAW, {"reference": reference})
