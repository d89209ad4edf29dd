"""Events of a merchant's own system, by API or CSV sheet: taken all or none, once for each key."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.connections import Connection, RawEvent
from bot.domain.connections import OWN_SYSTEM, CameBy, ConnectionState
from bot.domain.news import Delivery
from bot.services.events import store

ACCOUNT = OWN_SYSTEM  # there is one
# Kept with each event: what the first request was, to tell a repeat from another request with the same key.
DIGEST, COUNT = "x-body-sha256", "x-events"


class OtherRequest(Exception):
    """The idempotency key was used for another body."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The ids of the events of a request; `again` when they were there already."""

    ids: tuple[int, ...]
    again: bool


def open_connection(db: Session, merchant_id: int, token: str, now: datetime) -> Connection:
    """The connection the merchant's own events belong to, made at first use; `token` (random hex) is not used yet."""
    mine = {"merchant_id": merchant_id, "kind": OWN_SYSTEM, "account": ACCOUNT}
    insert_once(db, Connection, **mine, token=token, state=ConnectionState.ACTIVE, created_at=now)
    return db.scalars(select(Connection).filter_by(**mine)).one()


def take(db: Session, own: Connection, key: str, digest: str, deliveries: Sequence[Delivery], now: datetime) -> Taken:
    """Store the events of one request of the API; a request that was taken before returns its ids again.

    `digest` is of the whole body.

    Raises:
        OtherRequest: the key was used for another body.
    """
    first = _store(db, own, key, 0, _marked(deliveries[0], digest, len(deliveries)), now)
    # The first row decides: a second request with the key waits for the first one's transaction at this insert.
    if first is None:
        return Taken(_ids_of(db, own, key, digest), again=True)
    others = [_store(db, own, key, place, one, now) for place, one in enumerate(deliveries[1:], 1)]
    return Taken((first, *(event_id for event_id in others if event_id is not None)), again=False)


def find(db: Session, merchant_id: int, event_id: int) -> RawEvent | None:
    """One of the merchant's own events."""
    query = (
        select(RawEvent)
        .join(Connection, Connection.id == RawEvent.connection_id)
        .where(RawEvent.merchant_id == merchant_id, RawEvent.id == event_id, Connection.kind == OWN_SYSTEM)
    )
    return db.scalars(query).first()


def _store(db: Session, own: Connection, key: str, place: int, delivery: Delivery, now: datetime) -> int | None:
    return store.store(db, own, delivery, _dedupe_key(key, place), now, came_by=CameBy.API)


def _dedupe_key(key: str, place: int) -> str:
    """Hashed, so that a long key is told apart to its last letter."""
    return f"api:{hashlib.sha256(f'{place}:{key}'.encode()).hexdigest()}"


def _marked(delivery: Delivery, digest: str, count: int) -> Delivery:
    return Delivery(delivery.topic, delivery.body, delivery.headers | {DIGEST: digest, COUNT: str(count)})


def _ids_of(db: Session, own: Connection, key: str, digest: str) -> tuple[int, ...]:
    """The events of an earlier request; raises OtherRequest when it was another one."""
    of_own = select(RawEvent).where(RawEvent.connection_id == own.id)
    first = db.scalars(of_own.where(RawEvent.dedupe_key == _dedupe_key(key, 0))).one()
    # Events forget what they said after a month; then nobody can tell whether this is the same request.
    if not hmac.compare_digest(str(first.headers.get(DIGEST, "")), digest):
        raise OtherRequest
    keys = [_dedupe_key(key, place) for place in range(int(first.headers[COUNT]))]
    rows = db.scalars(of_own.where(RawEvent.dedupe_key.in_(keys)).order_by(RawEvent.id))
    return tuple(row.id for row in rows)


def take_sheet(db: Session, own: Connection, deliveries: Sequence[Delivery], now: datetime) -> list[int]:
    """Store what is new of a sheet, in its order; returns the ids. What it said before is known by its digest."""
    stored = (store.store(db, own, one, _digest_key(one), now, came_by=CameBy.IMPORT) for one in deliveries)
    return [event_id for event_id in stored if event_id is not None]


def _digest_key(delivery: Delivery) -> str:
    return f"import:{hashlib.sha256(delivery.body).hexdigest()}"
