"""Loyalty points: the sum and what it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.people import PointsEntry


@dataclass(frozen=True, slots=True)
class PointsView:
    """One change of the balance."""

    points: int
    reason: str
    at: datetime


def balance(db: Session, merchant_id: int, customer_id: int) -> int:
    """A customer's points."""
    total = select(func.coalesce(func.sum(PointsEntry.points), 0)).where(
        PointsEntry.merchant_id == merchant_id, PointsEntry.customer_id == customer_id
    )
    return int(db.scalar(total) or 0)


def history(db: Session, merchant_id: int, customer_id: int, limit: int = 10) -> list[PointsView]:
    """The last changes, the newest first."""
    rows = select(PointsEntry).where(PointsEntry.merchant_id == merchant_id, PointsEntry.customer_id == customer_id)
    newest = rows.order_by(PointsEntry.at.desc(), PointsEntry.id.desc()).limit(limit)
    return [PointsView(row.points, row.reason, row.at) for row in db.scalars(newest)]
