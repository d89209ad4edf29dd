"""A day at the demo shop: every order and parcel moves one step on, by events that take the road of real ones.

What comes next follows from where each order stands, so that a day fits whatever customers have done meanwhile: a
cancelled order goes nowhere, one paid in cash waits until it is confirmed. The clock is moved by bot.demo.passing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.awaited import AwaitedProduct
from bot.db.claims import insert_once
from bot.db.connections import Connection, RawEvent
from bot.db.orders import Cart, Order, Parcel
from bot.db.people import Customer
from bot.db.shop import Merchant, Product
from bot.demo import own_events, parcel_steps
from bot.demo.cast import ASHA, CAST, FARIDA, SOURAV
from bot.demo.own_events import Event
from bot.demo.parts import Part, scanned_at
from bot.demo.shop import SLUG
from bot.domain.connections import OWN_SYSTEM, CameBy, ConnectionState, EventState
from bot.domain.milestones import Milestone
from bot.domain.news import Delivery
from bot.domain.orders import OrderStatus, Payment
from bot.domain.parcels import ENDED
from bot.services.events import store

_OWN = {"kind": OWN_SYSTEM, "account": "demo"}
_PROMISED_IN = 6  # days from an order to its promised day
_RESTOCKED = 12  # pieces, of what somebody waits for
FIRST_NEW, EVERY = 1049, 3  # a new order every third day, so that it never ends
# Who orders next, in turn: (phone, skus, payment).
_NEXT_ORDERS = (
    (ASHA, ("SAR-CHANDERI", "DIY-BRASS"), Payment.PAID),
    (SOURAV, ("KUR-BLOCK",), Payment.COD),
    (FARIDA, ("BED-JAIPUR",), Payment.PAID),
)


class NoDemo(Exception):
    """There is no demo shop in this database."""


class StillDay(Exception):
    """The day before is not over: its events wait for a worker."""

    def __init__(self) -> None:
        super().__init__("the day before is not over yet: its events wait for a worker (`make run` starts one)")


@dataclass(frozen=True, slots=True)
class Happened:
    """What was set going in a part of a day: in words, and the ids of its raw events."""

    lines: tuple[str, ...] = ()
    event_ids: tuple[int, ...] = ()


def find_shop(db: Session) -> Merchant:
    """Return the demo shop.

    Raises:
        NoDemo: nothing was seeded.
    """
    merchant = db.scalar(select(Merchant).where(Merchant.slug == SLUG))
    if merchant is None:
        raise NoDemo("there is no demo shop here: run `dastak seed`")
    return merchant


def count_next(db: Session, token: str, now: datetime) -> int:
    """Return the number of the day that comes next, from 1. `token` names the demo's connection from now on.

    Raises:
        NoDemo: nothing was seeded.
        StillDay: the events before are not applied yet.
    """
    merchant = find_shop(db)
    connection = _connection(db, merchant, token, now)
    if is_going_on(db, merchant.id):
        raise StillDay
    return _last_day(db, connection) + 1


def store_part(db: Session, number: int, part: Part, now: datetime) -> Happened:
    """Store the events of a part of day `number`, each once; `now` is when this part ends."""
    merchant = find_shop(db)
    connection = db.scalars(select(Connection).filter_by(**_OWN, merchant_id=merchant.id)).one()
    happens = _Today(db, merchant, connection, number, now).events(part)
    ids = [_store(db, connection, event, number, now) for event in happens]
    stored = [(one, event.line) for one, event in zip(ids, happens, strict=True) if one is not None]
    return Happened(tuple(line for _, line in stored), tuple(one for one, _ in stored))


def is_going_on(db: Session, merchant_id: int | None = None) -> bool:
    """Whether events of the demo's last day still wait to be applied."""
    waiting = select(RawEvent.id).where(RawEvent.came_by == CameBy.DEMO, RawEvent.state == EventState.WAITING)
    if merchant_id is not None:
        waiting = waiting.where(RawEvent.merchant_id == merchant_id)
    return db.scalar(waiting.limit(1)) is not None


