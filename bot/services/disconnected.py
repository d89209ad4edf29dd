"""A shop removed us: nothing more is sent in its name, and nothing of it opens any door."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.domain.news import Disconnected
from bot.services import moments
from bot.services.incoming_outcome import OLD, Outcome

DISCONNECTED = "disconnected"


def apply_disconnected(db: Session, connection: Connection, news: Disconnected, now: datetime) -> Outcome:
    """Take leave of a shop. Its signing secrets stay: what it wants forgotten it says later, and signs it."""
    if connection.state == DISCONNECTED:
        return Outcome(ignored="known already")
    if news.at < connection.created_at:
        return Outcome(ignored=OLD)
    leave(db, connection, now)
    return Outcome()


def leave(db: Session, connection: Connection, now: datetime) -> None:
    """Drop what was still to be told of its orders and carts, and forget what opens its API."""
    connection.state, connection.credentials = DISCONNECTED, ""
    db.flush()
    moments.drop_source(db, connection.merchant_id, connection.source, DISCONNECTED, now)
