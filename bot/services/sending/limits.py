"""What holds back a message nobody asked for: consent, trouble, the cap on marketing, the hours of the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, case, func, literal_column, select, union_all
from sqlalchemy.orm import Session

from bot.db.ahead import recall
from bot.db.conversations import Conversation
from bot.db.notices import Notice
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.delivery import DeliveryState
from bot.domain.hours import opens_at
from bot.domain.prices import hours_on
from bot.domain.sending import Limits
from bot.services.moments import rules
from bot.services.notices import trouble
from bot.services.people import consent
from bot.services.people.many import OfMany

WITHHELD_BY_WHATSAPP = 63049
TOLD = "told"  # kept ahead by the customer
_INDIA = "+91"
# Written out: only so do both databases know that an index of these alone is meant.
_MARKETING = OutgoingMessage.purpose == literal_column(f"'{Purpose.MARKETING}'")
DAY, WEEK = timedelta(days=1), timedelta(days=7)
# Everything that has left, or may have.
_GONE = (
    DeliveryState.SENDING,
    DeliveryState.UNKNOWN,
    DeliveryState.ACCEPTED,
    DeliveryState.SENT,
    DeliveryState.DELIVERED,
    DeliveryState.READ,
)

# Built once: putting a statement together costs more than running it.
_THEIRS = Conversation.customer_id.in_(bindparam("customers", expanding=True))
_LOCK = (
    select(Customer.id)
    .where(Customer.id.in_(bindparam("customers", expanding=True)))
    .order_by(Customer.id)
    .with_for_update()
)
_LEFT_AT = func.coalesce(OutgoingMessage.accepted_at, OutgoingMessage.claimed_at)
_SENT = (
    select(Conversation.customer_id, OutgoingMessage.id, _LEFT_AT)
    .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
    .where(
        _THEIRS,
        OutgoingMessage.purpose == Purpose.MARKETING,
        OutgoingMessage.state.in_(_GONE),
        bindparam("week", type_=OutgoingMessage.claimed_at.type) < _LEFT_AT,
    )
    .order_by(_LEFT_AT.desc())
)
_WITHHELD = (
    select(Conversation.customer_id, func.max(OutgoingMessage.finished_at))
    .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
    .where(
        _THEIRS,
        OutgoingMessage.error_code == WITHHELD_BY_WHATSAPP,
        OutgoingMessage.finished_at > bindparam("day", type_=OutgoingMessage.finished_at.type),
    )
    .group_by(Conversation.customer_id)
)


def find_limits(db: Session, row: OutgoingMessage, purpose: str, now: datetime) -> Limits:
    """The limits for one message to one person now, as `purpose` (a template may have come back as marketing)."""
    conversation = row.conversation
    merchant, customer = conversation.merchant, conversation.customer
    standing = consent.read_standing(db, customer.id, conversation.channel)
    own = _find_own_opening(db, row, now)
    if purpose != Purpose.MARKETING:
        courtesy = _courtesy(merchant, customer, row.urgent, now)
        return Limits(opted_out=standing.withdrawn, opens_at=_later(own, courtesy))
    return Limits(
        opted_out=standing.withdrawn,
        agreed=Purpose.MARKETING in standing.granted,
        trouble=trouble.find_trouble(db, merchant.id, customer.id, now),
        free_at=_free_at(db, merchant, customer, row.id, now),
        opens_at=_later(own, _find_opening(conversation, now)),
    )


def _find_opening(conversation: Conversation, now: datetime) -> datetime | None:
    """When the shop's hours for marketing are open next, and for an SMS to India the law's; None when they are now."""
    merchant, customer = conversation.merchant, conversation.customer
    shops = opens_at(now, customer.zone or merchant.zone, merchant.marketing_from, merchant.marketing_until)
    if conversation.channel != Channel.SMS or not conversation.address.startswith(_INDIA):
        return shops
    lawful = hours_on(now.date(), "sms_promotional")
    laws = opens_at(now, lawful.zone, f"{lawful.begin:%H:%M}", f"{lawful.end:%H:%M}")
    return _later(shops, laws)


def _find_own_opening(db: Session, row: OutgoingMessage, now: datetime) -> datetime | None:
    """When the hours of the rule that a message tells are open next; None when they are now, or it has none."""
    notice = db.get(Notice, row.notice_id) if row.notice_id is not None else None
    rule = rules.read_rules(db, row.merchant_id).get(notice.rule) if notice else None
    if rule is None or rule.hours is None:
        return None
    conversation = row.conversation
    return opens_at(now, conversation.customer.zone or conversation.merchant.zone, *rule.hours)


def _later(*times: datetime | None) -> datetime | None:
    return max((at for at in times if at is not None), default=None)


def _courtesy(merchant: Merchant, customer: Customer, urgent: bool, now: datetime) -> datetime | None:
    if urgent:
        return None
    return opens_at(now, customer.zone or merchant.zone, merchant.courtesy_from, merchant.courtesy_until)


def _free_at(db: Session, merchant: Merchant, customer: Customer, row_id: int | None, now: datetime) -> datetime | None:
    """When one more marketing message fits under the caps of a day and a week; None when it does now.

    The customer's row is locked first: two messages on two channels must not both find room.
    """
    told = recall(db, TOLD, customer.id, lambda: read_told(db, (customer.id,), now)[customer.id])
    waits = [told.withheld_at + DAY] if told.withheld_at is not None else []
    for most, length in ((merchant.marketing_per_day, DAY), (merchant.marketing_per_week, WEEK)):
        within = [at for sent_id, at in told.sent if at > now - length and sent_id != row_id]
        if most <= 0:
            waits.append(now + length)
        elif len(within) >= most:
            waits.append(within[most - 1] + length)
    return max(waits, default=None)


@dataclass(slots=True)
class Told:
    """The offers a customer got in a week, newest first, by their rows; when WhatsApp withheld one within a day."""

    sent: list[tuple[int, datetime]] = field(default_factory=list)
    withheld_at: datetime | None = None


def read_told(db: Session, customer_ids: Collection[int], now: datetime) -> dict[int, Told]:
    """Lock these customers, in the order of their ids, and return what each was told."""
    db.execute(_LOCK, {"customers": sorted(customer_ids)})
    found = {one: Told() for one in customer_ids}
    asked = {"customers": list(customer_ids), "week": now - WEEK}
    for customer_id, row_id, at in db.execute(_SENT, asked):
        found[customer_id].sent.append((row_id, at))
    # WhatsApp itself withheld marketing from this person: another one within a day makes it worse (FACTS 3.4).
    for customer_id, withheld_at in db.execute(_WITHHELD, {"customers": list(customer_ids), "day": now - DAY}):
        found[customer_id].withheld_at = withheld_at
    return found


def select_capped(merchant: Merchant, asked: OfMany) -> Select[Any] | CompoundSelect[Any]:
    """Return the query of the customers for whom the caps leave no room now: `_free_at` of many at once."""
    if merchant.marketing_per_day <= 0 or merchant.marketing_per_week <= 0:
        return select(Customer.id).where(Customer.merchant_id == merchant.id, asked.keeps(Customer.id))
    theirs = (OutgoingMessage.merchant_id == merchant.id, asked.keeps(Conversation.customer_id))
    talks = select(Conversation.customer_id).join(OutgoingMessage, OutgoingMessage.conversation_id == Conversation.id)
    accepted = OutgoingMessage.accepted_at.is_not(None)
    # Two looks, each by an index of its own: what was taken, and the few that may have been.
    taken = talks.add_columns(OutgoingMessage.accepted_at.label("at")).where(
        *theirs, _MARKETING, OutgoingMessage.state.in_(_GONE), accepted, OutgoingMessage.accepted_at > asked.now - WEEK
    )
    claimed = talks.add_columns(OutgoingMessage.claimed_at.label("at")).where(
        *theirs, _MARKETING, OutgoingMessage.state.in_(_GONE), ~accepted, OutgoingMessage.claimed_at > asked.now - WEEK
    )
    sent = union_all(taken, claimed).subquery()
    today = func.sum(case((sent.c.at > asked.now - DAY, 1), else_=0))
    full = (today >= merchant.marketing_per_day) | (func.count() >= merchant.marketing_per_week)
    withheld = talks.where(
        *theirs,
        OutgoingMessage.error_code == literal_column(str(WITHHELD_BY_WHATSAPP)),
        OutgoingMessage.finished_at > asked.now - DAY,
    )
    return union_all(select(sent.c.customer_id).group_by(sent.c.customer_id).having(full), withheld)
