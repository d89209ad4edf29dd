"""An order put into words: where it is, when it comes, why it is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from zoneinfo import ZoneInfo

from actions.dialogue.buttons import PERSON
from actions.dialogue.saying import Button, Saying
from actions.dialogue.visit import Visit
from actions.orders.page import address_of_page
from bot.domain.field_values import Value, counted, day, lines, sentence
from bot.domain.items_told import in_few_words, piece
from bot.domain.lateness import coming
from bot.domain.money import Money
from bot.domain.orders import ON_THE_WAY, OVER, WITHOUT_COURIER, OrderStage
from bot.domain.parcels import FailedWhy, LateWhy
from bot.services.orders.views import ItemView, OrderView

# These wait for the customer: what to do comes before how late it is.
_OWN_TROUBLE = frozenset({OrderStage.ATTEMPT_FAILED, OrderStage.UNPAID, OrderStage.COD_UNCONFIRMED})
# Nobody names a day for these: where they stand is the answer.
_SAYS_ENOUGH = OVER | _OWN_TROUBLE | WITHOUT_COURIER
# Nothing to follow: they wait for a payment or a yes.
_NOT_BEGUN = frozenset({OrderStage.UNPAID, OrderStage.COD_UNCONFIRMED})
_ALSO_CALLED = {"nobody_home": FailedWhy.NOT_HOME}


def status(visit: Visit, order: OrderView) -> Saying:
    """Where is it?"""
    return late(visit, order) if order.late_days and order.stage not in _OWN_TROUBLE else _by_stage(visit, order)


def eta(visit: Visit, order: OrderView) -> Saying:
    """When does it come?"""
    if order.comes_today:
        return _said(visit, "eta.today", order, _today(visit, order))
    if order.late_days or order.stage in _SAYS_ENOUGH:
        return status(visit, order)
    if order.expected_on is None:
        return _said(visit, "eta.unknown", order, [_place(visit, order), _track(visit, order)])
    expected = day(order.expected_on, visit.today)
    return _said(visit, "eta.expected", order, [_place(visit, order), _track(visit, order)], day=expected)


def delay(visit: Visit, order: OrderView) -> Saying:
    """Why is it late? (It may not be.)"""
    if order.late_days or order.comes_today or order.stage in _SAYS_ENOUGH:
        return status(visit, order)
    details = [_place(visit, order), _track(visit, order)]
    if order.expected_on is None:
        return _said(visit, "delay.no_date", order, details)
    return _said(visit, "delay.on_time", order, details, day=day(order.expected_on, visit.today))


def late(visit: Visit, order: OrderView) -> Saying:
    """Sorry, why, when it comes now, what can be done."""
    expected = coming(order.expected_on, visit.today)
    details = [
        sentence(f"late.why.{LateWhy.of(order.late_why)}"),
        sentence("parcel.expected_now", day=day(expected, visit.today))
        if expected
        else sentence("parcel.expected_unknown"),
        _place(visit, order),
        _track(visit, order),
        sentence("late.what_next"),
    ]
    return _said(visit, counted("order.late", order.late_days), order, details, days=order.late_days)


def items(visit: Visit, order: OrderView) -> Value:
    """What was ordered, or what of it is still to come, in the customer's language and in few words."""
    return _in_few_words(visit, order.awaited)


def _in_few_words(visit: Visit, some: Sequence[ItemView]) -> Value:
    return in_few_words([piece(item.title_in(visit.locale), item.quantity) for item in some])


def stage_word(order: OrderView) -> Value:
    """The stage in a word or two, for lists."""
    return sentence(f"stage.{order.stage}")


def refund_line(visit: Visit, order: OrderView) -> Value | None:
    """Where the money is, for an order that is over; None when there is nothing to say."""
    if order.refund is None:
        return None
    if order.refunded_on:
        paid_on = day(order.refunded_on, visit.today)
        return sentence("order.refund_paid", amount=order.refund.as_value(), day=paid_on)
    return refund_coming(visit, order.refund)


def refund_coming(visit: Visit, amount: Money) -> Value:
    """That an amount is on its way back, and how long that takes at this shop."""
    return sentence("order.refund_coming", amount=amount.as_value(), **visit.figures)


def _refund_to_come(order: OrderView) -> Value | None:
    """That money follows an order on its way back; None where none was paid."""
    return sentence("order.refund_on_arrival") if order.is_paid and order.stage == OrderStage.RETURNING else None


def choice_of(order: OrderView, visit: Visit, intent: str) -> Button:
    """The order as a line of a list; choosing it asks `intent` about it."""
    told = sentence("list.order_description", items=items(visit, order), stage=stage_word(order))
    return Button("list.order", intent, {"order_number": order.number}, {"number": order.number}, told)


