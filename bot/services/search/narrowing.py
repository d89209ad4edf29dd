"""What a list of customers is narrowed by, as conditions of a customer and as the ids of the few a number leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select
from sqlalchemy.orm import Session, aliased

from bot.db.orders import Order, Parcel
from bot.db.people import Consent, Customer, Identity
from bot.domain.access import Viewer
from bot.domain.consent import Purpose, Stand
from bot.domain.orders import OVER, Handover, OrderStatus
from bot.services.people.customers import PHONE, WHATSAPP_USER
from bot.services.search import people

LEAST_DIGITS = 4  # of a phone number: fewer would be half of all
LEAST_LETTERS = 3  # of what WhatsApp calls somebody
_MANY = 1_000  # customers of one number: no more are looked through
_OF_OFFERS = (Purpose.MARKETING, Purpose.ANY)


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """Which customers: by what was typed ("" for all), and narrowed by what is given."""

    asked: str = ""
    locale: str | None = None
    consent: Stand | None = None
    has_open_order: bool = False
    is_without_phone: bool = False


def list_conditions(merchant_id: int, wanted: CustomerFilter) -> Iterator[ColumnElement[bool]]:
    """Yield what a customer of the shop has to be, beside what was typed and the language."""
    if wanted.consent:
        yield _stands(merchant_id, wanted.consent)
    if wanted.has_open_order:
        yield has_any(_select_open_orders(merchant_id))
    if wanted.is_without_phone:
        yield not_(has_any(select(Identity.id).where(Identity.customer_id == Customer.id, Identity.kind == PHONE)))


def has_any(rows: Select[int]) -> ColumnElement[bool]:
    """Return the condition that a query finds something for a customer, which is asked of each one by itself.

    The offset keeps PostgreSQL from reading the whole table first, which it takes to be quicker, to fill one page.
    """
    return rows.correlate(Customer).offset(0).exists()


def list_numbered(db: Session, viewer: Viewer, number: str) -> Sequence[int]:
    """List the ids of whom a number means: an order's, a parcel's, the end of a phone's, or a part of a username."""
    ways = [people.select_ordered(viewer.merchant_id, number), people.select_tracked(viewer.merchant_id, number)]
    digits = "".join(one for one in number if one.isascii() and one.isdigit())
    if any(map(str.isalpha, number)):
        return [*list_called(db, viewer, number), *(row_id for way in ways for row_id in _newest(db, way))]
    if len(digits) >= LEAST_DIGITS:
        ways.append(people.select_reached(viewer, digits))
    return [row_id for way in ways for row_id in _newest(db, way)]


def list_called(db: Session, viewer: Viewer, name: str) -> Sequence[int]:
    """List the ids of those whom WhatsApp calls so, who may show no number."""
    called = name.removeprefix("@")
    if len(called) < LEAST_LETTERS:
        return ()
    known = select(Identity.customer_id).where(
        Identity.merchant_id == viewer.merchant_id, Identity.kind == WHATSAPP_USER
    )
    return _newest(db, known.where(Identity.value.icontains(called, autoescape=True)))


def _newest(db: Session, customers: Select[int]) -> Sequence[int]:
    found = customers.subquery()
    return db.scalars(select(found.c[0]).order_by(found.c[0].desc()).limit(_MANY)).all()


def _stands(merchant_id: int, stand: Stand) -> ColumnElement[bool]:
    """As bot.services.people.consent reads the ledger: on each channel the newest word on offers, or on all, counts."""
    theirs = (Consent.merchant_id == merchant_id, Consent.customer_id == Customer.id)
    later = aliased(Consent)
    is_last = ~exists().where(
        later.customer_id == Consent.customer_id,
        later.channel == Consent.channel,
        later.purpose.in_(_OF_OFFERS),
        later.id > Consent.id,
    )
    no = (Consent.purpose.in_(_OF_OFFERS), Consent.granted.is_(False), is_last)
    stopped = has_any(select(Consent.id).where(*theirs, *no))
    if stand is Stand.STOPPED:
        return stopped
    # START after STOP brings back what was agreed before; it is no new agreement to offers.
    agreed = has_any(select(Consent.id).where(*theirs, Consent.purpose == Purpose.MARKETING, Consent.granted.is_(True)))
    return and_(agreed if stand is Stand.AGREED else not_(agreed), not_(stopped))


def _select_open_orders(merchant_id: int) -> Select[int]:
    """Return the query for a customer's orders of which something is still to come."""
    parcels = select(Parcel.id).where(Parcel.order_id == Order.id)
    return select(Order.id).where(
        Order.merchant_id == merchant_id,
        Order.customer_id == Customer.id,
        Order.status == OrderStatus.OPEN,
        Order.handed_over_at.is_(None),
        Order.handover.not_in((Handover.COUNTER, Handover.NOTHING)),
        or_(parcels.where(Parcel.stage.not_in(OVER)).exists(), not_(parcels.exists())),
    )
