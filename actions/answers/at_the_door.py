"""Questions of the day of delivery: how much cash, UPI, the courier's phone, who takes it, nobody has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from actions.answers.order_status import tell
from actions.dialogue.buttons import PERSON
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Form, Slot, ended, filling, opening
from actions.dialogue.visit import Visit
from actions.follow_ups.bad_news import ask_another_try
from actions.follow_ups.payment import takes_payment
from actions.orders import told
from actions.orders.page import address_of_page
from actions.orders.which import Meant, meant, mentioned, of_product, spoken_of, still_moving
from actions.requests.done import submit, withdraw_button, write_down
from actions.requests.draft import Draft
from actions.words.contradictions import forbids_who_takes_it
from actions.words.delivery_day import Concern, wishes_to_be_brought
from bot.domain.field_values import Value, lines, sentence
from bot.domain.orders import CANCELLABLE, ON_THE_WAY, OVER, WITHOUT_COURIER, OrderStage, Payment
from bot.domain.requests import RequestKind
from bot.services.orders.finding import find_relevant_order
from bot.services.orders.views import OrderView

# A number in these may be a flat's, a sum or minutes: one that is no order of theirs names none.
_TOLD = frozenset({Concern.HAND_OVER, Concern.NOT_HOME, Concern.EXTRA_MONEY, Concern.STILL_WAITING})
# What was delivered longer ago is not what somebody waits for.
_STILL_LOOKED_FOR = timedelta(days=14)
_TODAY = "0d"  # what the entity of a date begins with
_AT_THE_DOOR: Mapping[bool | None, str] = {True: "door.upi_too", False: "door.cash_only"}
_UPI: Mapping[bool | None, str] = {True: "door.upi_yes", False: "door.upi_no", None: "door.upi_untold"}


def answer_at_the_door(visit: Visit, asked: Concern) -> Events | None:
    """Answer a question of the day of delivery; None when there is no order it can be about."""
    if asked in _OF_ANY_ORDER:
        return _OF_ANY_ORDER[asked](visit, meant(visit).order or _coming(visit, asked))
    order = _coming(visit, asked) or _without_courier(visit)
    if order and order.stage in WITHOUT_COURIER:
        return tell(visit, Meant(order, named=True), "order_status")
    return _OF_WHAT_COMES[asked](visit, order) if order else None


def _without_courier(visit: Visit) -> OrderView | None:
    """The order named, spoken of or the only one, where nobody brings it: there is no door to ask about."""
    named = mentioned(visit)
    meant_one = named.order or (None if named.named else spoken_of(visit))
    if meant_one is None and not named.named and len(visit.orders) == 1:
        meant_one = visit.orders[0]
    return meant_one if meant_one and meant_one.stage in WITHOUT_COURIER else None


def note_who_takes_it(visit: Visit, order: OrderView) -> Events:
    """Write down that somebody else takes the parcel, and say what they need for it; or that they must not have it."""
    if forbids_who_takes_it(visit.turn.text, visit.locale):
        view = write_down(visit, RequestKind.HAND_OVER, order, visit.turn.text)
        back = (withdraw_button(view.reference),)
        visit.say("door.not_to_them", back, number=order.number, reference=view.reference)
        return ended({Slot.ORDER_NUMBER: order.number})
    events = _note(visit, RequestKind.HAND_OVER, order)
    if order.to_pay:
        visit.say("door.whoever_needs_cash", amount=order.to_pay.as_value())
    return events


def _note(visit: Visit, kind: RequestKind, order: OrderView | None) -> Events:
    return submit(visit, Draft(kind, visit.turn.text, order, detail=visit.turn.text))


def _coming(visit: Visit, asked: Concern) -> OrderView | None:
    """The order named or spoken of, else the likeliest, of those that are still to come."""
    named = mentioned(visit)
    if named.order or (named.named and asked not in _TOLD):
        return named.order if named.order and named.order.stage not in OVER else None
    spoken = spoken_of(visit)
    if spoken and spoken.stage not in OVER:
        return spoken
    moving = [order for order in still_moving(visit.orders) if order.stage not in WITHOUT_COURIER]
    return find_relevant_order(of_product(visit, moving) or moving)


def _cash(visit: Visit, order: OrderView) -> Events | None:
    if order.to_pay:
        key = _AT_THE_DOOR.get(visit.upi_at_door)
        details = lines([sentence(key)] if key else [])
        return _said(visit, order, "door.cash", amount=order.to_pay.as_value(), details=details)
    return _said(visit, order, "door.nothing_due") if order.payment == Payment.PAID else None


def _upi(visit: Visit, order: OrderView) -> Events | None:
    """An answer for what is paid at the door; any other payment is answered by the shop's topic."""
    if not order.to_pay:
        return None
    noted = takes_payment(visit)
    return noted or _said(visit, order, _UPI[visit.upi_at_door], amount=order.to_pay.as_value())


