"""What stands in a notice's fields: one short line each, never empty (a template's variable must not be)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from bot.db.orders import CartItem, OrderItem
from bot.db.shop import Product
from bot.domain.field_values import Value, day, sentence
from bot.domain.items_told import in_few_words, piece
from bot.domain.locale import in_locale
from bot.domain.moments import Earned, GivenBack, Lateness, MomentKind
from bot.domain.money import Money
from bot.domain.names import address
from bot.domain.orders import Payment
from bot.domain.parcels import FailedWhy, LateWhy
from bot.services.notices import delivery_points, part_arrivals
from bot.services.notices.filling import Filling
from bot.services.orders.days import read_days
from bot.services.orders.parts import is_named
from bot.services.orders.payment import find_left, find_money_back, is_paid
from bot.services.rewards import points
from bot.services.storefront import links, tracking


def read_values(filling: Filling, wanted: frozenset[str]) -> dict[str, Value]:
    """The values (docs/dialogue.md has their kinds) of the fields a sentence wants, and nothing besides.

    A field that no notice has is left out: a merchant's own wording that wants it falls back to ours.
    """
    return {name: _FIELDS[name](filling) for name in sorted(wanted & FIELDS)}


def find_picture(filling: Filling) -> str:
    """The picture that goes with a notice; "" when there is none."""
    moment = filling.moment
    if moment.cart is not None:
        shown = (item.picture_url or (item.product.picture_url if item.product else "") for item in moment.cart.items)
        return next((url for url in shown if url), "")
    product = filling.product or filling.match[1]
    return product.picture_url if product else ""


def _name(filling: Filling) -> Value:
    return address(filling.moment.customer.name) or sentence("word.friend")


def _number(filling: Filling) -> str:
    return filling.moment.order.number if filling.moment.order else "-"


def _items(filling: Filling) -> Value:
    moment = filling.moment
    if moment.parcel is not None and is_named(moment.parcel.contents):
        named = [_packed(filling, content) for content in moment.parcel.contents]
    else:
        lines = list(moment.cart.items) if moment.cart else list(moment.order.items) if moment.order else []
        named = [_piece(filling, line) for line in lines]
    return in_few_words(named) if named else "-"


def _piece(filling: Filling, line: OrderItem | CartItem) -> Value:
    return piece(_title(filling, line.product, line.title), line.quantity)


def _packed(filling: Filling, content: Mapping[str, Any]) -> Value:
    """One line of what a parcel holds of its order."""
    title = str(content.get("title", ""))
    order = filling.moment.order
    product = next((item.product for item in order.items if item.title == title), None) if order else None
    return piece(_title(filling, product, title), int(content.get("quantity", 1)))


def _title(filling: Filling, product: Product | None, otherwise: str) -> str:
    return in_locale(product.titles if product else {}, filling.locale, otherwise)


def _amount(filling: Filling) -> Value:
    """The offer's where there is one to make, the refund's where money goes back, else the order's total."""
    moment = filling.moment
    if isinstance(moment.details, GivenBack):
        return moment.details.amount.as_value()
    order = moment.order
    if moment.cart is not None or moment.kind in (MomentKind.ORDER_DELIVERED, MomentKind.CUSTOMER_BIRTHDAY):
        return dict(_offer(filling)["amount"])
    if order is None:
        return Money(0, filling.merchant.currency).as_value()
    if moment.kind == MomentKind.ORDER_CANCELLED:
        return find_money_back(order).as_value()
    return Money(find_left(order) if order.payment == Payment.COD else order.total, order.currency).as_value()


def _offer(filling: Filling) -> dict[str, Any]:
    offer = filling.offer
    if offer is None:
        none = Money(0, filling.merchant.currency).as_value()
        return {"code": "-", "amount": none, "minimum": none}
    return {"code": offer.code, "amount": offer.amount.as_value(), "minimum": offer.minimum.as_value()}


def _url(filling: Filling) -> str:
    """Where the notice leads: the cart, a product, the shop's pages, or the order's tracking page."""
    moment, target = filling.moment, _shop_address(filling)
    if target:
        token = links.make(
            filling.db,
            filling.merchant,
            target,
            secrets.token_urlsafe(9),
            filling.now,
            customer_id=moment.customer_id,
            notice_id=filling.notice.id,
            cart_id=moment.cart_id,
        )
        return f"{filling.public_url}/l/{token}"
    if moment.order_id is None:
        # A shop's own wording may want an address where nothing has one.
        raise ValueError(f"url: a {moment.kind} leads nowhere")
    page = tracking.open_for(filling.db, filling.merchant.id, moment.order_id, secrets.token_urlsafe(24), filling.now)
    return f"{filling.public_url}/t/{page}"


