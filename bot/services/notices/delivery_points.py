"""Points that an order's arrival brings are told with it: one message where two would come in the same second."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.db.claims import provided
from bot.db.notices import Moment, Notice
from bot.db.shop import Sentence
from bot.domain.moments import Earned, MomentKind
from bot.domain.notices import NoticeState

RULE, KEY = "delivered", "notice.delivered"


def find_earned(db: Session, moment: Moment) -> Earned | None:
    """Return the points that the moment's order has brought; None before that."""
    found = db.scalars(_of_order(moment, MomentKind.POINTS_EARNED).limit(1)).first()
    return found.details if found is not None and isinstance(found.details, Earned) else None


def is_last_arrival(db: Session, arrival: Moment) -> bool:
    """Return whether no parcel of the order has come after this one."""
    later = _of_order(arrival, MomentKind.PARCEL_DELIVERED).where(Moment.id > arrival.id)
    return db.scalars(later.limit(1)).first() is None


def has_points_apart(db: Session, earned: Moment, _now: datetime) -> bool:
    """Return whether points need a message of their own.

    They do where the notice of the order's last arrival isn't sent, was put into words before there were points, or is
    in a shop's own words, which may not name them.
    """
    arrivals = _of_order(earned, MomentKind.PARCEL_DELIVERED).order_by(Moment.id.desc())
    arrival = db.scalars(arrivals.limit(1)).first()
    if arrival is None or _in_own_words(db, earned.merchant_id):
        return True
    notice = db.scalar(select(Notice).where(Notice.moment_id == arrival.id, Notice.rule == RULE))
    if notice is None or notice.state == NoticeState.DROPPED:
        return True
    return notice.composed_at is not None and notice.composed_at < earned.at


def _of_order(moment: Moment, kind: MomentKind) -> Select[Moment]:
    return select(Moment).where(
        Moment.order_id == moment.order_id, provided(Moment.merchant_id == moment.merchant_id, Moment.kind == kind)
    )


def _in_own_words(db: Session, merchant_id: int) -> bool:
    own = select(Sentence.id).where(Sentence.merchant_id == merchant_id, Sentence.key == KEY)
    return db.scalar(own.limit(1)) is not None
