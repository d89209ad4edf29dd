"""What went wrong and needs a person: raised, counted, cleared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.outgoing import Alert
from bot.db.shop import Merchant


def clear_alert(db: Session, merchant_id: int, cause: str) -> bool:
    """Close an alert that was seen to; its cause raises it again. False when there is no such one."""
    gone = delete(Alert).where(Alert.merchant_id == merchant_id, Alert.cause == cause).returning(Alert.id)
    return db.execute(gone).first() is not None


def raise_alert(db: Session, merchant_id: int, cause: str, text: str, now: datetime) -> None:
    """Something a person has to look at; the same cause is counted, not repeated."""
    known = update(Alert).where(Alert.merchant_id == merchant_id, Alert.cause == cause)
    if not won(db, known.values(count=Alert.count + 1, last_at=now, text=text)):
        db.add(Alert(merchant_id=merchant_id, cause=cause, text=text, count=1, first_at=now, last_at=now))
        db.flush()


def raise_everywhere(db: Session, cause: str, text: str, now: datetime) -> None:
    """Raise an alert of what all shops share at each of them."""
    for merchant_id in db.scalars(select(Merchant.id).order_by(Merchant.id)).all():
        raise_alert(db, merchant_id, cause, text, now)


def clear_everywhere(db: Session, cause: str) -> None:
    """Close the alerts of a cause that all shops share."""
    db.execute(delete(Alert).where(Alert.cause == cause))


def list_causes_of(db: Session, merchant_id: int) -> set[str]:
    """Return the causes for which an alert stands at a shop."""
    return set(db.scalars(select(Alert.cause).where(Alert.merchant_id == merchant_id)))


def list_causes(db: Session, *prefixes: str) -> set[str]:
    """The causes that begin with one of these and for which an alert stands at some shop."""
    return set(db.scalars(select(Alert.cause).where(_begins_with(prefixes)).distinct()))


def clear_silent(db: Session, before: datetime, *prefixes: str) -> None:
    """Close the alerts whose causes begin with one of these and that nobody has repeated since a time."""
    db.execute(delete(Alert).where(_begins_with(prefixes), Alert.last_at < before))


def _begins_with(prefixes: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(Alert.cause.startswith(prefix) for prefix in prefixes))
