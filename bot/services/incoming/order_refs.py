"""The order a piece of news speaks of, locked, however the sender names it."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.db.orders import Order
from bot.domain.news import OrderRef
from bot.domain.news.outcome import NotYet
from bot.domain.orders import number_key
from bot.platforms import SHOPS
from bot.services.orders.finding import find_order_id

# Built once: putting a statement together costs more than running it.
_LOCKED = (
    select(Order).where(Order.merchant_id == bindparam("merchant"), Order.id == bindparam("order")).with_for_update()
)
_LOCKED_BY_ID = (
    select(Order)
    .where(
        Order.merchant_id == bindparam("merchant"),
        Order.source == bindparam("source"),
        Order.external_id == bindparam("external"),
    )
    .with_for_update()
)
_AS_IT_IS_NOW = {"populate_existing": True}


def find_locked(db: Session, connection: Connection, ref: OrderRef, tracking_number: str = "") -> Order:
    """The order, locked until the end of the transaction.

    Raises:
        NotYet: there is none that the reference fits, or several fit and nothing tells which.
    """
    order_id = _find(db, connection, ref)
    if order_id is None:
        raise NotYet(name_awaited(ref), tracking_number)
    return lock(db, connection.merchant_id, order_id)


def lock(db: Session, merchant_id: int, order_id: int) -> Order:
    """The order as it is now; whoever else wants to change it, cancel it or add a parcel waits for us."""
    return db.scalars(_LOCKED, {"merchant": merchant_id, "order": order_id}, execution_options=_AS_IT_IS_NOW).one()


def find_by_external_id(db: Session, connection: Connection, external_id: str) -> Order | None:
    """The connection's own order with this id, locked."""
    asked = {"merchant": connection.merchant_id, "source": connection.source, "external": external_id}
    return db.scalars(_LOCKED_BY_ID, asked, execution_options=_AS_IT_IS_NOW).first()


def name_awaited(ref: OrderRef) -> str:
    """What such an order will be called when it arrives (see `list_names`)."""
    return ref.external_id or number_key(ref.number)


def list_names(external_id: str, number: str) -> frozenset[str]:
    """Everything an order that arrived may have been waited for by; carriers may call it by the shop's id."""
    return frozenset({external_id, number_key(external_id), number_key(number)} - {""})


def _find(db: Session, connection: Connection, ref: OrderRef) -> int | None:
    if ref.external_id:
        own = _by_id(db, connection, ref.external_id)
        # A shop system names its orders by its own ids, and never those of another.
        if own is not None or connection.kind in SHOPS:
            return own
    if not ref.number:
        return None
    for number in filter(None, (ref.as_told, ref.number)):
        by_number = find_order_id(db, connection.merchant_id, number)
        found = by_number if by_number is not None else _by_anyones_id(db, connection.merchant_id, number)
        if found is not None:
            return found
    return None


def _by_id(db: Session, connection: Connection, external_id: str) -> int | None:
    theirs = (Order.merchant_id == connection.merchant_id, Order.source == connection.source)
    return db.scalar(select(Order.id).where(*theirs, Order.external_id == external_id))


def _by_anyones_id(db: Session, merchant_id: int, external_id: str) -> int | None:
    """Carriers are often given the shop's internal id for a number."""
    query = select(Order.id).where(Order.merchant_id == merchant_id, Order.external_id == external_id).limit(2)
    found = list(db.scalars(query))
    return found[0] if len(found) == 1 else None