class _Today:
    """What happens on one day."""

    def __init__(self, db: Session, merchant: Merchant, connection: Connection, number: int, now: datetime) -> None:
        self.db, self.merchant, self.connection, self.number, self.now = db, merchant, connection, number, now
        self.zone = ZoneInfo(merchant.zone)

    def events(self, part: Part) -> list[Event]:
        """Everything of this part, in the order it happens; of a morning never nothing."""
        happens = list(self._steps(part))
        if part is Part.EVENING:
            return happens
        happens += self._cart() if self.number == 1 else ()
        happens += self._restock()
        if self.number % EVERY == 1 or not happens:
            happens.append(self._new_order())
        return happens

    def _steps(self, part: Part) -> Iterator[Event]:
        mine = (Order.merchant_id == self.merchant.id, Order.status == OrderStatus.OPEN)
        going = select(Order).where(*mine).order_by(Order.id)
        for order in self.db.scalars(going):
            parcel = order.parcels[-1] if order.parcels else None
            if parcel is not None and parcel.stage in ENDED:
                continue
            is_out = parcel is not None and parcel.milestone == Milestone.OUT_FOR_DELIVERY
            if is_out != (part is Part.EVENING):
                continue
            step = self._scan(order, parcel) if parcel or order.packed_at else self._pack(order)
            if step is not None:
                yield step

    def _pack(self, order: Order) -> Event | None:
        waits = order.payment == Payment.PENDING or (order.payment == Payment.COD and order.cod_confirmed_at is None)
        if waits:
            return None
        values = own_events.packed(self.db, order, self.now)
        return Event(f"{order.number}:packed", f"Order {order.number}: packed", values)

    def _scan(self, order: Order, parcel: Parcel | None) -> Event | None:
        name = parcel_steps.find_next(self.db, order, parcel)
        if name is None:
            return None
        today = self.now.astimezone(self.zone).date()
        details = parcel_steps.details_of(name, order, parcel, today)
        values = own_events.milestone(order, name, scanned_at(name, self.now, self.zone), **details)
        return Event(f"{order.number}:{name}", f"Order {order.number}: {name.replace('_', ' ')}", values)

    def _cart(self) -> Iterator[Event]:
        """Carts left behind are an hour old: the first reminder is due."""
        left = select(Cart, Customer).join(Customer, Customer.id == Cart.customer_id)
        for cart, customer in self.db.execute(left.where(Cart.merchant_id == self.merchant.id)):
            if cart.completed_at is None:
                values = own_events.cart(self.db, cart, customer, self.now - timedelta(hours=1))
                yield Event(f"{cart.token}:left", "A cart was left behind an hour ago", values)

    def _restock(self) -> Iterator[Event]:
        """What somebody waits for comes back the next day."""
        awaited = select(AwaitedProduct.product_id).where(AwaitedProduct.ended_at.is_(None))
        gone = select(Product).where(Product.merchant_id == self.merchant.id, Product.stock <= 0)
        for product in self.db.scalars(gone.where(Product.id.in_(awaited)).order_by(Product.id)):
            values = own_events.product(product, _RESTOCKED, self.now)
            yield Event(f"{product.sku}:back", f"{product.title}: back in stock", values)

    def _new_order(self) -> Event:
        made = select(func.count(RawEvent.id)).where(
            RawEvent.connection_id == self.connection.id, RawEvent.dedupe_key.like("day:%:placed")
        )
        count = self.db.scalars(made).one()
        phone, skus, payment = _NEXT_ORDERS[count % len(_NEXT_ORDERS)]
        number = str(FIRST_NEW + count)
        person = next(person for person in CAST.people if person.phone == phone)
        wanted = select(Product).where(Product.merchant_id == self.merchant.id, Product.sku.in_(skus))
        products = list(self.db.scalars(wanted.order_by(Product.id)))
        values = own_events.new_order(number, person, products, payment, self._day(_PROMISED_IN), self.now)
        return Event(f"{number}:placed", f"Order {number}: placed ({payment})", values)

    def _day(self, days: int) -> str:
        local = self.now.astimezone(self.zone).date()
        return (local + timedelta(days=days)).isoformat()


def _connection(db: Session, merchant: Merchant, token: str, now: datetime) -> Connection:
    mine = {**_OWN, "merchant_id": merchant.id}
    insert_once(db, Connection, **mine, token=token, state=ConnectionState.ACTIVE, created_at=now)
    return db.scalars(select(Connection).filter_by(**mine)).one()


def _last_day(db: Session, connection: Connection) -> int:
    keys = select(RawEvent.dedupe_key).where(RawEvent.connection_id == connection.id)
    last = db.scalar(keys.order_by(RawEvent.id.desc()).limit(1))
    return int(last.split(":")[1]) if last else 0


def _store(db: Session, connection: Connection, event: Event, day: int, now: datetime) -> int | None:
    body = json.dumps(event.values, ensure_ascii=False).encode()
    delivery = Delivery(str(event.values["type"]), body)
    return store.store(db, connection, delivery, f"day:{day}:{event.key}", now, came_by=CameBy.DEMO)
