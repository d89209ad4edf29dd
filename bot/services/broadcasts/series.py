"""A broadcast that comes again every week or month: the next one is planned when one begins, each period once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.shop import Merchant
from bot.domain.broadcasts import PILOT_PERCENT, BroadcastState, Repeats
from bot.domain.periods import find_following, find_period
from bot.services.broadcasts.draft import COLUMNS
from bot.services.messages import broadcasts


def plan_next(db: Session, broadcast: Broadcast, started_at: datetime, now: datetime) -> int | None:
    """Schedule the next broadcast of a series; returns its id, None where nothing repeats or it is planned already.

    It is for whom its audience finds then. What was missed meanwhile is not made up for. Called off, or made a draft
    again, it ends the series until it is started.

    Args:
        started_at: when this one was to begin.
    """
    repeats = Repeats(broadcast.repeats)
    if repeats is Repeats.NEVER:
        return None
    merchant = db.get_one(Merchant, broadcast.merchant_id)
    # From the oldest that began: one that was moved does not move the others, and the 31st does not become the 28th.
    oldest, first = _find_oldest(db, broadcast) or (broadcast.period, started_at)
    period = oldest + find_following(repeats, first, broadcast.period - oldest, merchant.zone, now)
    starts_at = find_period(repeats, first, period - oldest, merchant.zone)
    row = Broadcast(**_copy(broadcast), period=period, starts_at=starts_at, created_at=now, version=1)
    try:
        with db.begin_nested():
            db.add(row)
    except IntegrityError:  # another scheduler was first, or one that ran before a backup was restored
        return None
    expires_at = starts_at + timedelta(hours=broadcast.lasts_hours)
    broadcasts.take_step(db, row.id, BroadcastState.SCHEDULED, now, expires_at=expires_at, alive_at=now)
    return row.id


def _find_oldest(db: Session, broadcast: Broadcast) -> tuple[int, datetime] | None:
    """The period and the time of the first of a series that began in it."""
    series_id = broadcast.series_id or broadcast.id
    mine = or_(Broadcast.id == series_id, Broadcast.series_id == series_id)
    began = select(Broadcast.period, Broadcast.starts_at).where(mine, Broadcast.began_at.is_not(None))
    found = db.execute(began.order_by(Broadcast.period).limit(1)).first()
    return (found.period, found.starts_at) if found and found.starts_at else None


def _copy(broadcast: Broadcast) -> dict[str, Any]:
    same = {name: getattr(broadcast, name) for name in COLUMNS if name != "starts_at"}
    # A first share that was chosen is chosen each time; one by itself is for a new text alone.
    if same["pilot_percent"] == PILOT_PERCENT:
        same["pilot_percent"] = 0
    series_id = broadcast.series_id or broadcast.id
    return same | {"merchant_id": broadcast.merchant_id, "staff_id": broadcast.staff_id, "series_id": series_id}
