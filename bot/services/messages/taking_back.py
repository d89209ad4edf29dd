"""Messages taken back before they left: what they tell is no longer so, or is no longer this customer's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.orm import Session

from bot.db.claims import provided
from bot.db.outgoing import OutgoingMessage
from bot.domain.delivery import UNSENT, DeliveryState


def has_not_left(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition for those of some messages that have not been handed over yet: few, by `which` they are found."""
    return and_(which, provided(OutgoingMessage.state.in_(UNSENT)))


def forget(db: Session, which: ColumnElement[bool], because: str, now: datetime) -> None:
    """Cancel those of some messages that have not left, and those of which nobody knows: they are not asked about."""
    in_doubt = and_(which, provided(OutgoingMessage.state == DeliveryState.UNKNOWN))
    _cancel(db, or_(has_not_left(which), in_doubt), because, now)


def take_back(db: Session, which: ColumnElement[bool], because: str, now: datetime) -> frozenset[int]:
    """Cancel those of some messages that have not left; returns the ids of the notices they told.

    Rows in the session are not brought up to date: expire them.
    """
    return _cancel(db, has_not_left(which), because, now)


def take_back_broadcast(db: Session, broadcast_id: int, because: str, now: datetime) -> None:
    """Cancel what has not left of a broadcast: few of its messages, which may be a million."""
    _cancel(db, and_(OutgoingMessage.broadcast_id == broadcast_id, OutgoingMessage.state.in_(UNSENT)), because, now)


def _cancel(db: Session, which: ColumnElement[bool], because: str, now: datetime) -> frozenset[int]:
    taken = (
        update(OutgoingMessage)
        .where(which)
        .values(state=DeliveryState.CANCELED, ended_because=because, held_because=None, finished_at=now)
        .returning(OutgoingMessage.notice_id)
    )
    notices = db.scalars(taken, execution_options={"synchronize_session": False})
    return frozenset(notice_id for notice_id in notices if notice_id is not None)