def _by_stage(visit: Visit, order: OrderView) -> Saying:
    stage = order.stage
    if stage == OrderStage.DELIVERED:
        return _delivered(visit, order)
    if stage in WITHOUT_COURIER:
        return _without_courier(visit, order)
    if stage in (OrderStage.CANCELLED, OrderStage.RETURNED, OrderStage.RETURNING):
        return _said(visit, f"order.{stage}", order, [refund_line(visit, order) or _refund_to_come(order)])
    if stage == OrderStage.ATTEMPT_FAILED:
        why = FailedWhy.of(_ALSO_CALLED.get(order.failed_why or "", order.failed_why))
        buttons = (
            Button("button.reschedule", "reschedule_delivery", _of(order)),
            Button("button.person", "talk_to_person"),
        )
        details = [sentence(f"failed.why.{why}"), _track(visit, order)]
        return _said(visit, "order.attempt_failed", order, details, buttons)
    if stage == OrderStage.COD_UNCONFIRMED:
        return _said(visit, "order.cod_unconfirmed", order, [], cod_buttons(order))
    if stage == OrderStage.LOST:
        offered = sentence("instead.lost.paid" if order.is_paid else "instead.lost.unpaid")
        return _said(visit, "order.lost", order, [offered], PERSON)
    if order.comes_today:
        return _said(visit, "order.out_for_delivery", order, _today(visit, order))
    # Out since another day: it is on its way, and nobody says that it comes today.
    key = "order.in_transit" if stage == OrderStage.OUT_FOR_DELIVERY else f"order.{stage}"
    expected = coming(order.expected_on, visit.today)
    when = sentence("parcel.expected", day=day(expected, visit.today)) if expected else None
    return _said(visit, key, order, [_place(visit, order), when, *followed(visit, order)])


def cod_buttons(order: OrderView) -> tuple[Button, ...]:
    """Confirm, or not now."""
    return (
        Button("button.confirm_yes", "confirm_order", {**_of(order), "confirmed": "yes"}),
        Button("button.confirm_no", "confirm_order", {**_of(order), "confirmed": "no"}),
    )


def _without_courier(visit: Visit, order: OrderView) -> Saying:
    """What is collected, was handed over in the shop, or is never brought: a person knows the rest."""
    buttons = (Button("button.return", "return_item", _of(order)),) if order.returnable_until else PERSON
    return _said(visit, f"order.{order.stage}", order, _return_until(visit, order), buttons)


def _return_until(visit: Visit, order: OrderView) -> list[Value]:
    until = order.returnable_until
    return [sentence("order.return_until", day=day(until, visit.today))] if until else []


def _delivered(visit: Visit, order: OrderView) -> Saying:
    buttons = [Button("button.return", "return_item", _of(order))] if order.returnable_until else []
    if not order.reviewed:
        buttons.append(Button("button.rate", "rate", _of(order)))
    on = day(order.delivered_on or visit.today, visit.today)
    return _said(visit, "order.delivered", order, _return_until(visit, order), tuple(buttons), day=on)


def _said(
    visit: Visit,
    key: str,
    order: OrderView,
    details: Sequence[Value | None],
    buttons: tuple[Button, ...] = (),
    **values: Value,
) -> Saying:
    whole = {
        "shop": visit.shop,
        "number": order.number,
        "items": items(visit, order),
        "courier": name_courier(order),
        "amount": order.left_to_pay.as_value(),
        "details": lines([*details, _arrived(visit, order)]),
        **values,
    }
    return Saying(key, whole, buttons)


def _arrived(visit: Visit, order: OrderView) -> Value | None:
    """What of the order is with the customer already, while the rest is still to come."""
    if order.arrived:
        return sentence("parcel.part_arrived", items=_in_few_words(visit, order.arrived))
    return sentence("parcel.one_arrived") if order.part_arrived else None


def _of(order: OrderView) -> dict[str, str]:
    return {"order_number": order.number}


def _place(visit: Visit, order: OrderView) -> Value | None:
    if not order.place or order.stage not in ON_THE_WAY:
        return None
    if order.scanned_at is None:
        return sentence("parcel.place_only", place=order.place)
    on = order.scanned_at.astimezone(UTC).astimezone(ZoneInfo(visit.zone)).date()
    return sentence("parcel.place", place=order.place, day=day(on, visit.today))


def _today(visit: Visit, order: OrderView) -> list[Value | None]:
    """The details of what the courier has on today's round."""
    return [_place(visit, order), _to_pay(order), *followed(visit, order)]


def _to_pay(order: OrderView) -> Value | None:
    return sentence("parcel.to_pay", amount=order.to_pay.as_value()) if order.to_pay else None


def followed(visit: Visit, order: OrderView) -> tuple[Value | None, Value | None]:
    """Return the lines to follow it by: the courier with its number, the order's page."""
    return courier_line(order), _track(visit, order)


def courier_line(order: OrderView) -> Value | None:
    """Return the courier and its number for the parcel as a line; None while there is none."""
    if not order.tracking_number:
        return None
    return sentence("parcel.courier", courier=name_courier(order), tracking=order.tracking_number)


def name_courier(order: OrderView) -> Value:
    """Return who brings the parcel, as the shop names them; "the courier" where it has not."""
    return order.courier or sentence("word.courier")


def _track(visit: Visit, order: OrderView) -> Value | None:
    """The shop's own page of the order, which has the courier's beside it."""
    return None if order.stage in _NOT_BEGUN else sentence("parcel.track", url=address_of_page(visit, order))
