"""A shop removed us: nothing more is sent in its name, and nothing of it opens any door."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.db.shop import Offer
from bot.domain.connections import ConnectionState
from bot.domain.news import Disconnected
from bot.domain.news.outcome import KNOWN, OLD, Outcome
from bot.services.moments import record


def apply_disconnected(db: Session, connection: Connection, news: Disconnected, now: datetime) -> Outcome:
    """Take leave of a shop. Its signing secrets stay: what it wants forgotten it says later, and signs it."""
    if connection.state == ConnectionState.DISCONNECTED:
        return Outcome(ignored=KNOWN)
    if news.at < connection.created_at:
        return Outcome(ignored=OLD)
    leave(db, connection, now)
    return Outcome()


def leave(db: Session, connection: Connection, now: datetime) -> None:
    """Drop what was still to be told of its orders and carts, promise none of its coupons, forget its API's keys."""
    connection.state, connection.credentials = ConnectionState.DISCONNECTED, ""
    db.flush()
    merchant_id, source = connection.merchant_id, connection.source
    record.drop_source(db, merchant_id, source, ConnectionState.DISCONNECTED, now)
    db.execute(update(Offer).where(Offer.merchant_id == merchant_id, Offer.source == source).values(active=False))
