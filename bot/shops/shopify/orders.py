"""Orders: the same body under six topics, of which only the body says what the order is."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.domain.cash_at_the_door import is_cash_at_the_door
from bot.domain.money import MOST
from bot.domain.news import Line, News, OrderEdited, OrderGone, OrderNews, OrderRef
from bot.domain.orders import Payment
from bot.shops.shopify.box import Box
from bot.shops.shopify.handover import handover_of, is_sent
from bot.shops.shopify.money import amount, currency_of, in_both, refunded, refunds_of
from bot.shops.shopify.people import address, buyer, consent_for, sms_consent

_PAYMENT = {
    "paid": Payment.PAID,
    "partially_refunded": Payment.PARTLY_REFUNDED,
    "refunded": Payment.REFUNDED,
    "voided": Payment.VOIDED,
}
_STILL_TO_PAY = frozenset({"pending", "authorized", "partially_paid", "expired", "unpaid"})
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def read_order(order: Box) -> tuple[News, ...]:
    """orders/create, paid, updated, fulfilled, partially_fulfilled, cancelled: the order, and its refunds."""
    currency, cancelled_at = currency_of(order), order.since("cancelled_at")
    back, person, customer = refunded(order, currency), buyer(order), order.box("customer")
    tokens = [order.maybe_key(name) for name in ("checkout_token", "cart_token", "checkout_id")]
    news = OrderNews(
        external_id=order.key(),
        number=order.text("name") or order.text("order_number") or order.key(),
        person=person,
        lines=_lines(order, currency, cancelled_at is not None),
        total=_total(order, currency, untouched=cancelled_at is None and not back),
        currency=currency,
        placed_at=order.time("processed_at", "created_at"),
        version_at=order.time("updated_at"),
        payment=_payment(order),
        ship_to=address(order.box("shipping_address")),
        cancelled_at=cancelled_at,
        promised_on=_promised_on(order),
        cart_tokens=tuple(dict.fromkeys(token for token in tokens if token)),
        accepts_marketing=consent_for(person, sms_consent(customer), customer.text("phone")),
        refunded=back,
        to_pay=_outstanding(order, currency),
        handover=handover_of(order),
    )
    return (news, *refunds_of(order, OrderRef(order.key())))


def read_order_edited(body: Box) -> News:
    """orders/edited: which lines grew and shrank; the order itself follows as orders/updated."""
    edit = body.box("order_edit")
    lines = edit.box("line_items")
    changes = [(line.key(), line.whole("delta", 0)) for line in lines.boxes("additions")]
    changes += [(line.key(), -line.whole("delta", 0)) for line in lines.boxes("removals")]
    return OrderEdited(OrderRef(edit.key("order_id")), edit.time("committed_at", "created_at"), tuple(changes))


def read_order_gone(order: Box) -> News:
    """orders/delete: the id alone."""
    return OrderGone(OrderRef(order.key()), order.told_at)


def lines_of(lines: list[Box], currency: str) -> tuple[Line, ...]:
    """The lines of an order or a parcel, as they were sold."""
    return tuple(_line(line, line.whole("quantity", 1), currency) for line in lines)


def _lines(order: Box, currency: str, cancelled: bool) -> tuple[Line, ...]:
    """What is in the order now. Of a cancelled or wholly returned one, what was."""
    boxes = order.boxes("line_items")
    left = [(line, line.whole("current_quantity", line.whole("quantity", 1))) for line in boxes]
    kept = tuple(_line(line, quantity, currency) for line, quantity in left if quantity > 0)
    return kept if kept and not cancelled else lines_of(boxes, currency)


def _line(line: Box, quantity: int, currency: str) -> Line:
    price = amount(line, "price", currency) if line.tells("price") else 0
    title, key = line.text("title") or line.text("name"), line.maybe_key("id")
    sku, product = line.text("sku"), line.maybe_key("product_id")
    return Line(title, quantity, price, sku, key, is_sent=is_sent(line), product_id=product)


def _total(order: Box, currency: str, untouched: bool) -> int:
    """What is to be paid. An edited order has its new sum in `current_…`, where refunds would lower it too."""
    if order.tells("current_total_price") and (untouched or not order.tells("total_price")):
        return amount(order, "current_total_price", currency)
    if order.tells("total_price"):
        return amount(order, "total_price", currency)
    order.note("total_price", "is missing: the sum of the lines stands for it")
    return min(sum(line.price * line.quantity for line in _lines(order, currency, cancelled=True)), MOST)


def _outstanding(order: Box, currency: str) -> int | None:
    """What is still to be paid; None where nothing says what that is in the currency the order is spoken of in.

    Shopify tells it in the shop's currency, and each order at one rate: that between its two totals.
    """
    if not order.tells("total_outstanding"):
        return None
    shops = order.currency("currency")
    if shops in ("", currency):
        return order.money("total_outstanding", currency)
    if (told := in_both(order, "total_outstanding", currency)) is not None:
        return told
    name = "current_total_price" if order.tells("current_total_price_set") else "total_price"
    here, there = in_both(order, name, currency), in_both(order, name, shops)
    return round(order.money("total_outstanding", shops) * here / there) if here is not None and there else None


def _payment(order: Box) -> Payment:
    status = order.text("financial_status").lower()
    if status in _PAYMENT:
        return _PAYMENT[status]
    if status and status not in _STILL_TO_PAY:
        order.note("financial_status", "is none we know")
    # Also partly paid: many shops take an advance and the rest at the door.
    at_the_door = any(map(is_cash_at_the_door, order.texts("payment_gateway_names")))
    return Payment.COD if at_the_door and status != "authorized" else Payment.PENDING


def _promised_on(order: Box) -> date | None:
    """The day a delivery-date app has noted: Shopify itself promises none."""
    for note in order.boxes("note_attributes"):
        if re.sub(r"[\s_-]+", "_", note.text("name").lower()) == "delivery_date":
            return _day(note.text("value"))
    return None


def _day(text: str) -> date | None:
    """2026-11-25 or 25/11/2026; None for what a customer may have typed instead."""
    try:
        if found := _DAY.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
