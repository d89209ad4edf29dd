"""An order as the shop's people see it beside the chat: as the customer is told of it, and what its couriers said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from bot.db.links import TrackingPage
from bot.db.orders import Order, OrderItem, Parcel, Sighting
from bot.db.shop import Merchant
from bot.services.desk.address_checks import AddressCheck, list_address_checks
from bot.services.orders.views import OrderView, build_view

MOST_SIGHTINGS = 100  # of a parcel, the newest


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order with its view of today; `sightings` of each parcel, the newest first; `page` is a token or "".

    `check`: whether its customer was asked about the address, None: never.
    """

    order: Order
    view: OrderView
    sightings: Mapping[int, Sequence[Sighting]]
    page: str
    check: AddressCheck | None


def list_cards(
    db: Session, merchant_id: int, customer_id: int, before: int | None, limit: int, now: datetime
) -> list[OrderCard]:
    """List a customer's orders, the newest first; `before` is the id of the last one of the page before."""
    mine = _whole(merchant_id).where(Order.customer_id == customer_id)
    if before is not None:
        mine = mine.where(Order.id < before)
    return _cards(db, merchant_id, mine.order_by(Order.id.desc()).limit(limit), now)


def find_card(db: Session, merchant_id: int, order_id: int, now: datetime) -> OrderCard | None:
    """Return an order of the shop, None when it has none by this id."""
    return next(iter(_cards(db, merchant_id, _whole(merchant_id).where(Order.id == order_id), now)), None)


def _whole(merchant_id: int) -> Select[Order]:
    loaded = (selectinload(Order.items).selectinload(OrderItem.product), selectinload(Order.parcels))
    return select(Order).where(Order.merchant_id == merchant_id).options(*loaded)


def _cards(db: Session, merchant_id: int, wanted: Select[Order], now: datetime) -> list[OrderCard]:
    shop = db.get_one(Merchant, merchant_id)
    orders = db.scalars(wanted).all()
    open_pages = select(TrackingPage.order_id, TrackingPage.token).where(
        TrackingPage.merchant_id == merchant_id,
        TrackingPage.order_id.in_([order.id for order in orders]),
        TrackingPage.expires_at > now,
    )
    pages = {order_id: token for order_id, token in db.execute(open_pages)}
    checks = list_address_checks(db, merchant_id, orders)
    return [
        OrderCard(
            order,
            build_view(order, shop, now),
            _sightings(db, order.parcels),
            pages.get(order.id, ""),
            checks.get(order.id),
        )
        for order in orders
    ]


def _sightings(db: Session, parcels: Sequence[Parcel]) -> dict[int, Sequence[Sighting]]:
    """The newest of each parcel: some couriers scan without end."""
    found: dict[int, Sequence[Sighting]] = {}
    for parcel in parcels:
        newest = select(Sighting).where(Sighting.parcel_id == parcel.id).order_by(Sighting.at.desc())
        found[parcel.id] = db.scalars(newest.limit(MOST_SIGHTINGS)).all()
    return found
