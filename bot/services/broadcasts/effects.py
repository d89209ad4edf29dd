"""What people did after a broadcast: those who were to get it, against those who were held out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, distinct, exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.conversations import Choice, Conversation, InboundMessage
from bot.db.links import Link
from bot.db.orders import Order, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent
from bot.db.requests import Request
from bot.domain.broadcasts import RecipientState, SkipWhy
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.intervals import ShareInterval, estimate_difference, estimate_share
from bot.domain.orders import Handover, OrderStatus, Payment
from bot.domain.parcels import CAME_TO_NOTHING, ParcelStage
from bot.domain.requests import RequestKind, RequestState

DAYS, MOST_DAYS = 7, 60
LEAST_CONVERSIONS = 100  # of fewer orders, a difference may well be chance
_BLOCKED = (63014, 30004)
_SENT, _HELD_OUT = "sent", "held_out"


class Effect(StrEnum):
    """What a person may have done."""

    REPLIED = "replied"
    TAPPED = "tapped"
    CLICKED = "clicked"
    OPTED_OUT = "opted_out"
    BLOCKED = "blocked"
    ORDERED = "ordered"
    KEPT = "kept"  # an order that was delivered, and did not come back


@dataclass(frozen=True, slots=True)
class EffectCount:
    """How many people did something; of who was held out, None where they cannot have or nobody was.

    `difference` is of the shares, with its interval of 95 %.
    """

    effect: Effect
    sent: int
    held_out: int | None
    difference: ShareInterval | None

    @property
    def is_clear(self) -> bool:
        """Whether the difference is more than chance would often bring."""
        return self.difference is not None and not self.difference.low <= 0 <= self.difference.high


@dataclass(frozen=True, slots=True)
class Effects:
    """What came of a broadcast between its start and `until`; `sent`: the people a message was written for."""

    days: int
    since: datetime | None
    until: datetime | None
    sent: int
    held_out: int
    counts: tuple[EffectCount, ...]

    @property
    def orders(self) -> int:
        """How many people of both parts ordered."""
        return sum(row.sent + (row.held_out or 0) for row in self.counts if row.effect == Effect.ORDERED)

    @property
    def is_few(self) -> bool:
        """Whether so few people ordered that a difference may well be chance."""
        return self.orders < LEAST_CONVERSIONS


def read_effects(db: Session, broadcast: Broadcast, days: int, now: datetime) -> Effects:
    """Return what people did within some days of a broadcast's start, or until now."""
    since = broadcast.began_at
    if since is None:
        return Effects(days, None, None, 0, 0, ())
    until = since + timedelta(days=days)
    sent, held_out = _count_people(db, broadcast.id)
    window = _Window(broadcast, since, min(until, now))
    counts = []
    for effect, find in _FOUND.items():
        did = _count(db, broadcast.id, find(window))
        comparable = held_out > 0 and effect not in _OF_MESSAGE
        others = did[1] if comparable else None
        difference = None
        if others is not None:
            difference = estimate_difference(estimate_share(did[0], sent), estimate_share(others, held_out))
        counts.append(EffectCount(effect, did[0], others, difference))
    return Effects(days, since, until, sent, held_out, tuple(counts))


def list_effect_people(
    db: Session, broadcast: Broadcast, effect: Effect, days: int, held_out: bool, after: int, limit: int, now: datetime
) -> list[int]:
    """List who did something, as `read_effects` counts them: customers above `after`, in the order of their ids."""
    if broadcast.began_at is None:
        return []
    window = _Window(broadcast, broadcast.began_at, min(broadcast.began_at + timedelta(days=days), now))
    did = _FOUND[effect](window).distinct().subquery()
    person = BroadcastRecipient.customer_id
    found = select(person).join(did, did.c[0] == person).where(BroadcastRecipient.broadcast_id == broadcast.id)
    mine = _held_out() if held_out else _sent()
    return list(db.scalars(found.where(mine, person > after).order_by(person).limit(limit)))


@dataclass(frozen=True, slots=True)
class _Window:
    broadcast: Broadcast
    since: datetime
    until: datetime

    def has(self, at: Any) -> ColumnElement[bool]:
        """Whether a time is within."""
        within: ColumnElement[bool] = (at >= self.since) & (at <= self.until)
        return within


_People = Select[int]
_Found = Callable[[_Window], _People]


def _sent() -> ColumnElement[bool]:
    return BroadcastRecipient.state == RecipientState.HANDED_OVER


