"""Orders as a shop tells them: made once, changed by newer versions only, told when something happened to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.connections import Connection
from bot.db.orders import Order
from bot.domain.buyers import buyer_names, token_names
from bot.domain.moments import MomentKind
from bot.domain.news import Address, OrderEdited, OrderGone, OrderNews
from bot.domain.news.outcome import KNOWN, OLD, NotYet, Outcome, sum_of_money
from bot.domain.orders import Handover, OrderStatus, Payment, number_key, payment_after
from bot.domain.parcels import READY
from bot.services.incoming import lines, people
from bot.services.incoming.carts_ended import stop_carts
from bot.services.incoming.order_changes import OrderBefore, record_changes, record_of_order
from bot.services.incoming.order_refs import find_by_external_id, find_locked, list_names
from bot.services.incoming.parcels import call_off_unlisted
from bot.services.moments import new_owner
from bot.services.orders import bought
from bot.services.orders.parts import count_pieces

UNKNOWN, BEGUN = "an order we don't know", "an order that is not paid yet"
# Nothing to confirm to the customer when that is the first we hear of an order.
_OVER = (Payment.REFUNDED, Payment.VOIDED)
# An edit tells quantities alone; the version of the same second also has the new lines, and must still count as newer.
_HAIR = timedelta(microseconds=1)


def apply_order(db: Session, connection: Connection, news: OrderNews, now: datetime) -> Outcome:
    """Take in a version of an order.

    Raises:
        Unfit: a sum that no order can have.
    """
    sum_of_money("total", news.total)
    sum_of_money("refunded", news.refunded)
    sum_of_money("to_pay", news.to_pay or 0)
    if news.payment == Payment.COD and 0 in (news.total, news.to_pay):
        news = replace(news, payment=Payment.PAID)  # nothing is left for the door
    order = find_by_external_id(db, connection, news.external_id)
    if order is None and news.begun:
        return Outcome(ignored=BEGUN)
    if order is None:
        made = _make(db, connection, news, now)
        if made is not None:
            return _first(db, made, news, now)
        # Another worker was faster by a hair.
        order = find_by_external_id(db, connection, news.external_id)
        assert order is not None
    if order.version_at is not None and news.version_at < order.version_at:
        return Outcome(customer_id=order.customer_id, ignored=OLD)
    if news.version_at != order.version_at:
        return _change(db, connection, order, news, now)
    if _goes_back(order, news):
        return Outcome(customer_id=order.customer_id, ignored=KNOWN)
    before = _content(order)
    outcome = _change(db, connection, order, news, now)
    return outcome if outcome.notices or _content(order) != before else replace(outcome, ignored=KNOWN)


def _goes_back(order: Order, news: OrderNews) -> bool:
    """Whether it is the earlier of two versions of the same second; else the one that comes later counts."""
    return (
        (order.payment != Payment.PENDING and news.payment == Payment.PENDING)
        or (order.status == OrderStatus.CANCELLED and order.cancel_key is None and news.cancelled_at is None)
        or (order.packed_at is not None and news.packed_at is None)
    )


def _content(order: Order) -> tuple[object, ...]:
    """What a version of an order says of it, as far as the rows keep it."""
    items = tuple((item.title, item.quantity, item.price, item.external_id) for item in order.items)
    where = (order.ship_name, order.ship_address, order.ship_city, order.ship_pin)
    sums = (order.total, order.currency, order.payment, order.refund_amount, order.to_pay)
    days = (order.promised_on, order.packed_at, order.cancelled_at, order.handover, order.handed_over_at)
    return (order.customer_id, order.number, days, sums, where, items)


def apply_gone(db: Session, connection: Connection, news: OrderGone, now: datetime) -> Outcome:
    """The shop deleted an order: closed without a word."""
    try:
        order = find_locked(db, connection, news.order)
    except NotYet:
        return Outcome(ignored=UNKNOWN)
    order.status, order.cancelled_at = OrderStatus.CANCELLED, order.cancelled_at or news.at
    # What was told of it before it was deleted may still come in.
    order.version_at = max(order.version_at or news.at, news.at)
    return Outcome(customer_id=order.customer_id, order_id=order.id)


def apply_edit(db: Session, connection: Connection, news: OrderEdited, now: datetime) -> Outcome:
    """Change quantities, line by line; what was added comes with the order's next version.

    Raises:
        NotYet: the order is not known yet.
    """
    order = find_locked(db, connection, news.order)
    if order.version_at is not None and order.version_at >= news.at - _HAIR:
        return Outcome(customer_id=order.customer_id, ignored=OLD)
    changes = dict(news.changes)
    for item in list(order.items):
        item.quantity += changes.get(item.external_id, 0) if item.external_id else 0
        if item.quantity <= 0:
            order.items.remove(item)
    order.version_at = news.at - _HAIR
    return Outcome(customer_id=order.customer_id, order_id=order.id)


def _make(db: Session, connection: Connection, news: OrderNews, now: datetime) -> Order | None:
    customer = people.find_or_add_buyer(db, connection, news.person, now)
    people.hold(db, customer)
    order_id = insert_once(
        db,
        Order,
        merchant_id=connection.merchant_id,
        customer_id=customer.id,
        source=connection.source,
        external_id=news.external_id,
        number=news.number,
        payment=news.payment,
        total=news.total,
        currency=news.currency,
        placed_at=news.placed_at,
    )
    if order_id is None:
        return None
    order = db.get_one(Order, order_id)
    _write(db, order, news)
    _note_names(db, connection, order, news)
    people.note_checkout(db, customer, news.accepts_marketing, min(news.placed_at, now))
    return order


def _first(db: Session, order: Order, news: OrderNews, now: datetime) -> Outcome:
    notices: list[int] = []
    # Who has it in their hands is told nothing.
    if news.cancelled_at is None and news.payment not in _OVER and news.handover != Handover.COUNTER:
        to_confirm = news.payment == Payment.COD and news.handover == Handover.COURIER
        placed = MomentKind.ORDER_COD if to_confirm else MomentKind.ORDER_PLACED
        notices += record_of_order(db, order, placed, news.placed_at, now)
        if news.packed_at is not None:
            notices += record_of_order(db, order, MomentKind.ORDER_PACKED, news.packed_at, now)
    stop_carts(db, order, now)
    arrived = list_names(news.external_id, news.number)
    return Outcome(tuple(notices), arrived_orders=arrived, customer_id=order.customer_id, order_id=order.id)


def _change(db: Session, connection: Connection, order: Order, news: OrderNews, now: datetime) -> Outcome:
    before, was = OrderBefore.of(order), order.customer_id
    customer = people.find_or_add_by_phone(db, connection, news.person, now)
    if customer is None:
        nameless = not order.customer.identities
        people.link_shop_id(db, connection, order.customer, news.person.external_id, is_own=nameless)
    elif customer.id != order.customer_id:
        people.hold(db, customer)
        new_owner.give_to_customer(db, order, customer, now)
    owner = order.customer
    people.note_details(owner, news.person)
    people.note_checkout(db, owner, news.accepts_marketing, min(news.version_at, now))
    _write(db, order, news)
    if _note_names(db, connection, order, news) or owner.id != was:
        stop_carts(db, order, now)
    notices = record_changes(db, order, before, news.packed_at, news.version_at, now)
    if news.tracking_numbers is not None:
        notices += call_off_unlisted(db, connection, order, news.tracking_numbers, news.version_at, now)
    return Outcome(tuple(notices), customer_id=owner.id, order_id=order.id)


def _note_names(db: Session, connection: Connection, order: Order, news: OrderNews) -> bool:
    """Whether the order has become known by a name that its buyer's carts may have."""
    names = buyer_names(news.person, connection.source, connection.merchant.country)
    return bought.note_order(db, order, names | token_names(news.cart_tokens))


