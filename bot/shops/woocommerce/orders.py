"""WooCommerce's orders -> an order, its parcels and its refunds, in our words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from bot.domain.cash_at_the_door import is_cash_at_the_door
from bot.domain.clocks import told_or_heard
from bot.domain.money import MOST
from bot.domain.news import Line, News, Nothing, OrderGone, OrderNews, OrderRef, RefundNews, Unreadable
from bot.domain.orders import Handover, Payment
from bot.ports import Known
from bot.shops.woocommerce import tracking
from bot.shops.woocommerce.catalogue import sku_of
from bot.shops.woocommerce.deposits import Deposit, read_deposit
from bot.shops.woocommerce.fields import (
    MANY,
    Fields,
    day,
    identity,
    letters_of,
    link,
    meta,
    minor,
    moment,
    money,
    number,
    part,
    parts,
    text,
)
from bot.shops.woocommerce.handover import READY, handover_of, is_collected, is_sent
from bot.shops.woocommerce.people import buyer, ship_to
from bot.shops.woocommerce.statuses import is_done, is_packed

# Carts and scribbles: not orders yet.
_DRAFTS = frozenset({"checkout-draft", "auto-draft", "draft", "new"})
_CANCELLED = frozenset({"cancelled", "trash"})
# Paid later, by bank or at the door; whatever else pays does so at once, or the order is not one yet.
_PAID_LATER = frozenset({"bacs", "cheque"})
_PROMISED = ("_delivery_date", "delivery_date")
_OPT_IN = ("whatsapp_opt_in", "_whatsapp_opt_in", "sms_opt_in", "_sms_opt_in")


def read_order(order: Fields, known: Known) -> tuple[News, ...]:
    """The order as it is now, a ParcelNews for each tracking number, a RefundNews for each refund.

    Raises:
        Unreadable: no id, no date, no total, or a currency that is none.
    """
    status = text(order, "status").removeprefix("wc-")
    if status in _DRAFTS:
        return (Nothing(f"an order that is only begun ({status})"),)
    ref = OrderRef(identity(order), text(order, "number") or identity(order))
    head = _Head(ref, status, _currency(order, known), _version_at(order, known))
    refunds = _refunds(order, head)
    news = _order(order, head, known, refunds)
    return (news, *tracking.parcels(order, ref, head.version_at, known.zone), *refunds)


def read_gone_order(order: Fields, known: Known) -> tuple[News, ...]:
    """An order the shop deleted: all it tells is the id."""
    return (OrderGone(OrderRef(external_id=identity(order)), known.received_at),)


@dataclass(frozen=True, slots=True)
class _Head:
    """What every part of an order is read with: whose it is, the order's state, its currency, this state's time."""

    ref: OrderRef
    status: str
    currency: str
    version_at: datetime


def _order(order: Fields, head: _Head, known: Known, refunds: list[RefundNews]) -> OrderNews:
    status, currency, version_at = head.status, head.currency, head.version_at
    deposit = read_deposit(order, currency)
    lines = _lines(order, currency)
    total = (deposit and deposit.total) or _total(order, currency, lines)
    refunded = sum(refund.amount for refund in refunds)
    if status == "refunded" and not refunded:
        refunded = total
    handover, letters = handover_of(order), letters_of(status)
    done = is_done(status) or is_packed(status) or letters in READY
    packed_at = (moment(order, "date_completed", known.zone) or version_at) if done else None
    return OrderNews(
        external_id=head.ref.external_id,
        number=head.ref.number,
        person=buyer(order),
        lines=lines,
        total=total,
        currency=currency,
        placed_at=_paid_at_once(order, known) or moment(order, "date_created", known.zone) or version_at,
        version_at=version_at,
        payment=_payment(order, status, total, refunded, known, deposit),
        to_pay=deposit.left if deposit else None,
        ship_to=ship_to(order),
        cancelled_at=version_at if status in _CANCELLED else None,
        packed_at=packed_at,
        promised_on=day(meta(order, _PROMISED)),
        cart_tokens=tuple(filter(None, (text(order, "cart_hash"),))),
        accepts_marketing=_accepts_marketing(order),
        refunded=refunded,
        handover=handover,
        handed_over_at=packed_at or version_at if handover == Handover.PICKUP and is_collected(status) else None,
        begun=_is_begun(order, status, known),
        tracking_numbers=tracking.numbers(order),
    )


def _is_begun(order: Fields, status: str, known: Known) -> bool:
    """Whether the customer still has to pay, or tries to in vain, or never did."""
    if status == "failed":
        return True
    return status in {"pending", *_CANCELLED} and not _is_paid_later(order) and _paid_at_once(order, known) is None


def _paid_at_once(order: Fields, known: Known) -> datetime | None:
    """When an order was paid without which it would be none: it may lie begun for days before."""
    return None if _is_paid_later(order) else moment(order, "date_paid", known.zone)


def _is_paid_later(order: Fields) -> bool:
    return text(order, "payment_method") in _PAID_LATER or _is_cash(order)


def _is_cash(order: Fields) -> bool:
    """Whether it is paid at the door: by the gateway's id, or by its title where the id says nothing."""
    method = text(order, "payment_method")
    # A wallet of Bangladesh has the word for cash as its name.
    title = "" if "nagad" in method.lower() else text(order, "payment_method_title")
    return method not in _PAID_LATER and any(map(is_cash_at_the_door, (method, title)))


