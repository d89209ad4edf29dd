"""One of an order's parcels has come: whether more is to come, and what a notice says of the rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.notices import Moment
from bot.domain.field_values import Value, sentence
from bot.domain.moments import MomentKind
from bot.services.orders.parts import find_parts


def has_rest(_db: Session, moment: Moment, _now: datetime) -> bool:
    """Return whether a part of the moment's order is with the customer, and the rest is not."""
    return moment.order is not None and find_parts(moment.order).part_arrived


def has_all(db: Session, moment: Moment, now: datetime) -> bool:
    """Return whether nothing more of the moment's order is to come."""
    return not has_rest(db, moment, now)


def describe_rest(moment: Moment, courier: Value) -> Value:
    """Return what is said of the rest: it is still to come, is not any more, or was missing from a parcel and is asked
    after.
    """
    if moment.kind == MomentKind.PARCEL_PARTLY_DELIVERED:
        return sentence("rest.asked_after", courier=courier)
    is_coming = moment.order is None or find_parts(moment.order).is_rest_coming
    return sentence("rest.to_come" if is_coming else "rest.not_coming")
