"""What has to be true for a notice to be told: checked when it is composed and again when it leaves.

The name of the first condition that does not hold is the reason for which a notice is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.claims import provided
from bot.db.conversations import Conversation
from bot.db.notices import Moment
from bot.db.orders import OrderItem, Parcel
from bot.db.shop import Merchant, Product
from bot.domain import parcels
from bot.domain.lateness import coming
from bot.domain.milestones import Milestone
from bot.domain.moments import OF_MILESTONE, Lateness
from bot.domain.orders import Handover, OrderStatus, Payment
from bot.domain.parcel_state import CALLED_OFF
from bot.domain.parcels import ParcelStage
from bot.services.moments import record
from bot.services.moments.lateness import find_shop_day
from bot.services.notices import delivery_points, next_try, part_arrivals, products, trouble
from bot.services.orders.bought import find_order, list_names
from bot.services.rewards.offers import list_current_offers

# Passing trouble: what it keeps back is told when it is over, if it is worth telling by then.
PASSING = frozenset({"nothing_wrong", "back_in_stock"})
Condition = Callable[[Session, Moment, datetime], bool]
_BEFORE_THE_DOOR = frozenset({parcels.READY, ParcelStage.SHIPPED, ParcelStage.IN_TRANSIT})


def find_unmet(db: Session, names: Iterable[str], moment: Moment, now: datetime) -> str:
    """The first condition that does not hold, "" when all do."""
    return next((name for name in names if not CONDITIONS[name](db, moment, now)), "")


def _order_open(_db: Session, moment: Moment, _now: datetime) -> bool:
    return moment.order is not None and moment.order.status == OrderStatus.OPEN


def _cod_open(db: Session, moment: Moment, now: datetime) -> bool:
    order = moment.order
    if order is None or order.payment != Payment.COD or order.handover != Handover.COURIER:
        return False
    return order.cod_confirmed_at is None and _order_open(db, moment, now) and _not_moving(db, moment, now)


def _not_moving(_db: Session, moment: Moment, _now: datetime) -> bool:
    return moment.order is not None and all(parcel.stage == parcels.READY for parcel in moment.order.parcels)


def _by_courier(_db: Session, moment: Moment, _now: datetime) -> bool:
    """A courier brings it, or what of it has a parcel."""
    order = moment.order
    return order is not None and (order.handover == Handover.COURIER or bool(order.parcels))


def _to_collect(db: Session, moment: Moment, now: datetime) -> bool:
    """The order is to be collected at the shop, and has not been."""
    order = moment.order
    waits = order is not None and order.handover == Handover.PICKUP and order.handed_over_at is None
    return waits and not _by_courier(db, moment, now)


def _cash_due(_db: Session, moment: Moment, _now: datetime) -> bool:
    return moment.order is not None and moment.order.payment == Payment.COD


def _paid(db: Session, moment: Moment, now: datetime) -> bool:
    return not _cash_due(db, moment, now)


def _still_so(_db: Session, moment: Moment, _now: datetime) -> bool:
    """The parcel is still at the milestone the moment is of."""
    return moment.parcel is not None and moment.kind == OF_MILESTONE.get(moment.parcel.milestone)


def _before_the_door(_db: Session, moment: Moment, _now: datetime) -> bool:
    return moment.parcel is not None and _is_coming(moment.parcel)


def _not_arrived(_db: Session, moment: Moment, _now: datetime) -> bool:
    """Nothing of it is at the door yet, and nothing worse than lateness has been told."""
    if moment.parcel is not None:
        mine = [moment.parcel]
    else:
        mine = [one for one in moment.order.parcels if one.milestone != CALLED_OFF] if moment.order else []
    return all(_is_coming(parcel) or parcel.stage == ParcelStage.ATTEMPT_FAILED for parcel in mine)


def _is_coming(parcel: Parcel) -> bool:
    """What waits to be collected is there already; what was called off never comes."""
    return parcel.stage in _BEFORE_THE_DOOR and parcel.milestone not in (Milestone.PICKUP_POINT, CALLED_OFF)


def _still_late(db: Session, moment: Moment, now: datetime) -> bool:
    """Nothing newer is known of this lateness, and the carrier has not gone back to a day that keeps the promise."""
    newer = select(Moment.id).where(
        Moment.order_id == moment.order_id,
        provided(Moment.merchant_id == moment.merchant_id, Moment.kind == moment.kind, Moment.id > moment.id),
    )
    if moment.parcel is None:
        return db.scalar(newer.limit(1)) is None
    day, told = coming(moment.parcel.expected_on, find_shop_day(db, moment.merchant_id, now)), moment.details
    kept = day is not None and isinstance(told, Lateness) and day <= told.missed
    return not kept and db.scalar(newer.where(Moment.parcel_id == moment.parcel_id).limit(1)) is None


def _has_place(_db: Session, moment: Moment, _now: datetime) -> bool:
    return moment.parcel is not None and bool(moment.parcel.place)


def _not_going_back(_db: Session, moment: Moment, _now: datetime) -> bool:
    order = moment.order
    return order is None or (
        order.status == OrderStatus.OPEN
        and order.payment not in (Payment.REFUNDED, Payment.VOIDED)
        and not any(parcel.stage in parcels.CAME_TO_NOTHING for parcel in order.parcels)
    )


def _nothing_wrong(db: Session, moment: Moment, now: datetime) -> bool:
    """No complaint, no late parcel, no bad rating: not only of this order."""
    return _not_going_back(db, moment, now) and not trouble.find_trouble(
        db, moment.merchant_id, moment.customer_id, now
    )


def _not_reviewed(_db: Session, moment: Moment, _now: datetime) -> bool:
    return moment.order is not None and moment.order.reviewed_at is None


def _has_care(_db: Session, moment: Moment, _now: datetime) -> bool:
    return moment.order is not None and any(item.product and item.product.care for item in moment.order.items)


def _has_offer(db: Session, moment: Moment, now: datetime) -> bool:
    return bool(list_current_offers(db, moment.merchant_id, find_shop_day(db, moment.merchant_id, now)))


def _has_match(db: Session, moment: Moment, _now: datetime) -> bool:
    return find_match(db, moment) is not None


def _has_site(db: Session, moment: Moment, _now: datetime) -> bool:
    return bool(db.get_one(Merchant, moment.merchant_id).site_url)


def _has_socials(db: Session, moment: Moment, _now: datetime) -> bool:
    return bool(db.get_one(Merchant, moment.merchant_id).socials)


def _cart_open(db: Session, moment: Moment, _now: datetime) -> bool:
    """Asked of the orders too: one under another number may have come in the very moment the cart did."""
    cart = moment.cart
    if cart is None or cart.completed_at is not None or not cart.items or not cart.recovery_url:
        return False
    return find_order(db, cart, list_names(db, cart)) is None


def _cart_in_stock(_db: Session, moment: Moment, _now: datetime) -> bool:
    """Something of it can still be bought; of what isn't in our list of products we don't know."""
    items = moment.cart.items if moment.cart else []
    return any(item.product is None or item.product.stock > 0 for item in items)


def _not_answered(db: Session, moment: Moment, _now: datetime) -> bool:
    """Whether nothing was written since the first reminder: whoever answers is not reminded again."""
    first = record.find_reminded_at(db, moment.cart_id) if moment.cart_id else None
    if first is None:
        return True
    newest = select(func.max(Conversation.last_inbound_at)).where(
        Conversation.merchant_id == moment.merchant_id, Conversation.customer_id == moment.customer_id
    )
    last = db.scalar(newest)
    return last is None or last <= first


def find_match(db: Session, moment: Moment) -> tuple[OrderItem, Product] | None:
    """An item of the order and a product in stock that goes with it and wasn't bought."""
    items = [item for item in moment.order.items if item.product] if moment.order else []
    bought = {item.product.sku for item in items if item.product}
    for item in items:
        wanted = [sku for sku in (item.product.goes_with if item.product else []) if sku not in bought]
        query = select(Product).where(
            Product.merchant_id == moment.merchant_id, Product.sku.in_(wanted), Product.stock > 0, Product.url != ""
        )
        found = {product.sku: product for product in db.scalars(query)}
        first = next((found[sku] for sku in wanted if sku in found), None)
        if first is not None:
            return item, first
    return None


