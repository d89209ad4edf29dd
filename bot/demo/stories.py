"""What is going on with each of the demo's customers, a line each, for whoever is to write as them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.orders import Cart, CartItem
from bot.db.people import Identity
from bot.db.shop import Merchant
from bot.demo.cast import CAST
from bot.demo.day import find_shop
from bot.domain.orders import OVER, OrderStage
from bot.services.orders.finding import list_orders
from bot.services.orders.views import OrderView
from bot.services.rewards.points import read_balance

_ORDERS_TOLD, _LOOKED_AT = 2, 5
_POINTS_TOLD = 200  # a balance worth a word
_IN_WORDS: Mapping[str, str] = {
    OrderStage.UNPAID: "waits for its payment",
    OrderStage.COD_UNCONFIRMED: "is cash on delivery, not confirmed",
    OrderStage.CONFIRMED: "is paid but not shipped",
    OrderStage.PACKED: "is packed",
    OrderStage.TO_COLLECT: "is to be collected at the shop",
    OrderStage.READY_TO_COLLECT: "waits at the shop to be collected",
    OrderStage.HANDED_OVER: "was handed over at the shop",
    OrderStage.NOTHING_SENT: "has nothing that is brought",
    OrderStage.SHIPPED: "has left the shop",
    OrderStage.IN_TRANSIT: "is on its way",
    OrderStage.OUT_FOR_DELIVERY: "is out for delivery today",
    OrderStage.ATTEMPT_FAILED: "could not be handed over",
    OrderStage.DELIVERED: "was delivered",
    OrderStage.RETURNING: "is going back to the shop",
    OrderStage.RETURNED: "is back at the shop",
    OrderStage.LOST: "was lost by the courier",
    OrderStage.CANCELLED: "is cancelled",
}


def tell_stories(db: Session, now: datetime) -> dict[str, str]:
    """Return a line by phone, in English, of the cast's orders, carts and points as they are now.

    Raises:
        bot.demo.day.NoDemo: nothing was seeded.
    """
    shop = find_shop(db)
    phones = [person.phone for person in CAST.people]
    known = select(Identity.value, Identity.customer_id).where(
        Identity.merchant_id == shop.id, Identity.kind == "phone", Identity.value.in_(phones)
    )
    return {phone: _sentence(_parts(db, shop, customer_id, now)) for phone, customer_id in db.execute(known)}


def _sentence(parts: Iterable[str]) -> str:
    words = "; ".join(parts)
    return words[:1].upper() + words[1:]


def _parts(db: Session, shop: Merchant, customer_id: int, now: datetime) -> Iterator[str]:
    today = now.astimezone(ZoneInfo(shop.zone)).date()
    orders = list_orders(db, shop.id, customer_id, now, _LOOKED_AT)
    going = [order for order in orders if order.stage not in OVER]
    left = _count_in_cart(db, shop.id, customer_id)
    if left:
        yield f"{left} things in the cart"
    # What is over is told where nothing else is going on.
    for place, order in enumerate(going[:_ORDERS_TOLD] or orders[:1]):
        yield f"{'' if place else 'order '}{order.number} {_told(order, today)}"
    points = read_balance(db, shop.id, customer_id)
    if points >= _POINTS_TOLD:
        yield f"{points} points"


def _told(order: OrderView, today: date) -> str:
    words = _IN_WORDS[order.stage]
    if order.delivered_on:
        return f"{words} {_day(order.delivered_on, today)}"
    if order.late_days and order.stage != OrderStage.OUT_FOR_DELIVERY:
        return f"{words}, {order.late_days} {'day' if order.late_days == 1 else 'days'} late"
    return words


def _day(day: date, today: date) -> str:
    near = {0: "today", 1: "yesterday"}
    return near.get((today - day).days, f"on {day:%-d %b}")


def _count_in_cart(db: Session, merchant_id: int, customer_id: int) -> int:
    items = select(func.count(CartItem.id)).join(Cart, Cart.id == CartItem.cart_id)
    mine = items.where(Cart.merchant_id == merchant_id, Cart.customer_id == customer_id, Cart.completed_at.is_(None))
    return db.scalars(mine).one()
