"""After a failed attempt at delivery: whether it was told just now, and whether the next day is known."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.db.notices import Moment
from bot.domain.lateness import coming
from bot.domain.parcels import ParcelStage
from bot.services.moments.lateness import find_shop_day

# So long "they'll try again" is in the customer's mind.
FRESH = timedelta(days=1)


def has_fresh_attempt(_db: Session, moment: Moment, now: datetime) -> bool:
    """Return whether the courier was at the door in vain within the last day, and hasn't tried again since."""
    parcel = moment.parcel
    return parcel is not None and parcel.stage == ParcelStage.ATTEMPT_FAILED and now - parcel.stage_at < FRESH


def has_no_fresh_attempt(db: Session, moment: Moment, now: datetime) -> bool:
    """Return whether nobody was at the door in vain within the last day."""
    return not has_fresh_attempt(db, moment, now)


def has_day_to_come(db: Session, moment: Moment, now: datetime) -> bool:
    """Return whether the courier has named a day for the parcel that is still to come."""
    today = find_shop_day(db, moment.merchant_id, now)
    return moment.parcel is not None and coming(moment.parcel.expected_on, today) is not None
