"""How each connection of a shop is: how far it is complete, when it was last heard, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.connections import Connection, Pull, RawEvent
from bot.db.orders import Order, Parcel
from bot.db.shop import Product
from bot.domain.connections import EventState
from bot.ports.platforms import Pulled


@dataclass(frozen=True, slots=True)
class ConnectionHealth:
    """A connection and how it is; `pull` and that of its catalogue are None where nothing is asked of it.

    Counts: events, orders, parcels, products.
    """

    connection: Connection
    pull: Pull | None
    catalogue: Pull | None
    kept: int
    waiting: int
    last_event_at: datetime | None
    orders: int
    parcels: int
    products: int


def list_health(db: Session, merchant_id: int) -> list[ConnectionHealth]:
    """List the shop's connections, the oldest first, each with how it is."""
    connections = db.scalars(select(Connection).filter_by(merchant_id=merchant_id).order_by(Connection.id)).all()
    pulls, catalogues = dict[int | None, Pull](), dict[int | None, Pull]()
    for one in db.scalars(select(Pull).filter_by(merchant_id=merchant_id)):
        (catalogues if one.what == Pulled.PRODUCTS else pulls)[one.connection_id] = one
    counted = _count_events(db, merchant_id)
    orders, parcels, products = (_count_by_source(db, table, merchant_id) for table in (Order, Parcel, Product))
    return [
        ConnectionHealth(
            one,
            pulls.get(one.id),
            catalogues.get(one.id),
            kept=counted.get((one.id, EventState.KEPT), 0),
            waiting=counted.get((one.id, EventState.WAITING), 0) + counted.get((one.id, EventState.PARKED), 0),
            last_event_at=_find_last(db, one.id),
            orders=orders.get(one.source, 0),
            parcels=parcels.get(one.source, 0),
            products=products.get(one.source, 0),
        )
        for one in connections
    ]


def find_messages_pull(db: Session, merchant_id: int) -> Pull | None:
    """Return how far Twilio's list of messages was read for the shop."""
    return db.scalars(select(Pull).where(Pull.merchant_id == merchant_id, Pull.connection_id.is_(None))).first()


def _count_events(db: Session, merchant_id: int) -> dict[tuple[int, str], int]:
    # What was applied is by far the most, and nobody's trouble: it is not counted.
    troubled = (EventState.KEPT, EventState.WAITING, EventState.PARKED)
    query = select(RawEvent.connection_id, RawEvent.state, func.count())
    mine = query.where(RawEvent.merchant_id == merchant_id, RawEvent.state.in_(troubled))
    return {(row[0], row[1]): row[2] for row in db.execute(mine.group_by(RawEvent.connection_id, RawEvent.state))}


def _count_by_source(db: Session, table: type[Order | Parcel | Product], merchant_id: int) -> dict[str, int]:
    query = select(table.source, func.count()).where(table.merchant_id == merchant_id).group_by(table.source)
    return {row[0]: row[1] for row in db.execute(query)}


def _find_last(db: Session, connection_id: int) -> datetime | None:
    query = select(RawEvent.received_at).where(RawEvent.connection_id == connection_id)
    return db.scalars(query.order_by(RawEvent.id.desc()).limit(1)).first()