def _held_out() -> ColumnElement[bool]:
    held = (BroadcastRecipient.state == RecipientState.SKIPPED) & (BroadcastRecipient.reason == SkipWhy.HELD_OUT)
    return held


def _count_people(db: Session, broadcast_id: int) -> tuple[int, int]:
    count = func.count(BroadcastRecipient.id).filter
    found = select(count(_sent()), count(_held_out())).where(BroadcastRecipient.broadcast_id == broadcast_id)
    sent, held_out = db.execute(found).one()
    return sent, held_out


def _count(db: Session, broadcast_id: int, who: _People) -> tuple[int, int]:
    """How many of both parts are among some customers: what happened is few, the list may be a million."""
    did = who.distinct().subquery()
    person = func.count(distinct(BroadcastRecipient.customer_id))
    found = (
        select(person.filter(_sent()), person.filter(_held_out()))
        .select_from(did)
        .join(BroadcastRecipient, BroadcastRecipient.customer_id == did.c[0])
        .where(BroadcastRecipient.broadcast_id == broadcast_id)
    )
    sent, held_out = db.execute(found).one()
    return sent, held_out


def _wrote(window: _Window) -> _People:
    talks = (
        Conversation.merchant_id == window.broadcast.merchant_id,
        Conversation.last_inbound_at >= window.since,
        window.has(InboundMessage.received_at),
    )
    return select(Conversation.customer_id).join(InboundMessage).where(*talks)


def _tapped(window: _Window) -> _People:
    ours = select(Choice.token).join(OutgoingMessage, OutgoingMessage.id == Choice.outgoing_id)
    tokens = ours.where(OutgoingMessage.broadcast_id == window.broadcast.id)
    return _wrote(window).where(InboundMessage.choice.in_(tokens))


def _clicked(window: _Window) -> _People:
    mine = (Link.broadcast_id == window.broadcast.id, Link.clicks > 0, Link.customer_id.is_not(None))
    return select(type_coerce(Link.customer_id, BigInteger)).where(*mine, window.has(Link.first_clicked_at))


def _opted_out(window: _Window) -> _People:
    mine = (Consent.merchant_id == window.broadcast.merchant_id, Consent.granted.is_(False))
    by_them = or_(Consent.source != ConsentSource.TWILIO, Consent.purpose == Purpose.MARKETING)
    of_offers = Consent.purpose.in_((Purpose.MARKETING, Purpose.ANY))
    return select(Consent.customer_id).where(*mine, by_them, of_offers, window.has(Consent.at))


def _blocked(window: _Window) -> _People:
    mine = OutgoingMessage.broadcast_id == window.broadcast.id
    told = select(Conversation.customer_id).join(OutgoingMessage, OutgoingMessage.conversation_id == Conversation.id)
    return told.where(mine, OutgoingMessage.error_code.in_(_BLOCKED))


def _ordered(window: _Window) -> _People:
    mine = Order.merchant_id == window.broadcast.merchant_id
    return select(Order.customer_id).where(mine, window.has(Order.placed_at))


def _kept(window: _Window) -> _People:
    """Delivered or handed over, and neither called off, paid back, on its way back nor asked to be taken back."""
    parcel = (Parcel.order_id == Order.id,)
    delivered = exists().where(*parcel, Parcel.stage == ParcelStage.DELIVERED)
    came_back = exists().where(*parcel, Parcel.stage.in_(CAME_TO_NOTHING))
    has_it = delivered | Order.handed_over_at.is_not(None) | (Order.handover == Handover.COUNTER)
    back = exists().where(
        Request.order_id == Order.id,
        Request.kind.in_((RequestKind.RETURN, RequestKind.REFUND)),
        Request.state.not_in((RequestState.REFUSED, RequestState.WITHDRAWN)),
    )
    stands = (Order.status != OrderStatus.CANCELLED, Order.payment.not_in((Payment.REFUNDED, Payment.VOIDED)))
    return _ordered(window).where(*stands, has_it, ~came_back, ~back)


_FOUND: dict[Effect, _Found] = {
    Effect.REPLIED: _wrote,
    Effect.TAPPED: _tapped,
    Effect.CLICKED: _clicked,
    Effect.OPTED_OUT: _opted_out,
    Effect.BLOCKED: _blocked,
    Effect.ORDERED: _ordered,
    Effect.KEPT: _kept,
}
# What only who got a message can have done to it.
_OF_MESSAGE = (Effect.TAPPED, Effect.CLICKED, Effect.BLOCKED)
