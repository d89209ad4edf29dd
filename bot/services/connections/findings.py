"""What a pull found: only what we don't know yet is stored, so that `found` counts what webhooks had missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.db.conversations import InboundMessage
from bot.db.orders import STILL_OPEN, Order, Parcel, Refund, Sighting
from bot.domain.connections import CameBy
from bot.domain.news import Delivery, News, Nothing, OrderNews, ParcelNews, RefundNews
from bot.services.events import store as events

SILENT_FOR = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Found:
    """A delivery of a pull: its key, and what its source reads in it (nothing, when it could not)."""

    delivery: Delivery
    key: str
    news: tuple[News, ...]


def store(db: Session, connection: Connection, found: Sequence[Found], now: datetime) -> list[int]:
    """Store what is new; returns the ids of the raw events."""
    missed = [one for one in found if not one.news or not all(_is_known(db, connection, news) for news in one.news)]
    stored = (events.store(db, connection, one.delivery, one.key, now, came_by=CameBy.PULL) for one in missed)
    return [event_id for event_id in stored if event_id is not None]


def list_silent_parcels(db: Session, merchant_id: int, after: int, limit: int, now: datetime) -> list[tuple[int, str]]:
    """(id, tracking number) of parcels on their way that nobody has seen for some hours, by id."""
    seen = func.coalesce(Parcel.scanned_at, Parcel.shipped_at, Parcel.stage_at)
    query = (
        select(Parcel.id, Parcel.tracking_number)
        .where(
            Parcel.merchant_id == merchant_id,
            Parcel.id > after,
            STILL_OPEN,
            Parcel.tracking_number != "",
            seen < now - SILENT_FOR,
        )
        .order_by(Parcel.id)
        .limit(limit)
    )
    return [(parcel_id, number) for parcel_id, number in db.execute(query)]


def find_unknown_messages(db: Session, sids: Sequence[str]) -> frozenset[str]:
    """Find which of Twilio's message ids never reached us."""
    known = db.scalars(select(InboundMessage.provider_sid).where(InboundMessage.provider_sid.in_(sids)))
    return frozenset(sids) - frozenset(known)


def _is_known(db: Session, connection: Connection, news: News) -> bool:
    """Whether applying it would change nothing. In doubt no: applying it again does no harm."""
    if isinstance(news, Nothing):
        return True
    query = _query(connection, news)
    return query is not None and db.scalars(query.limit(1)).first() is not None


def _query(connection: Connection, news: News) -> Select[int] | None:
    if isinstance(news, OrderNews):
        version = Order.version_at >= news.version_at
        return select(Order.id).where(_their_order(connection, news.external_id), version)
    if isinstance(news, RefundNews):
        refund = select(Refund.id).join(Order, Order.id == Refund.order_id)
        known = refund.where(_their_order(connection, news.order.external_id), Refund.external_id == news.external_id)
        return known.where(Refund.done_at.is_not(None)) if news.done else known
    if isinstance(news, ParcelNews):
        return _parcel_query(connection, news)
    return None


def _parcel_query(connection: Connection, news: ParcelNews) -> Select[int] | None:
    if news.external_id:
        same = and_(Parcel.source == connection.source, Parcel.external_id == news.external_id)
    elif news.tracking_number:
        same = Parcel.tracking_number == news.tracking_number
    else:
        return None
    query = select(Parcel.id).where(Parcel.merchant_id == connection.merchant_id, same)
    if news.tracking_number:
        query = query.where(Parcel.tracking_number == news.tracking_number)
    if news.expected_on:
        query = query.where(Parcel.expected_on == news.expected_on)
    if news.milestone:
        seen = select(Sighting.id).where(
            Sighting.parcel_id == Parcel.id, Sighting.milestone == news.milestone, Sighting.at == news.at
        )
        query = query.where(seen.exists())
    return query


def _their_order(connection: Connection, external_id: str) -> ColumnElement[bool]:
    mine = Order.merchant_id == connection.merchant_id
    return mine & (Order.source == connection.source) & (Order.external_id == external_id)
