"""The end of a request: done at once, or written down for the team with a reference."""

from __future__ import annotations

import secrets

from actions.dialogue.saying import Button
from actions.dialogue.slots import NOTHING, Events, Slot, ended
from actions.dialogue.visit import Visit
from actions.requests.kinds import why_not
from actions.words.details import WishedDay, wished_day
from bot.domain.field_values import day, sentence
from bot.domain.orders import ON_THE_WAY
from bot.domain.requests import POSSIBLE, RequestKind, reference
from bot.services.desk.requests import NewRequest, RequestView, add_to, open_request
from bot.services.orders.cancelling import cancel_order
from bot.services.orders.views import OrderView

# Taps that need no model: bot/services/chat/choices.py does them.
UNDO_CANCEL, WITHDRAW = "undo_cancel", "withdraw_request"
_PERSON = (Button("button.person", "talk_to_person"),)


def cancel(visit: Visit, order: OrderView, words: str) -> Events:
    """Cancel at once what has not left; ask the team to stop what has."""
    if order.stage in ON_THE_WAY:
        return submit(visit, RequestKind.CANCEL, order, words, "")
    key = visit.turn.dedupe_key("cancel")
    result = cancel_order(visit.db, visit.merchant_id, order.id, visit.now, key)
    visit.orders_changed()
    if result.outcome == "cancelled" and result.refund:
        visit.say("cancel.done_paid", _undo(order), number=order.number, amount=result.refund.as_value())
    elif result.outcome == "cancelled":
        visit.say("cancel.done_unpaid", _undo(order), number=order.number)
    elif result.outcome == "too_late":
        return submit(visit, RequestKind.CANCEL, order, words, "")
    else:
        visit.said.append(why_not(visit, RequestKind.CANCEL, result.order or order))
    return ended({Slot.ORDER_NUMBER: order.number})


def submit(visit: Visit, kind: RequestKind, order: OrderView | None, words: str, detail: str) -> Events:
    """Write the request down and tell its reference and what happens next."""
    wished = wished_day(detail, visit.today) if kind == RequestKind.RESCHEDULE else None
    # A day as staff read it; anything else in the customer's own words.
    for_the_team = f"{wished.on.isoformat()} {wished.part}".strip() if wished else detail
    told = detail if detail == words else "\n".join(filter(None, (words, for_the_team)))
    view = write_down(visit, kind, order, told)
    _tell(visit, view, order.number if order else "", wished)
    return ended({Slot.ORDER_NUMBER: order.number} if order else NOTHING)


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


def _tell(visit: Visit, view: RequestView, number: str, wished: WishedDay | None = None) -> None:
    values = {"number": number, "reference": view.reference}
    if not view.is_new:
        key = "request.already_open" if number else "request.already_open_alone"
        visit.say(key, _PERSON, kind=sentence(f"request.kind.{view.kind}"), **values)
        return
    back = (_withdraw(view.reference),)
    if wished and wished.part:
        part = sentence(f"part.{wished.part}")
        visit.say("request.done.reschedule_part", back, day=day(wished.on, visit.today), part=part, **values)
    elif wished:
        visit.say("request.done.reschedule", back, day=day(wished.on, visit.today), **values)
    else:
        person = _PERSON if view.kind == RequestKind.COMPLAINT else ()
        visit.say(f"request.done.{view.kind}", (*person, *back), **values)


def _undo(order: OrderView) -> tuple[Button, ...]:
    return (Button("button.undo_cancel", UNDO_CANCEL, {"order_number": order.number}),)


def _withdraw(reference: str) -> Button:
    return Button("button.withdraw", WITHDRAW, {"reference": reference})
