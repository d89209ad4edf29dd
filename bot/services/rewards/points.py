"""Points: the ledger, what is earned and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.orders import Order
from bot.db.people import PointsEntry
from bot.db.shop import Merchant
from bot.domain.moments import Earned, MomentKind
from bot.domain.rules import Happening
from bot.services.moments import record

_HUNDRED = 100 * 100  # of the currency, in minor units


@dataclass(frozen=True, slots=True)
class PointsChange:
    """One change of the balance."""

    points: int
    reason: str
    at: datetime


def read_balance(db: Session, merchant_id: int, customer_id: int) -> int:
    """A customer's points."""
    total = select(func.coalesce(func.sum(PointsEntry.points), 0)).where(
        PointsEntry.merchant_id == merchant_id, PointsEntry.customer_id == customer_id
    )
    return int(db.scalar(total) or 0)


def list_changes(db: Session, merchant_id: int, customer_id: int, limit: int = 10) -> list[PointsChange]:
    """The last changes, the newest first."""
    rows = select(PointsEntry).where(PointsEntry.merchant_id == merchant_id, PointsEntry.customer_id == customer_id)
    newest = rows.order_by(PointsEntry.at.desc(), PointsEntry.id.desc()).limit(limit)
    return [PointsChange(row.points, row.reason, row.at) for row in db.scalars(newest)]


def earn_for_order(db: Session, order: Order, now: datetime) -> list[int]:
    """Credit the points of an order that has arrived, once; returns the notices due now."""
    earned = order.total // _HUNDRED * db.get_one(Merchant, order.merchant_id).points_per_100
    key = f"order:{order.id}"
    if earned <= 0 or not _add(db, order.merchant_id, order.customer_id, PointsChange(earned, "order", now), key):
        return []
    told = Happening(MomentKind.POINTS_EARNED, key, order.customer_id, now, order_id=order.id, details=Earned(earned))
    return record.record_moment(db, order.merchant_id, told, now)


def reward_review(db: Session, merchant_id: int, customer_id: int, order_id: int, now: datetime) -> int:
    """Points for a rating of an order, whatever the stars, once an order; how many were given now."""
    points = db.get_one(Merchant, merchant_id).review_points
    added = points > 0 and _add(db, merchant_id, customer_id, PointsChange(points, "review", now), f"review:{order_id}")
    return points if added else 0


def _add(db: Session, merchant_id: int, customer_id: int, change: PointsChange, dedupe_key: str) -> bool:
    entry = insert_once(
        db,
        PointsEntry,
        merchant_id=merchant_id,
        customer_id=customer_id,
        points=change.points,
        reason=change.reason,
        dedupe_key=dedupe_key,
        at=change.at,
    )
    return entry is not None
