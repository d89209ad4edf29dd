"""The end of a request: done at once, or written down for the team with a reference."""

from __future__ import annotations

import secrets

from actions.dialogue.forms import ended
from actions.dialogue.saying import Button, day, sentence
from actions.dialogue.visit import Events, Visit
from actions.requests.kinds import why_not
from actions.words.details import wished_day
from bot.domain.orders import ON_THE_WAY
from bot.domain.requests import POSSIBLE, reference
from bot.services.desk.requests import RequestView, add_to, open_request
from bot.services.orders.cancelling import cancel_order
from bot.services.orders.views import OrderView

_PERSON = (Button("button.person", "talk_to_person"),)


def cancel(visit: Visit, order: OrderView, words: str) -> Events:
    """Cancel at once what has not left; ask the team to stop what has."""
    if order.stage in ON_THE_WAY:
        return submit(visit, "cancel", order, words, "")
    key = visit.turn.dedupe_key("cancel")
    result = cancel_order(visit.db, visit.merchant_id, order.id, visit.now, key)
    visit.orders_changed()
    if result.outcome == "cancelled" and result.refund:
        visit.say("cancel.done_paid", number=order.number, amount=result.refund.as_value())
    elif result.outcome == "cancelled":
        visit.say("cancel.done_unpaid", number=order.number)
    elif result.outcome == "too_late":
        return submit(visit, "cancel", order, words, "")
    else:
        visit.said.append(why_not(visit, "cancel", result.order or order))
    return ended(order_number=order.number)


def submit(visit: Visit, kind: str, order: OrderView | None, words: str, detail: str) -> Events:
    """Write the request down and tell its reference and what happens next."""
    told = detail if detail == words else "\n".join(filter(None, (words, _for_the_team(visit, kind, detail))))
    view = write_down(visit, kind, order, told)
    _tell(visit, view, order.number if order else "", detail)
    return ended(**({"order_number": order.number} if order else {}))


def write_down(visit: Visit, kind: str, order: OrderView | None, told: str) -> RequestView:
    """The customer's request, new or already open; nothing is said of it."""
    return open_request(
        visit.db,
        visit.merchant_id,
        visit.customer_id,
        visit.conversation_id,
        order.id if order else None,
        kind,
        told,
        visit.turn.dedupe_key(kind),
        reference(secrets.randbelow(POSSIBLE)),
        visit.now,
    )


def add(visit: Visit, view: RequestView, words: str) -> None:
    """Add the customer's words to a request that is open, and say so."""
    add_to(visit.db, visit.merchant_id, view.reference, words)
    _tell(visit, view, view.order_number or "", words)


def _tell(visit: Visit, view: RequestView, number: str, detail: str) -> None:
    values = {"number": number, "reference": view.reference}
    if not view.is_new:
        key = "request.already_open" if number else "request.already_open_alone"
        visit.say(key, _PERSON, kind=sentence(f"request.kind.{view.kind}"), **values)
        return
    wished = wished_day(detail, visit.today) if view.kind == "reschedule" else None
    if wished and wished.part:
        part = sentence(f"part.{wished.part}")
        visit.say("request.done.reschedule_part", day=day(wished.on, visit.today), part=part, **values)
    elif wished:
        visit.say("request.done.reschedule", day=day(wished.on, visit.today), **values)
    else:
        visit.say(f"request.done.{view.kind}", _PERSON if view.kind == "complaint" else (), **values)


def _for_the_team(visit: Visit, kind: str, detail: str) -> str:
    """A day as staff read it; anything else in the customer's own words."""
    wished = wished_day(detail, visit.today) if kind == "reschedule" else None
    return f"{wished.on.isoformat()} {wished.part}".strip() if wished else detail
