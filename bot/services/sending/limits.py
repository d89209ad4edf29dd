"""What holds back a message nobody asked for: consent, trouble, the cap on marketing, the hours of the day."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.delivery import DeliveryState
from bot.domain.hours import opens_at
from bot.domain.prices import hours_on
from bot.domain.sending import Limits
from bot.services.notices import trouble
from bot.services.people import consent

WITHHELD_BY_WHATSAPP = 63049
_INDIA = "+91"
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


def find_limits(db: Session, row: OutgoingMessage, purpose: str, now: datetime) -> Limits:
    """The limits for one message to one person now, as `purpose` (a template may have come back as marketing)."""
    conversation = row.conversation
    merchant, customer = conversation.merchant, conversation.customer
    standing = consent.read_standing(db, customer.id, conversation.channel)
    if purpose != Purpose.MARKETING:
        return Limits(opted_out=standing.withdrawn, opens_at=_courtesy(merchant, customer, row.urgent, now))
    return Limits(
        opted_out=standing.withdrawn,
        agreed=Purpose.MARKETING in standing.granted,
        trouble=trouble.find_trouble(db, merchant.id, customer.id, now),
        free_at=_free_at(db, merchant, customer, row.id, now),
        opens_at=_find_opening(conversation, now),
    )


def _find_opening(conversation: Conversation, now: datetime) -> datetime | None:
    """When the shop's hours for marketing are open next, and for an SMS to India the law's; None when they are now."""
    merchant, customer = conversation.merchant, conversation.customer
    shops = opens_at(now, customer.zone or merchant.zone, merchant.marketing_from, merchant.marketing_until)
    if conversation.channel != Channel.SMS or not conversation.address.startswith(_INDIA):
        return shops
    lawful = hours_on(now.date(), "sms_promotional")
    laws = opens_at(now, lawful.zone, f"{lawful.begin:%H:%M}", f"{lawful.end:%H:%M}")
    return max((at for at in (shops, laws) if at is not None), default=None)


def _courtesy(merchant: Merchant, customer: Customer, urgent: bool, now: datetime) -> datetime | None:
    if urgent:
        return None
    return opens_at(now, customer.zone or merchant.zone, merchant.courtesy_from, merchant.courtesy_until)


def _free_at(db: Session, merchant: Merchant, customer: Customer, row_id: int, now: datetime) -> datetime | None:
    """When one more marketing message fits under the caps of a day and a week; None when it does now.

    The customer's row is locked first: two messages on two channels must not both find room.
    """
    db.execute(select(Customer.id).where(Customer.id == customer.id).with_for_update())
    left_at = func.coalesce(OutgoingMessage.accepted_at, OutgoingMessage.claimed_at)
    sent = db.scalars(
        select(left_at)
        .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        .where(
            Conversation.customer_id == customer.id,
            OutgoingMessage.purpose == Purpose.MARKETING,
            OutgoingMessage.state.in_(_GONE),
            OutgoingMessage.id != row_id,
            left_at > now - WEEK,
        )
        .order_by(left_at.desc())
    ).all()
    waits = _withheld(db, customer, now)
    for most, length in ((merchant.marketing_per_day, DAY), (merchant.marketing_per_week, WEEK)):
        within = [at for at in sent if at > now - length]
        if most <= 0:
            waits.append(now + length)
        elif len(within) >= most:
            waits.append(within[most - 1] + length)
    return max(waits, default=None)


def _withheld(db: Session, customer: Customer, now: datetime) -> list[datetime]:
    """WhatsApp itself withheld marketing from this person: another one within a day makes it worse (FACTS 3.4)."""
    newest = db.scalar(
        select(func.max(OutgoingMessage.finished_at))
        .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        .where(
            Conversation.customer_id == customer.id,
            OutgoingMessage.error_code == WITHHELD_BY_WHATSAPP,
            OutgoingMessage.finished_at > now - DAY,
        )
    )
    return [newest + DAY] if newest else []
