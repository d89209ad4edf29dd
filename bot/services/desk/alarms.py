"""Alerts of what all shops share, a part of the system that does not work: raised at every shop, and taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot.db.outgoing import Alert
from bot.db.shop import Merchant
from bot.services.desk.alerts import raise_alert

PART, RESTARTS = "part:", "restarts:"
_OURS = or_(Alert.cause.startswith(PART), Alert.cause.startswith(RESTARTS))


def raise_everywhere(db: Session, cause: str, text: str, now: datetime) -> None:
    """Raise an alert at every shop."""
    for merchant_id in db.scalars(select(Merchant.id).order_by(Merchant.id)).all():
        raise_alert(db, merchant_id, cause, text, now)


def clear_everywhere(db: Session, causes: Collection[str]) -> None:
    """Take alerts back at every shop: what they told of is over."""
    db.execute(delete(Alert).where(_OURS, Alert.cause.in_(causes)))


def list_raised(db: Session) -> set[str]:
    """The causes of this kind for which an alert stands at some shop."""
    return set(db.scalars(select(Alert.cause).where(_OURS).distinct()))
