"""Who of an audience is beyond what WhatsApp's moving day has left: they come later, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.db.shop import Merchant
from bot.domain.orders import OrderStatus
from bot.services.broadcasts.allowance import Allowance
from bot.services.broadcasts.excluding import ExcludedPage, Foreseen, find_first, select_reasons
from bot.services.broadcasts.ranking import LATELY, MOST

BEYOND = "allowance"  # the reason, in broadcast_reasons.toml


def count_beyond(found: Foreseen, allowance: Allowance | None) -> int:
    """Return how many of those who would get it are beyond today; who writes meanwhile takes no place."""
    return 0 if allowance is None else max(0, found.most - allowance.left)


def list_beyond(
    db: Session,
    merchant: Merchant,
    audience: Mapping[str, Any],
    by_sms: bool,
    allowance: Allowance | None,
    after: int,
    limit: int,
    now: datetime,
) -> ExcludedPage:
    """List who is beyond today, the best customers first: as they are taken (bot.services.broadcasts.ranking).

    Of the first customers of a shop alone, as they are counted where all would take too long; `after` is a place.
    """
    if allowance is None:
        return ExcludedPage((), None)
    looked = select_reasons(db, merchant, audience, by_sms, now, find_first(db, merchant.id)).subquery()
    bought = (
        select(Order.customer_id, func.count().label("orders"), func.max(Order.placed_at).label("last_at"))
        .where(Order.merchant_id == merchant.id, Order.status != OrderStatus.CANCELLED)
        .group_by(Order.customer_id)
        .subquery()
    )
    orders = func.coalesce(bought.c.orders, 0)
    worth = case((orders > MOST, MOST), else_=orders) * 2 + case((bought.c.last_at > now - LATELY, 1), else_=0)
    reached = select(looked.c.customer_id).outerjoin(bought, bought.c.customer_id == looked.c.customer_id)
    ordered = reached.where(looked.c.reason == "").order_by(worth.desc(), looked.c.customer_id)
    ids = list(db.scalars(ordered.offset(allowance.left + after).limit(limit + 1)))
    return ExcludedPage(tuple(ids[:limit]), after + limit if len(ids) > limit else None)