def _write(db: Session, order: Order, news: OrderNews) -> None:
    """The row as this version has it; what was done here (a confirmation, a cancellation in the chat) stands."""
    order.version_at, order.payment = news.version_at, payment_after(order.payment, news.payment)
    order.number, order.number_key = news.number, number_key(news.number)
    order.total, order.currency, order.placed_at = news.total, news.currency, news.placed_at
    order.promised_on = news.promised_on or order.promised_on
    order.packed_at = order.packed_at or news.packed_at
    order.to_pay, order.handover = news.to_pay, news.handover
    order.handed_over_at = order.handed_over_at or news.handed_over_at
    if news.refunded > (0 if order.refund_currency else order.refund_amount or 0):
        order.refund_amount, order.refund_currency = news.refunded, None
    order.cart_tokens = sorted({*order.cart_tokens, *news.cart_tokens})
    _write_cancelled(order, news.cancelled_at)
    if news.ship_to != Address():
        order.ship_name, order.ship_address = news.ship_to.name, news.ship_to.street
        order.ship_city, order.ship_pin = news.ship_to.city, news.ship_to.pin
    held = [{"title": item.title, "quantity": item.quantity} for item in order.items if item.is_sent]
    pieces = count_pieces(order)
    lines.write_order(db, order, news.lines)
    left = [parcel for parcel in order.parcels if parcel.stage != READY]
    if count_pieces(order) > pieces > 0 and len(left) == 1:
        # What has left with all of the order holds what that was then.
        left[0].contents = left[0].contents or held
    db.flush()


def _write_cancelled(order: Order, cancelled_at: datetime | None) -> None:
    if cancelled_at is not None:
        order.status, order.cancelled_at = OrderStatus.CANCELLED, order.cancelled_at or cancelled_at
    elif order.cancel_key is None:
        # Some shops take a cancellation back (paid after all); one that the customer made here they may not know yet.
        order.status, order.cancelled_at = OrderStatus.OPEN, None
