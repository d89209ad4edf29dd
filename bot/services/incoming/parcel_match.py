"""Which parcel a piece of news is about: by the shop's id, by its tracking number, or as the only one it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.db.orders import Order, Parcel
from bot.domain.news import ParcelNews
from bot.domain.news.outcome import Unfit
from bot.domain.parcel_state import CALLED_OFF
from bot.domain.parcels import READY
from bot.domain.tracking_numbers import spellings_of
from bot.domain.writing import code_of
from bot.platforms import CARRIERS
from bot.services.incoming.order_refs import find_locked

# Built once: putting a statement together costs more than running it.
_OF_ORDER = (
    select(Parcel)
    .where(Parcel.merchant_id == bindparam("merchant"), Parcel.order_id == bindparam("order"))
    .order_by(Parcel.id)
)
# The newest, since couriers use a number again after a year.
_BY_TRACKING = (
    select(Order)
    .join(Parcel, Parcel.order_id == Order.id)
    .where(
        Order.merchant_id == bindparam("merchant"),
        Parcel.merchant_id == bindparam("merchant"),
        Parcel.tracking_number.in_(bindparam("numbers", expanding=True)),
    )
    .order_by(Parcel.id.desc())
    .limit(1)
    .with_for_update(of=Order)
)


@dataclass(frozen=True, slots=True)
class ParcelFound:
    """A parcel, and the same parcel as a carrier told it before the shop did, if one has."""

    parcel: Parcel
    told_before: Parcel | None


def find_or_add_parcel(db: Session, connection: Connection, order: Order, news: ParcelNews) -> ParcelFound:
    """The parcel of the order that news are of; it is made if it is a new one.

    Raises:
        Unfit: the order has several parcels, and it names none of them.
    """
    parcels = list(db.scalars(_OF_ORDER, {"merchant": order.merchant_id, "order": order.id}))
    found = _choose(connection.source, news, parcels)
    if found is None:
        found = Parcel(
            merchant_id=order.merchant_id,
            order_id=order.id,
            source=connection.source,
            external_id=news.external_id,
            courier="",
            tracking_number="",
            stage=READY,
            stage_at=news.at,
        )
        db.add(found)
    elif news.external_id and not found.external_id:
        found.source, found.external_id = connection.source, news.external_id
    db.flush()
    return ParcelFound(found, _told_before(news, found, parcels))


def find_order_of(db: Session, connection: Connection, news: ParcelNews) -> Order:
    """The order that news of a parcel are of, locked: carriers know parcels better than orders, shops orders.

    Raises:
        NotYet: neither the order nor the tracking number is known.
        Unfit: it names neither.
    """
    named = bool(news.order.external_id or news.order.number)
    if not named and not news.tracking_number:
        raise Unfit("order: names neither an order nor a tracking number")
    if connection.kind in CARRIERS or not named:
        order = _order_by_tracking(db, connection.merchant_id, news.tracking_number)
        if order is not None:
            return order
    return find_locked(db, connection, news.order, news.tracking_number)


def _order_by_tracking(db: Session, merchant_id: int, tracking_number: str) -> Order | None:
    """The order as it is now, locked (see incoming_refs.locked)."""
    asked = {"merchant": merchant_id, "numbers": sorted(spellings_of(tracking_number))}
    return db.scalars(_BY_TRACKING, asked, execution_options={"populate_existing": True}).first()


def _choose(source: str, news: ParcelNews, parcels: Sequence[Parcel]) -> Parcel | None:
    """Of the order's parcels; None means that it is a new one."""
    if news.external_id:
        own = [one for one in parcels if (one.source, one.external_id) == (source, news.external_id)]
        if own:
            return own[0]
    code = code_of(news.tracking_number)
    # A shipment that was called off may have been made anew under the same number; only a carrier means it still.
    going = [one for one in parcels if one.milestone != CALLED_OFF]
    if code:
        tracked = [one for one in (going if news.external_id else parcels) if code_of(one.tracking_number) == code]
        if tracked:
            return max(tracked, key=lambda one: (one.milestone != CALLED_OFF, one.id))
    if not code and not news.external_id:
        return _only(going)
    # Shop and carrier speak of one parcel before either knows the other's name for it.
    if code:
        nameless = [one for one in going if not one.tracking_number and not (news.external_id and one.external_id)]
    else:
        nameless = [one for one in going if not one.external_id]
    return nameless[0] if len(nameless) == 1 else None


def _told_before(news: ParcelNews, found: Parcel, parcels: Sequence[Parcel]) -> Parcel | None:
    """A shop's parcel gets another number, under which a carrier has spoken of it already: as of one more parcel."""
    code = code_of(news.tracking_number)
    if not code or not news.external_id or code_of(found.tracking_number) == code:
        return None
    for one in parcels:
        theirs = not one.external_id and one.source != found.source and one.milestone != CALLED_OFF
        if theirs and code_of(one.tracking_number) == code:
            return one
    return None


def _only(parcels: Sequence[Parcel]) -> Parcel | None:
    if len(parcels) > 1:
        raise Unfit("tracking_number: the order has several parcels, and nothing tells which one is meant")
    return parcels[0] if parcels else None