def _courier_phone(visit: Visit, order: OrderView) -> Events:
    if order.courier_phone:
        return _said(visit, order, "door.phone", phone=order.courier_phone)
    if order.stage in CANCELLABLE:
        return _said(visit, order, "door.no_phone_yet")
    return _said(visit, order, "door.no_phone", PERSON, details=lines(told.followed(visit, order)))


def _not_home(visit: Visit, order: OrderView) -> Events | None:
    """Offer another day or somebody else; None for a day that is wished: the request for one takes it.

    "I'm not home tomorrow" names the day on which it must not come.
    """
    named = visit.turn.entities.get("date", _TODAY)
    wished = not named.startswith(_TODAY) and wishes_to_be_brought(visit.turn.text)
    if order.stage not in ON_THE_WAY or wished:
        return None
    other_day = Button("button.other_day", "reschedule_delivery", {"order_number": order.number})
    return _said(visit, order, "door.not_home", (other_day, *PERSON))


def _still_waiting(visit: Visit, order: OrderView | None) -> Events | None:
    """Answer "nobody has come" for what is out today, was tried or is said to have come; None for what is late."""
    if order is None:
        return None
    if order.delivered_on and not visit.turn.form and visit.today - order.delivered_on <= _STILL_LOOKED_FOR:
        return opening(Form.REQUEST, {Slot.REQUEST_KIND: RequestKind.NOT_RECEIVED, Slot.REQUEST_ORDER: order.number})
    if order.stage == OrderStage.ATTEMPT_FAILED:
        return ask_another_try(visit, order)
    if not order.comes_today:
        return None
    if visit.turn.last.key == "door.still_out":  # we said: write once more
        return _note(visit, RequestKind.COMPLAINT, order)
    return _said(visit, order, "door.still_out", PERSON, details=lines(told.followed(visit, order)))


def _extra_money(visit: Visit, order: OrderView | None) -> Events:
    if order and order.stage not in OVER and order.to_pay:
        visit.say("door.only_due", number=order.number, amount=order.to_pay.as_value())
    elif order and order.stage not in OVER and order.payment == Payment.PAID:
        visit.say("door.none_due", number=order.number)
    else:
        visit.say("complaint.sorry")
    return _note(visit, RequestKind.COMPLAINT, order)


def _compensation(visit: Visit, order: OrderView | None) -> Events | None:
    return _said(visit, order, "door.compensation", PERSON) if order else None


def _dead_link(visit: Visit, order: OrderView | None) -> Events | None:
    if order is None:
        return None
    details = lines([told.courier_line(order)])
    return _said(visit, order, "door.link", url=address_of_page(visit, order), details=details)


def _said(visit: Visit, order: OrderView, key: str, buttons: tuple[Button, ...] = (), /, **values: Value) -> Events:
    visit.say(key, buttons, number=order.number, courier=told.name_courier(order), **values)
    return filling({Slot.ORDER_NUMBER: order.number})


_OF_WHAT_COMES: Mapping[Concern, Callable[[Visit, OrderView], Events | None]] = {
    Concern.CASH: _cash,
    Concern.UPI: _upi,
    Concern.COURIER_PHONE: _courier_phone,
    Concern.HAND_OVER: note_who_takes_it,
    Concern.NOT_HOME: _not_home,
    Concern.BY_WHEN: lambda visit, order: tell(visit, Meant(order, named=True), "ask_eta"),
}
_OF_ANY_ORDER: Mapping[Concern, Callable[[Visit, OrderView | None], Events | None]] = {
    Concern.STILL_WAITING: _still_waiting,
    Concern.EXTRA_MONEY: _extra_money,
    Concern.COMPENSATION: _compensation,
    Concern.DEAD_LINK: _dead_link,
}
