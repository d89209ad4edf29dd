"""What stage an order is in, as a customer is told, and what may still be done with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain import parcels
from bot.domain.writing import code_of


class OrderStatus(StrEnum):
    """Whether an order stands."""

    OPEN = "open"
    CANCELLED = "cancelled"


class Payment(StrEnum):
    """How an order is paid."""

    PENDING = "pending"  # to be paid before anything is sent
    COD = "cod"  # in cash at the door
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    VOIDED = "voided"  # called off before any money moved


class Handover(StrEnum):
    """How an order gets to its customer. What no courier brings is promised no courier, no day and no door."""

    COURIER = "courier"
    PICKUP = "pickup"  # collected at the shop
    COUNTER = "counter"  # sold over the counter: they have it
    NOTHING = "nothing"  # gift cards, downloads, services: there is nothing to bring


class OrderStage(StrEnum):
    """Where an order is, as its customer is told: before its parcel, the parcel's own stages, and cancelled."""

    UNPAID = "unpaid"
    COD_UNCONFIRMED = "cod_unconfirmed"  # cash on delivery, and its customer has not confirmed it
    CONFIRMED = "confirmed"
    PACKED = "packed"  # also while the parcel is ready and the courier has not come
    TO_COLLECT = "to_collect"  # at the shop, and nobody has said that it is ready
    READY_TO_COLLECT = "ready_to_collect"
    HANDED_OVER = "handed_over"  # at the shop: sold there, or collected
    NOTHING_SENT = "nothing_sent"  # paid, and nothing of it is brought
    SHIPPED = "shipped"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPT_FAILED = "attempt_failed"
    DELIVERED = "delivered"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"
    CANCELLED = "cancelled"


_PAID = frozenset({Payment.PAID, Payment.PARTLY_REFUNDED, Payment.REFUNDED})
_GONE_BACK = frozenset({Payment.PARTLY_REFUNDED, Payment.REFUNDED})
STAGES = tuple(OrderStage)
# To be collected at the shop.
WAITS_AT_SHOP = frozenset({OrderStage.TO_COLLECT, OrderStage.READY_TO_COLLECT})
CANCELLABLE = WAITS_AT_SHOP | {
    OrderStage.UNPAID,
    OrderStage.COD_UNCONFIRMED,
    OrderStage.CONFIRMED,
    OrderStage.PACKED,
}
# No courier has anything to do with these.
WITHOUT_COURIER = WAITS_AT_SHOP | {OrderStage.HANDED_OVER, OrderStage.NOTHING_SENT}
ON_THE_WAY = frozenset(
    {OrderStage.SHIPPED, OrderStage.IN_TRANSIT, OrderStage.OUT_FOR_DELIVERY, OrderStage.ATTEMPT_FAILED}
)
# Nothing more happens to these; late means nothing for them.
OVER = frozenset(
    {
        OrderStage.HANDED_OVER,
        OrderStage.NOTHING_SENT,
        OrderStage.DELIVERED,
        OrderStage.RETURNING,
        OrderStage.RETURNED,
        OrderStage.LOST,
        OrderStage.CANCELLED,
    }
)
# What a bare "where is my order" means, most urgent first; a late order comes after LATE_AFTER.
_URGENCY = (
    OrderStage.ATTEMPT_FAILED,
    OrderStage.OUT_FOR_DELIVERY,
    OrderStage.LOST,
    OrderStage.IN_TRANSIT,
    OrderStage.SHIPPED,
    OrderStage.READY_TO_COLLECT,
    OrderStage.PACKED,
    OrderStage.CONFIRMED,
    OrderStage.TO_COLLECT,
    OrderStage.COD_UNCONFIRMED,
    OrderStage.UNPAID,
    OrderStage.RETURNING,
)
_LATE_RANK = 1.5  # after out_for_delivery


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the stage of an order depends on; `parcel_stage` is that of its newest parcel.

    `handed_over`: collected at the shop.
    """

    cancelled: bool
    payment: str
    cod_confirmed: bool
    packed: bool
    parcel_stage: str | None
    handover: str = Handover.COURIER
    handed_over: bool = False


def stage_of(facts: OrderFacts) -> OrderStage:
    """The stage the customer is told, one of STAGES."""
    # What has arrived was not called off, whatever a shop marks it as afterwards.
    if facts.cancelled and facts.parcel_stage != parcels.ParcelStage.DELIVERED:
        return OrderStage.CANCELLED
    if facts.parcel_stage and facts.parcel_stage != parcels.READY:
        return OrderStage(facts.parcel_stage)
    if facts.handed_over or facts.handover == Handover.COUNTER:
        return OrderStage.HANDED_OVER
    if facts.payment == Payment.PENDING:
        return OrderStage.UNPAID
    if facts.handover == Handover.NOTHING:
        return OrderStage.NOTHING_SENT
    if facts.handover == Handover.PICKUP:
        return OrderStage.READY_TO_COLLECT if facts.packed else OrderStage.TO_COLLECT
    if facts.payment == Payment.COD and not facts.cod_confirmed:
        return OrderStage.COD_UNCONFIRMED
    return OrderStage.PACKED if facts.packed or facts.parcel_stage else OrderStage.CONFIRMED


def payment_after(known: str, told: str) -> str:
    """Return the payment of an order once a newer version tells another: what has gone back is not paid again, and
    what was paid is not waited for once more, whatever a plugin makes of its status.
    """
    if known in _GONE_BACK and told in (Payment.PENDING, Payment.COD, Payment.PAID):
        return known
    return known if known in _PAID and told == Payment.PENDING else told


def has_taken_money(payment: str, was_delivered: bool) -> bool:
    """Whether the shop has money for an order: paid at once, or in cash when it was handed over."""
    return payment in _PAID or (payment == Payment.COD and was_delivered)


def may_cancel_at_once(stage: str) -> bool:
    """True while nothing has left the shop."""
    return stage in CANCELLABLE


def return_ends_on(delivered_on: date, return_days: int) -> date:
    """The last day on which a delivered order may be sent back."""
    return delivered_on + timedelta(days=return_days)


def urgency(stage: str, late_days: int) -> float:
    """How soon a customer probably means this order; the smaller the sooner, what is over comes last."""
    rank = float(_URGENCY.index(stage)) if stage in _URGENCY else float(len(_URGENCY))
    return min(rank, _LATE_RANK) if late_days and stage not in OVER else rank


def number_key(number: str) -> str:
    """What an order is looked up by: the digits of its number ("1042" for "#1042" and "IN-1042")."""
    code = code_of(number)
    return re.sub(r"[^0-9]", "", code) or code


def same_number(typed: str, stored: str) -> bool:
    """Whether a typed number means this order: letters may be left out on either side, but not differ."""
    ours, theirs = code_of(typed), code_of(stored)
    if not ours or number_key(typed) != number_key(stored):
        return False
    return ours == theirs or ours.isdigit() or theirs.isdigit()
