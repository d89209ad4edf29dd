"""How far nothing is missing, as the merchant is shown it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from bot.db.connections import Connection, Pull
from bot.domain.connections import ConnectionState
from bot.ports.platforms import Pulled
from bot.services.connections.pulls import BEGINNING


@dataclass(frozen=True, slots=True)
class Reach:
    """One pull: what is asked of whom, how far it is complete, what it found in all, and why it stands still.

    `complete_until` is None for a catalogue that has not been read to its end; `seen` of `total` of it is here.
    """

    what: str
    source: str
    complete_until: datetime | None
    found: int
    error: str
    under_way: bool
    seen: int
    total: int | None


def list_reaches(db: Session, merchant_id: int) -> list[Reach]:
    """The merchant's pulls, the one that is furthest behind first."""
    query = (
        select(Pull, Connection)
        .outerjoin(Connection, Connection.id == Pull.connection_id)
        .where(Pull.merchant_id == merchant_id, _counts())
        .order_by(Pull.complete_until)
    )
    return [
        Reach(
            what=pull.what,
            source=f"{connection.kind} {connection.account}" if connection is not None else "twilio",
            complete_until=pull.complete_until if pull.complete_until > BEGINNING else None,
            found=pull.found,
            error=pull.last_error or "",
            under_way=pull.reaching_until is not None,
            seen=pull.seen,
            total=pull.total,
        )
        for pull, connection in db.execute(query)
    ]


def find_complete_until(db: Session, merchant_id: int | None = None) -> datetime | None:
    """Up to when no order, sighting or message is missing, of one merchant or all; None when nobody is asked."""
    query = select(Pull.complete_until).outerjoin(Connection, Connection.id == Pull.connection_id).where(_counts())
    query = query.where(Pull.what != Pulled.PRODUCTS)
    if merchant_id is not None:
        query = query.where(Pull.merchant_id == merchant_id)
    return db.scalars(query.order_by(Pull.complete_until).limit(1)).first()


def _counts() -> ColumnElement[bool]:
    """What was disconnected is nobody's gap."""
    return or_(Pull.connection_id.is_(None), Connection.state == ConnectionState.ACTIVE)
