"""When something last happened to a customer, as SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.db.conversations import Conversation
from bot.db.links import Link
from bot.db.orders import Cart, Order
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.requests import Rating
from bot.domain.delivery import DeliveryState
from bot.domain.orders import OrderStatus
from bot.domain.segments.fields import Comparison
from bot.domain.segments.rules import Trait
from bot.services.segments.asking import Inquiry

_Time = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
_Happening = tuple[Select[int], _Time]


def is_when(condition: Trait, person: type[Customer], asked: Inquiry) -> ColumnElement[bool]:
    """Return whether something happened to a person when a condition says."""
    rows, at = _RECORDED[condition.field](person, asked)
    ever = rows.where(at.is_not(None)).correlate(person).exists()
    if condition.operator is Comparison.EVER:
        return ever
    if condition.operator is Comparison.NEVER:
        return ~ever
    since = asked.scope.since(condition.value if isinstance(condition.value, int) else 0)
    lately = rows.where(at >= since).correlate(person).exists()
    if condition.operator is Comparison.IN_LAST_DAYS:
        return lately
    return ever & ~lately if condition.operator is Comparison.BEFORE_LAST_DAYS else ~lately


def _of(
    table: type[Order | Cart | Conversation | Rating | Link], person: type[Customer], asked: Inquiry
) -> Select[int]:
    mine = (table.customer_id == person.id, table.merchant_id == asked.merchant_id)
    return select(literal(1)).select_from(table).where(*mine, asked.keeps(table.customer_id))


def _created(person: type[Customer], asked: Inquiry) -> _Happening:
    themselves = (Customer.id == person.id, Customer.merchant_id == asked.merchant_id)
    return select(literal(1)).where(*themselves), Customer.created_at


def _ordered(person: type[Customer], asked: Inquiry) -> _Happening:
    return _of(Order, person, asked).where(Order.status != OrderStatus.CANCELLED), Order.placed_at


def _left(person: type[Customer], asked: Inquiry) -> _Happening:
    return _of(Cart, person, asked).where(Cart.completed_at.is_(None)), Cart.updated_at


def _wrote(person: type[Customer], asked: Inquiry) -> _Happening:
    return _of(Conversation, person, asked), Conversation.last_inbound_at


def _rated(person: type[Customer], asked: Inquiry) -> _Happening:
    return _of(Rating, person, asked), Rating.at


def _clicked(person: type[Customer], asked: Inquiry) -> _Happening:
    return _of(Link, person, asked), Link.last_clicked_at


def _read(person: type[Customer], asked: Inquiry) -> _Happening:
    messages = _of(Conversation, person, asked).join(
        OutgoingMessage, OutgoingMessage.conversation_id == Conversation.id
    )
    return messages.where(OutgoingMessage.state == DeliveryState.READ), OutgoingMessage.finished_at


_RECORDED: Mapping[str, Callable[[type[Customer], Inquiry], _Happening]] = {
    "customer.created": _created,
    "orders.last": _ordered,
    "cart.left": _left,
    "chat.wrote": _wrote,
    "rating.last": _rated,
    "links.clicked": _clicked,
    "messages.read": _read,
}
