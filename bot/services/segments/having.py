"""Whether a customer has one of the things that are listed, as SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select

from bot.db.awaited import AwaitedProduct
from bot.db.conversations import Conversation, InboundMessage
from bot.db.inbox import ConversationLabel
from bot.db.orders import Order, OrderItem, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer, Identity
from bot.db.shop import Product
from bot.domain.channels import Channel
from bot.domain.orders import OrderStatus
from bot.domain.segments.fields import MISSED_KEYS, Comparison, KnownBy, Missed
from bot.domain.segments.places import word_key
from bot.domain.segments.rules import Trait
from bot.domain.segments.states import STATES, list_exceptions
from bot.services.people.customers import PHONE, WHATSAPP_USER
from bot.services.segments.agreeing import has_said
from bot.services.segments.asking import Inquiry

_People = type[Customer]
_FIRST, _LAST = "0", "9"
_DIGITS = 6  # of a PIN code


def has_one_of(condition: Trait, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    """Return whether a person has one of what a condition lists, or none of it where it says so."""
    listed = condition.value if isinstance(condition.value, tuple) else ()
    found = _LISTED[condition.field](condition, listed, person, asked)
    return found if condition.operator is Comparison.ONE_OF else ~found


_Listed = Sequence[Any]


def _speaks(_condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    # Not by `coalesce`, of which PostgreSQL expects next to nobody: it would then go customer by customer.
    here = person.locale.in_(listed)
    return or_(here, person.locale.is_(None)) if asked.scope.locale in listed else here & person.locale.is_not(None)


def _is_known_by(_condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    theirs = (Identity.customer_id == person.id, Identity.merchant_id == asked.merchant_id)
    phone = exists().where(*theirs, Identity.kind == PHONE, Identity.unreachable.is_(False)).correlate(person)
    username = exists().where(*theirs, Identity.kind == WHATSAPP_USER).correlate(person)
    means = {KnownBy.PHONE: phone, KnownBy.USERNAME: username & ~phone, KnownBy.NOTHING: ~phone & ~username}
    return or_(*(means[KnownBy(one)] for one in listed))


def _orders(person: _People, asked: Inquiry) -> Select[int]:
    mine = (Order.customer_id == person.id, Order.merchant_id == asked.merchant_id)
    return select(literal(1)).select_from(Order).where(*mine, asked.keeps(Order.customer_id))


def _standing(condition: Trait, person: _People, asked: Inquiry) -> Select[int]:
    rows = _orders(person, asked).where(Order.status != OrderStatus.CANCELLED)
    return rows if condition.days is None else rows.where(Order.placed_at >= asked.scope.since(condition.days))


def _city(_condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    keys = sorted({word_key(one) for one in listed})
    return _orders(person, asked).where(Order.city_key.in_(keys)).correlate(person).exists()


def _begins(prefixes: Sequence[str]) -> ColumnElement[bool]:
    """All PIN codes have six digits: so a range means a prefix, and an index on any collation finds it."""
    ranges = ((one.ljust(_DIGITS, _FIRST), one.ljust(_DIGITS, _LAST)) for one in prefixes)
    return or_(*(Order.pin_key.between(*ends) for ends in ranges))


def _pin(_condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    return _orders(person, asked).where(_begins(listed)).correlate(person).exists()


def _state(_condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    rows = _orders(person, asked).where(_begins([prefix for code in listed for prefix in STATES[code].prefixes]))
    exceptions = list_exceptions(listed)
    return (rows.where(~_begins(exceptions)) if exceptions else rows).correlate(person).exists()


def _status(condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    rows = _orders(person, asked).where(Order.status.in_(listed))
    lately = rows if condition.days is None else rows.where(Order.placed_at >= asked.scope.since(condition.days))
    return lately.correlate(person).exists()


def _payment(condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    return _standing(condition, person, asked).where(Order.payment.in_(listed)).correlate(person).exists()


def _parcel(condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    rows = _orders(person, asked).join(Parcel, Parcel.order_id == Order.id).where(Parcel.stage.in_(listed))
    lately = rows if condition.days is None else rows.where(Parcel.stage_at >= asked.scope.since(condition.days))
    return lately.correlate(person).exists()


def _product(condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    return _bought(OrderItem.product_id.in_(listed), condition, person, asked)


def _category(condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    written = sorted({word for one in listed for word in asked.categories.get(word_key(one), ())})
    theirs = select(Product.id).where(Product.merchant_id == asked.merchant_id, Product.category.in_(written))
    return _bought(OrderItem.product_id.in_(theirs), condition, person, asked)


def _bought(which: ColumnElement[bool], condition: Trait, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    """Grouped once for the shop: through three tables PostgreSQL would else go customer by customer."""
    orders = (Order.merchant_id == asked.merchant_id, Order.status != OrderStatus.CANCELLED)
    rows = select(Order.customer_id).join(OrderItem, OrderItem.order_id == Order.id).where(*orders, which)
    lately = rows if condition.days is None else rows.where(Order.placed_at >= asked.scope.since(condition.days))
    buyers = lately.where(asked.keeps(Order.customer_id)).group_by(Order.customer_id).subquery()
    return exists().where(buyers.c.customer_id == person.id).correlate(person)


def _talks(person: _People, asked: Inquiry) -> Select[int]:
    mine = (Conversation.customer_id == person.id, Conversation.merchant_id == asked.merchant_id)
    return select(literal(1)).select_from(Conversation).where(*mine, asked.keeps(Conversation.customer_id))


def _asked(condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    rows = _talks(person, asked).join(InboundMessage, InboundMessage.conversation_id == Conversation.id)
    said = rows.where(InboundMessage.merchant_id == asked.merchant_id, InboundMessage.intent.in_(listed))
    at = InboundMessage.received_at
    lately = said if condition.days is None else said.where(at >= asked.scope.since(condition.days))
    return lately.correlate(person).exists()


def _missed(condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    keys = [key for one in listed for key in MISSED_KEYS[Missed(one)]]
    rows = _talks(person, asked).join(OutgoingMessage, OutgoingMessage.conversation_id == Conversation.id)
    said = rows.where(OutgoingMessage.merchant_id == asked.merchant_id, OutgoingMessage.key.in_(keys))
    at = OutgoingMessage.queued_at
    lately = said if condition.days is None else said.where(at >= asked.scope.since(condition.days))
    return lately.correlate(person).exists()


def _awaits(_condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    waits = (AwaitedProduct.ended_at.is_(None), AwaitedProduct.moment_id.is_(None))
    mine = (AwaitedProduct.customer_id == person.id, AwaitedProduct.merchant_id == asked.merchant_id)
    return exists().where(*mine, *waits, AwaitedProduct.product_id.in_(listed)).correlate(person)


def _labels(_condition: Trait, listed: _Listed, person: _People, asked: Inquiry) -> ColumnElement[bool]:
    rows = _talks(person, asked).join(ConversationLabel, ConversationLabel.conversation_id == Conversation.id)
    return rows.where(ConversationLabel.label_id.in_(listed)).correlate(person).exists()


def _consent(
    channel: Channel, _condition: Trait, listed: _Listed, person: _People, asked: Inquiry
) -> ColumnElement[bool]:
    return has_said(channel, listed, person, asked)


_LISTED: Mapping[str, Callable[[Trait, _Listed, _People, Inquiry], ColumnElement[bool]]] = {
    "customer.locale": _speaks,
    "customer.reach": _is_known_by,
    "place.city": _city,
    "place.pin": _pin,
    "place.state": _state,
    "orders.status": _status,
    "orders.payment": _payment,
    "orders.parcel": _parcel,
    "bought.product": _product,
    "bought.category": _category,
    "chat.asked": _asked,
    "chat.missed": _missed,
    "chat.awaits": _awaits,
    "consent.whatsapp": partial(_consent, Channel.WHATSAPP),
    "consent.sms": partial(_consent, Channel.SMS),
    "labels.has": _labels,
}
