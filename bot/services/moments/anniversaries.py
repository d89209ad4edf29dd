"""Moments that come with the calendar: birthdays, and things that are running out."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.notices import Moment
from bot.db.orders import Order, OrderItem
from bot.db.people import Customer
from bot.db.shop import Merchant, Product
from bot.domain.moments import MomentKind, RunningLow
from bot.domain.orders import OrderStatus
from bot.domain.rules import Happening
from bot.services.moments import record

# Told a little before the last of it is gone.
EARLIER = timedelta(days=4)
# Nobody is asked in one go about purchases of long ago, when a product's span is first told to us.
LOOK_BACK = timedelta(days=14)
LONGEST = timedelta(days=400)  # what lasts longer is not called running low


def record_today(db: Session, now: datetime) -> list[int]:
    """Keep the moments of today, each once; returns the notices due now. Cheap to repeat."""
    due: list[int] = []
    for merchant in db.scalars(select(Merchant).order_by(Merchant.id)):
        due += _birthdays(db, merchant, now)
        due += _running_low(db, merchant, now)
    return due


def _birthdays(db: Session, merchant: Merchant, now: datetime) -> list[int]:
    local = now.astimezone(ZoneInfo(merchant.zone))
    born = [local.strftime("%m-%d")]
    if born == ["02-28"] and not _is_leap(local.year):
        born.append("02-29")
    query = select(Customer.id).where(Customer.merchant_id == merchant.id, Customer.birthday.in_(born))
    due: list[int] = []
    for customer_id in db.scalars(query):
        day = Happening(MomentKind.CUSTOMER_BIRTHDAY, f"customer:{customer_id}:{local.year}", customer_id, now)
        due += record.record_moment(db, merchant.id, day, now)
    return due


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _running_low(db: Session, merchant: Merchant, now: datetime) -> list[int]:
    """Items that came so long ago that they should be nearly used up: counted from the order's arrival."""
    arrived = (
        select(Moment.order_id, func.min(Moment.at).label("at"))
        .where(Moment.merchant_id == merchant.id, Moment.kind == MomentKind.ORDER_DELIVERED, Moment.at > now - LONGEST)
        .group_by(Moment.order_id)
        .subquery()
    )
    bought = (
        select(OrderItem.id, OrderItem.quantity, Product.id.label("product_id"), Product.lasts_days, arrived.c.at)
        .join(Product, Product.id == OrderItem.product_id)
        .join(arrived, arrived.c.order_id == OrderItem.order_id)
        .add_columns(Order.customer_id, Order.id.label("order_id"))
        .join(Order, Order.id == OrderItem.order_id)
        .where(Product.merchant_id == merchant.id, Product.lasts_days > 0, Order.status == OrderStatus.OPEN)
    )
    due: list[int] = []
    lasting = select(Product.id).where(Product.merchant_id == merchant.id, Product.lasts_days > 0).limit(1)
    if db.scalar(lasting) is None:
        return due
    for row in db.execute(bought):
        lasts = row.lasts_days * row.quantity
        # More days than a calendar has are bought too, by mistake or in bulk.
        if lasts > LONGEST.days or not now - LOOK_BACK < (low_at := row.at + timedelta(days=lasts) - EARLIER) <= now:
            continue
        what, subject = RunningLow(row.product_id), f"item:{row.id}"
        low = Happening(MomentKind.PRODUCT_LOW, subject, row.customer_id, low_at, order_id=row.order_id, details=what)
        due += record.record_moment(db, merchant.id, low, now)
    return due