CONDITIONS: Mapping[str, Condition] = {
    "order_open": _order_open,
    "cod_open": _cod_open,
    "not_moving": _not_moving,
    "by_courier": _by_courier,
    "to_collect": _to_collect,
    "cash_due": _cash_due,
    "paid": _paid,
    "still_so": _still_so,
    "all_arrived": part_arrivals.has_all,
    "rest_to_come": part_arrivals.has_rest,
    "before_the_door": _before_the_door,
    "not_arrived": _not_arrived,
    "fresh_attempt": next_try.has_fresh_attempt,
    "no_fresh_attempt": next_try.has_no_fresh_attempt,
    "day_to_come": next_try.has_day_to_come,
    "still_late": _still_late,
    "has_place": _has_place,
    "not_going_back": _not_going_back,
    "nothing_wrong": _nothing_wrong,
    "points_apart": delivery_points.has_points_apart,
    "not_reviewed": _not_reviewed,
    "has_care": _has_care,
    "has_offer": _has_offer,
    "has_match": _has_match,
    "has_site": _has_site,
    "has_socials": _has_socials,
    "in_stock": products.is_for_sale,
    "back_in_stock": products.is_back,
    "still_awaited": products.is_awaited,
    "cart_open": _cart_open,
    "cart_in_stock": _cart_in_stock,
    "not_answered": _not_answered,
}
