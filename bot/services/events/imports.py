"""Orders from a sheet: stored like any other event, all or none; what was imported before changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.domain.news import Delivery
from bot.services.events import store as events


def store(db: Session, own: Connection, deliveries: Sequence[Delivery], now: datetime) -> list[int]:
    """Store what is new of a sheet, in its order, and give the ids; what it said before is known by its digest."""
    stored = (
        events.store(db, own, delivery, f"import:{hashlib.sha256(delivery.body).hexdigest()}", now, came_by="import")
        for delivery in deliveries
    )
    return [event_id for event_id in stored if event_id is not None]
