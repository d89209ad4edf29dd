"""Customers who wait for a person outside hours are told when somebody is there, once a stretch."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.db.shop import Merchant
from bot.db.staff import StaffMember
from bot.domain.availability import Availability
from bot.domain.conversations import PersonWhy, Status
from bot.domain.sending import WINDOW, Author, Lane
from bot.services.desk.opening import describe_opening, take_away_message
from bot.services.messages.writing import Envelope, utter

# Who works late answers: the customer is told nothing over them.
_IS_HERE = select(StaffMember.id).where(
    StaffMember.id == Conversation.assignee_id, StaffMember.availability.in_((Availability.ONLINE, Availability.BUSY))
)


def list_untold(db: Session, waited_since: datetime, now: datetime, limit: int) -> list[int]:
    """List conversations of shops that are closed now whose customers wait since then and are not told."""
    waits = (
        Stretch.resolved_at.is_(None),
        Stretch.away_told_at.is_(None),
        # Who asked for something to be done was told that it is noted, and by when.
        Stretch.why != PersonWhy.REQUEST,
        Conversation.status == Status.OPEN,
        Conversation.waiting_since <= waited_since,
        Conversation.last_inbound_at > now - WINDOW,
        ~_IS_HERE.exists(),
    )
    query = select(Stretch.merchant_id).join(Conversation, Conversation.id == Stretch.conversation_id).where(*waits)
    shops = [db.get_one(Merchant, merchant_id) for merchant_id in db.scalars(query.distinct())]
    closed = [shop.id for shop in shops if not describe_opening(db, shop, now).is_open]
    if not closed:
        return []
    theirs = query.with_only_columns(Conversation.id).where(Stretch.merchant_id.in_(closed))
    return list(db.scalars(theirs.limit(limit)))


def write_message(db: Session, conversation_id: int, now: datetime) -> list[int]:
    """Write the stretch's away message, in the customer's locale; returns its rows, none where it is not to be told.

    It leaves like any message nobody asked for: not to who has said no, and not after the shop has opened.
    """
    conversation = db.get_one(Conversation, conversation_id)
    said = take_away_message(db, conversation, now)
    if said is None:
        return []
    opens_at = describe_opening(db, conversation.merchant, now).at
    envelope = Envelope(lane=Lane.NOTICE, author=Author.SYSTEM, expires_at=opens_at)
    locale = conversation.customer.locale or conversation.merchant.locale
    return [row.id for row in utter(db, conversation, [said], locale, now, envelope)]