def _shop_address(filling: Filling) -> str:
    moment = filling.moment
    if moment.cart is not None:
        return moment.cart.recovery_url
    if moment.kind in (MomentKind.PRODUCT_LOW, MomentKind.PRODUCT_BACK):
        product = filling.product
        return product.url if product else filling.merchant.site_url
    if moment.kind == MomentKind.RATING_HIGH:
        return filling.merchant.site_url
    if filling.notice.rule == "match":
        other = filling.match[1]
        return other.url if other else filling.merchant.site_url
    if filling.notice.rule == "follow":
        return str(next(iter(filling.merchant.socials.values()), filling.merchant.site_url))
    return ""


def _item(filling: Filling) -> str:
    """The product the notice is about, by its name in the customer's language."""
    moment, product = filling.moment, filling.product
    if product is not None:
        return _title(filling, product, product.title)
    lines = list(moment.order.items) if moment.order else []
    matched = filling.match[0] if filling.notice.rule == "match" else None
    line = matched or next((line for line in lines if line.product and line.product.care), None)
    line = line or (lines[0] if lines else None)
    return _title(filling, line.product, line.title) if line else "-"


def _other(filling: Filling) -> str:
    return _title(filling, other, other.title) if (other := filling.match[1]) else "-"


def _courier(filling: Filling) -> Value:
    parcel = filling.parcel
    return parcel.courier if parcel and parcel.courier else {"key": "word.courier"}


def _tracking(filling: Filling) -> Value:
    parcel = filling.parcel
    return parcel.tracking_number if parcel and parcel.tracking_number else {"key": "word.soon"}


def _place(filling: Filling) -> Value:
    parcel = filling.parcel
    if parcel is None and filling.moment.kind == MomentKind.ORDER_PACKED:
        return filling.merchant.name  # it is collected there
    return parcel.place if parcel and parcel.place else {"key": "word.on_the_way"}


def _day(filling: Filling) -> Value:
    """The day it is expected now; a day that has gone by is no promise."""
    order, parcel = filling.moment.order, filling.parcel
    coming = read_days(order, parcel, ZoneInfo(filling.merchant.zone)).coming(filling.today)
    if coming:
        return day(coming, filling.today)
    return {"key": "word.day_unknown" if filling.moment.kind == MomentKind.PARCEL_LATE else "word.few_days"}


def _why(filling: Filling) -> Value:
    parcel = filling.parcel
    if filling.moment.kind == MomentKind.PARCEL_ATTEMPT_FAILED:
        return {"key": f"failed.why.{FailedWhy.of(parcel.failed_why if parcel else None)}"}
    told = filling.moment.details
    why = (told.why if isinstance(told, Lateness) else None) or (parcel.late_why if parcel else None)
    return {"key": f"late.why.{LateWhy.of(why)}"}


def _points(filling: Filling) -> int:
    told = filling.moment.details
    return told.points if isinstance(told, Earned) else filling.merchant.review_points


def _cheer(filling: Filling) -> Value:
    """A friendly word at an arrival, and the points it has brought: they come in no message of their own then."""
    earned = delivery_points.find_earned(filling.db, filling.moment)
    if earned is None or not delivery_points.is_last_arrival(filling.db, filling.moment):
        return sentence("delivered.cheer")
    return sentence("delivered.cheer_points", points=earned.points, balance=_balance(filling))


def _instead(filling: Filling) -> Value:
    """What there is instead of an order that doesn't come: money only where we have it."""
    order, what = filling.moment.order, _INSTEAD.get(filling.moment.kind, "returned")
    if order is None or not is_paid(order):
        return sentence(f"instead.{what}.unpaid")
    if what != "cancelled":
        return sentence(f"instead.{what}.paid")
    return sentence("instead.cancelled.paid", amount=_amount(filling), **filling.merchant.figures)


def _balance(filling: Filling) -> int:
    return points.read_balance(filling.db, filling.merchant.id, filling.moment.customer_id)


_INSTEAD: Mapping[str, str] = {
    MomentKind.ORDER_CANCELLED: "cancelled",
    MomentKind.PARCEL_LOST: "lost",
    MomentKind.PARCEL_DAMAGED: "lost",
}
_FIELDS: Mapping[str, Callable[[Filling], Value]] = {
    "name": _name,
    "number": _number,
    "items": _items,
    "amount": _amount,
    "code": lambda filling: _offer(filling)["code"],
    "minimum": lambda filling: _offer(filling)["minimum"],
    "url": _url,
    "item": _item,
    "item_name": _item,
    "other": _other,
    "courier": _courier,
    "tracking": _tracking,
    "place": _place,
    "day": _day,
    "why": _why,
    "cheer": _cheer,
    "rest": lambda filling: part_arrivals.describe_rest(filling.moment, _courier(filling)),
    "instead": _instead,
    "points": _points,
    "balance": _balance,
    "what": lambda filling: filling.strangers_did,
}
FIELDS = frozenset(_FIELDS)
