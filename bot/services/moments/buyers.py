"""The buyer a rule would be told to, as its segment sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.orders import OrderStatus
from bot.domain.rules import BuyerTraits, Rule
from bot.services.segments.members import list_memberships


def describe_buyer(db: Session, customer: Customer, told: Iterable[Rule], now: datetime) -> BuyerTraits:
    """The customer as these rules' segments see them: orders that were not cancelled; what was spent is counted in the
    shop's currency alone.
    """
    ours = db.get_one(Merchant, customer.merchant_id)
    in_ours = case((Order.currency == ours.currency, Order.total), else_=0)
    count, spent = db.execute(
        select(func.count(), func.coalesce(func.sum(in_ours), 0)).where(
            Order.merchant_id == customer.merchant_id,
            Order.customer_id == customer.id,
            Order.status == OrderStatus.OPEN,
        )
    ).one()
    city = db.scalar(select(Order.ship_city).where(Order.customer_id == customer.id).order_by(Order.id.desc()).limit(1))
    locale = customer.locale or ours.locale
    named = [rule.segment["in_segment"] for rule in told if "in_segment" in rule.segment]
    kept = list_memberships(db, customer.merchant_id, named, customer.id, now)
    return BuyerTraits(int(count), int(spent), locale, city or "", kept)
