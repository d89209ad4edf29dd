"""What a segment knows of one customer, read row by row: so that it can be told why somebody is in it, or is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from bot.db.awaited import AwaitedProduct
from bot.db.conversations import Conversation, InboundMessage
from bot.db.inbox import ConversationLabel
from bot.db.links import Link
from bot.db.orders import Cart, Order, OrderItem
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer, PointsEntry
from bot.db.requests import Rating
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.delivery import DeliveryState
from bot.domain.segments.fields import MISSED_KEYS, Consented, KnownBy
from bot.domain.segments.profile import AskedFor, OpenCart, Ordered, Parcelled, Profile, Rated
from bot.services.people.consent import read_standing
from bot.services.people.customers import PHONE, WHATSAPP_USER

_MISSED = {key: missed for missed, keys in MISSED_KEYS.items() for key in keys}


def read_profile(db: Session, person: Customer) -> Profile:
    """Return all that rules can ask of a customer."""
    theirs = select(Conversation.id).where(Conversation.customer_id == person.id)
    sent = OutgoingMessage.conversation_id.in_(theirs)
    clicked = select(Link.last_clicked_at).where(Link.customer_id == person.id)
    awaits = select(AwaitedProduct.product_id).where(
        AwaitedProduct.customer_id == person.id, AwaitedProduct.ended_at.is_(None), AwaitedProduct.moment_id.is_(None)
    )
    labels = select(ConversationLabel.label_id).where(ConversationLabel.conversation_id.in_(theirs))
    points = select(func.coalesce(func.sum(PointsEntry.points), 0)).where(PointsEntry.customer_id == person.id)
    read = select(OutgoingMessage.finished_at).where(sent, OutgoingMessage.state == DeliveryState.READ)
    return Profile(
        locale=person.locale,
        created_at=person.created_at,
        birthday=person.birthday,
        reach=_reach(person),
        points=db.scalars(points).one(),
        orders=tuple(map(_ordered, _orders(db, person))),
        carts=tuple(map(_cart, _carts(db, person))),
        wrote=_times(db, select(Conversation.last_inbound_at).where(Conversation.customer_id == person.id)),
        asked=_asked(db, theirs),
        missed=_missed(db, theirs),
        awaits=frozenset(db.scalars(awaits)),
        ratings=_ratings(db, person),
        consent={channel: _consent(db, person, channel) for channel in Channel},
        labels=frozenset(db.scalars(labels)),
        clicked=_times(db, clicked),
        read=_times(db, read),
    )


def _times(db: Session, query: Select[Any]) -> tuple[datetime, ...]:
    return tuple(at for at in db.scalars(query) if at is not None)


def _reach(person: Customer) -> KnownBy:
    kinds = {one.kind for one in person.identities if not (one.kind == PHONE and one.unreachable)}
    if PHONE in kinds:
        return KnownBy.PHONE
    return KnownBy.USERNAME if WHATSAPP_USER in kinds else KnownBy.NOTHING


def _orders(db: Session, person: Customer) -> Iterable[Order]:
    whole = (selectinload(Order.items).selectinload(OrderItem.product), selectinload(Order.parcels))
    return db.scalars(select(Order).where(Order.customer_id == person.id).options(*whole))


def _ordered(order: Order) -> Ordered:
    products = [item.product for item in order.items if item.product is not None]
    return Ordered(
        order.placed_at,
        order.status,
        order.payment,
        order.total,
        order.currency,
        order.city_key,
        order.pin_key,
        tuple(Parcelled(parcel.stage, parcel.stage_at) for parcel in order.parcels),
        frozenset(product.id for product in products),
        frozenset(product.category for product in products),
    )


def _carts(db: Session, person: Customer) -> Iterable[Cart]:
    query = select(Cart).where(Cart.customer_id == person.id, Cart.completed_at.is_(None))
    return db.scalars(query.options(selectinload(Cart.items)))


def _cart(cart: Cart) -> OpenCart:
    return OpenCart(cart.updated_at, sum(item.price * item.quantity for item in cart.items), cart.currency)


def _asked(db: Session, theirs: Select[int]) -> tuple[AskedFor, ...]:
    query = select(InboundMessage.intent, InboundMessage.received_at).where(
        InboundMessage.conversation_id.in_(theirs), InboundMessage.intent.is_not(None)
    )
    return tuple(AskedFor(intent or "", at) for intent, at in db.execute(query))


def _missed(db: Session, theirs: Select[int]) -> tuple[AskedFor, ...]:
    query = select(OutgoingMessage.key, OutgoingMessage.queued_at).where(
        OutgoingMessage.conversation_id.in_(theirs), OutgoingMessage.key.in_(_MISSED)
    )
    return tuple(AskedFor(_MISSED[key or ""], at) for key, at in db.execute(query))


def _ratings(db: Session, person: Customer) -> tuple[Rated, ...]:
    query = select(Rating.stars, Rating.at).where(Rating.customer_id == person.id).order_by(Rating.id)
    return tuple(Rated(stars, at) for stars, at in db.execute(query))


def _consent(db: Session, person: Customer, channel: Channel) -> Consented:
    standing = read_standing(db, person.id, channel)
    if Purpose.MARKETING in standing.withdrawn:
        return Consented.WITHDRAWN
    return Consented.AGREED if Purpose.MARKETING in standing.granted else Consented.UNSAID
