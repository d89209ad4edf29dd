"""An event of a merchant's own system -> our words."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from bot.domain.clocks import told_or_heard
from bot.domain.news import (
    Address,
    CartNews,
    ConsentNews,
    CustomerNews,
    Line,
    News,
    OrderNews,
    OrderRef,
    ParcelNews,
    Person,
    ProductNews,
    RefundNews,
)
from bot.domain.orders import Handover
from bot.domain.tracking_numbers import split_numbers
from bot.ports import Known
from bot.shops.own import shapes


def read_event(event: shapes.Event, known: Known) -> tuple[News, ...]:
    """What an event says; of several boxes, whose numbers came in one field, each by itself."""
    told = news_of(event, known)
    return _apart(told) if isinstance(told, ParcelNews) else (told,)


def _apart(parcel: ParcelNews) -> tuple[ParcelNews, ...]:
    first, *others = split_numbers(parcel.tracking_number) or ("",)
    # Only the first keeps the id: a parcel is known by either.
    more = (replace(parcel, tracking_number=number, external_id="") for number in others)
    return (replace(parcel, tracking_number=first), *more)


@singledispatch
def news_of(event: shapes.Event, known: Known) -> News:
    """What an event says. An order without an id of its own is known by its number."""
    raise TypeError(f"no reading for {type(event).__name__}")


@news_of.register
def _order(event: shapes.OrderEvent, known: Known) -> News:
    return OrderNews(
        external_id=event.id or event.number,
        number=event.number,
        person=_person(event.customer, event.ship_to.country or known.country),
        lines=_lines(event.items),
        total=event.total,
        currency=event.currency or known.currency,
        placed_at=event.placed_at,
        version_at=told_or_heard(event.updated_at, known.received_at),
        payment=event.payment,
        ship_to=Address(**event.ship_to.model_dump()),
        cancelled_at=event.cancelled_at,
        packed_at=event.packed_at,
        promised_on=event.promised_on,
        cart_tokens=event.cart_tokens,
        accepts_marketing=event.accepts_marketing,
        refunded=event.refunded,
        to_pay=event.to_pay,
        handover=_handover(event),
        handed_over_at=event.collected_at,
    )


@news_of.register
def _parcel(event: shapes.ParcelEvent, known: Known) -> News:
    return ParcelNews(
        order=_order_ref(event.order),
        milestone=event.milestone or "",
        at=told_or_heard(event.at, known.received_at),
        external_id=event.id,
        tracking_number=event.tracking_number,
        courier=event.courier,
        tracking_url=event.tracking_url,
        courier_phone=event.courier_phone,
        place=event.place,
        expected_on=event.expected_on,
        late_why=event.late_why,
        failed_why=event.failed_why,
        lines=_lines(event.items),
        cancelled=event.cancelled,
    )


@news_of.register
def _refund(event: shapes.RefundEvent, known: Known) -> News:
    currency = event.currency or known.currency
    return RefundNews(_order_ref(event.order), event.id, event.amount, currency, event.at, event.done)


@news_of.register
def _cart(event: shapes.CartEvent, known: Known) -> News:
    return CartNews(
        token=event.token,
        lines=_lines(event.items),
        currency=event.currency or known.currency,
        updated_at=event.updated_at,
        person=_person(event.customer, known.country),
        recovery_url=event.recovery_url,
        completed_at=event.completed_at,
        accepts_marketing=event.accepts_marketing,
        gone=event.gone,
    )


@news_of.register
def _customer(event: shapes.CustomerEvent, known: Known) -> News:
    return CustomerNews(_person(event.customer, known.country), event.updated_at, event.gone)


@news_of.register
def _consent(event: shapes.ConsentEvent, known: Known) -> News:
    person = _person(event.customer, known.country)
    return ConsentNews(person, event.channel, event.granted, event.at, event.words)


@news_of.register
def _product(event: shapes.ProductEvent, known: Known) -> News:
    return ProductNews(**event.model_dump(exclude={"type"}))


def _person(buyer: shapes.Buyer, country: str) -> Person:
    return Person(
        external_id=buyer.id,
        name=buyer.name,
        phones=(buyer.phone,) if buyer.phone else (),
        own_phones=(buyer.phone,) if buyer.phone else (),
        country=buyer.country or country,
        email=buyer.email,
        locale=buyer.locale,
        birthday=buyer.birthday,
    )


def _lines(items: tuple[shapes.Item, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(item.title, item.quantity, item.price, item.sku, item.id, item.picture_url, item.shipped) for item in items
    )


def _handover(event: shapes.OrderEvent) -> Handover:
    told = Handover(event.shipping)
    sent = any(item.shipped for item in event.items)
    return Handover.NOTHING if told == Handover.COURIER and not sent else told


def _order_ref(which: shapes.WhichOrder) -> OrderRef:
    return OrderRef(which.id or which.number, which.number)