def _payment(order: Fields, status: str, total: int, refunded: int, known: Known, deposit: Deposit | None) -> Payment:
    if status == "refunded" or (refunded and refunded >= total):
        return Payment.REFUNDED
    if refunded:
        return Payment.PARTLY_REFUNDED
    if deposit is not None and deposit.left == 0:
        return Payment.PAID
    # Cash on delivery stays that: WooCommerce dates its payment itself when the shop marks the order completed,
    # which is when the parcel leaves, not when the courier has the money.
    if _is_cash(order):
        return Payment.COD
    # The date of payment of a deposit is that of its first part.
    paid = moment(order, "date_paid", known.zone) and not (deposit and deposit.left)
    return Payment.PAID if paid else Payment.PENDING


def _currency(order: Fields, known: Known) -> str:
    currency = order.get("currency") or known.currency
    if not (isinstance(currency, str) and len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise Unreadable("currency", "is not a currency's three letters")
    return currency.upper()


def _version_at(order: Fields, known: Known) -> datetime:
    changed = moment(order, "date_modified", known.zone) or moment(order, "date_created", known.zone)
    return told_or_heard(changed, known.received_at)


def _total(order: Fields, currency: str, lines: tuple[Line, ...]) -> int:
    """What the order comes to; the sum of its lines where that is missing."""
    if order.get("total") is None:
        return min(sum(line.price * line.quantity for line in lines), MOST)
    return money(order, "total", currency)


def _lines(order: Fields, currency: str) -> tuple[Line, ...]:
    with_tax, items = order.get("prices_include_tax") is True, parts(order, "line_items")
    return tuple(_line(item, currency, with_tax, f"line_items[{place}].") for place, item in enumerate(items))


def _line(item: Fields, currency: str, with_tax: bool, path: str) -> Line:
    pieces = number(item, "quantity") or Decimal(1)
    each = number(item, "price") or Decimal(0)
    if with_tax and pieces > 0:
        # The price the customer saw: WooCommerce's own `price` is always without tax.
        each += (number(item, "total_tax") or Decimal(0)) / pieces
    return Line(
        title=text(item, "name"),
        quantity=min(max(int(pieces.to_integral_value(ROUND_HALF_UP)), 1), MANY),
        price=minor(max(each, Decimal(0)), currency, f"{path}price"),
        sku=sku_of(item, "product_id"),
        external_id=text(item, "id"),
        is_sent=is_sent(item),
        picture_url=link(part(item, "image"), "src"),
        product_id=text(item, "product_id"),
    )


def _refunds(order: Fields, head: _Head) -> list[RefundNews]:
    """The refunds; one of nothing only puts goods back on the shelf.

    `done` stays False: a refund here is a decision of the shop, often paid by hand days later, and WooCommerce
    never learns when the money arrived.
    """
    refunds = []
    for place, refund in enumerate(parts(order, "refunds")):
        path, amount = f"refunds[{place}].", number(refund, "total")
        if amount is None:
            raise Unreadable(f"{path}total", "is missing or not an amount of money")
        if amount:
            paid, refund_id = minor(abs(amount), head.currency, f"{path}total"), identity(refund, path=path)
            refunds.append(RefundNews(head.ref, refund_id, paid, head.currency, head.version_at))
    return refunds


def _accepts_marketing(order: Fields) -> bool | None:
    """True where a plugin asked for consent and got it: a box left empty withdraws nothing that was said elsewhere."""
    said = meta(order, _OPT_IN)
    return True if said is True or said == 1 or (isinstance(said, str) and said in {"yes", "1", "true"}) else None
