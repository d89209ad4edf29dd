"""Where the money of an order is that goes back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Refund
from bot.db.requests import Request
from bot.db.shop import Merchant
from bot.domain.money import Money
from bot.domain.requests import REFUNDING, RequestState
from bot.services.orders.finding import find_by_id, list_orders
from bot.services.orders.views import OrderView


@dataclass(frozen=True, slots=True)
class RefundView:
    """Where a refund is: none asked, requested (a person decides), due (on its way), done."""

    state: Literal["none", "requested", "due", "done"]
    order_number: str | None = None
    amount: Money | None = None
    refunded_on: date | None = None
    reference: str | None = None
    requested_on: date | None = None


def find_refund(
    db: Session,
    merchant_id: int,
    customer_id: int,
    order_id: int | None,
    now: datetime,
    proven: Collection[int] = (),
) -> RefundView:
    """Where the refund of this order is, or, with no order named, the customer's newest refund.

    `proven` are the orders of others that this conversation proved: they count like the customer's own.
    Any other order that is not this customer's counts as not there.
    """
    orders = _candidates(db, merchant_id, customer_id, order_id, now, proven)
    zone = ZoneInfo(db.get_one(Merchant, merchant_id).zone)
    states = [_refund_of(db, merchant_id, order, zone) for order in orders]
    none = RefundView("none", order_number=orders[0].number if order_id and orders else None)
    return next((state for state in states if state.state != "none"), none)


@dataclass(frozen=True, slots=True)
class RefundRow:
    """One sum that goes back, in its own currency; `done_on` is None until it is in the account."""

    amount: Money
    done_on: date | None


def list_refunds(db: Session, merchant_id: int, order_id: int, zone: str) -> list[RefundRow]:
    """Return what goes back for an order of this shop, each sum by itself, the oldest first; days in `zone`."""
    rows = select(Refund).where(Refund.merchant_id == merchant_id, Refund.order_id == order_id)
    return [
        RefundRow(
            Money(row.amount, row.currency), row.done_at.astimezone(ZoneInfo(zone)).date() if row.done_at else None
        )
        for row in db.scalars(rows.order_by(Refund.at, Refund.id))
    ]


def _candidates(
    db: Session, merchant_id: int, customer_id: int, order_id: int | None, now: datetime, proven: Collection[int]
) -> list[OrderView]:
    if order_id is None:
        others = (find_by_id(db, merchant_id, one, now) for one in proven)
        return [*list_orders(db, merchant_id, customer_id, now), *filter(None, others)]
    order = find_by_id(db, merchant_id, order_id, now)
    return [order] if order and (order.customer_id == customer_id or order.id in proven) else []


def _refund_of(db: Session, merchant_id: int, order: OrderView, zone: ZoneInfo) -> RefundView:
    asked = db.scalar(
        select(Request)
        .where(Request.merchant_id == merchant_id, Request.order_id == order.id)
        .where(Request.kind.in_(REFUNDING), Request.state != RequestState.REFUSED)
        .order_by(Request.id.desc())
        .limit(1)
    )
    reference = asked.reference if asked else None
    requested_on = asked.created_at.astimezone(zone).date() if asked else None
    state: Literal["none", "requested", "due", "done"] = "none"
    if order.refunded_on:
        state = "done"
    elif order.refund:
        state = "due"
    elif asked and asked.state == RequestState.OPEN:
        state = "requested"
    return RefundView(state, order.number, order.refund, order.refunded_on, reference, requested_on)
