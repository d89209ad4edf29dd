"""When each person of a broadcast gets it: at the hour at which they usually write, within a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import bulk
from bot.db.base import table_of
from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.conversations import Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.broadcasts import OWN_HOUR, Arm
from bot.domain.delivery import DeliveryState
from bot.domain.own_hours import find_next, find_usual_hour

LOOKED_BACK = timedelta(days=180)
OF_SHOP = 2000  # of the shop's newest messages, for who has no habit


def set_own_hours(db: Session, broadcast: Broadcast, mark: int, until: int, now: datetime) -> None:
    """Let the people of a part of a broadcast's list (ids above `mark` up to `until`) wait for their own hours.

    The first share does not wait: it is there for the others.
    """
    merchant = db.get_one(Merchant, broadcast.merchant_id)
    base = broadcast.began_at or now
    if broadcast.pilot_percent:
        base += timedelta(hours=broadcast.pilot_hours)
    usual = _find_hour_of_shop(db, merchant, now)
    due = []
    habits = _read_times(db, merchant.id, mark, until, now)
    mine = (BroadcastRecipient.broadcast_id == broadcast.id, BroadcastRecipient.customer_id.between(mark + 1, until))
    their = select(BroadcastRecipient.id, Customer.id, Customer.zone)
    people = their.join(Customer, BroadcastRecipient.customer_id == Customer.id)
    for recipient_id, customer_id, zone in db.execute(people.where(*mine, BroadcastRecipient.arm != Arm.PILOT)):
        theirs = zone or merchant.zone
        hour = find_usual_hour(habits.get(customer_id, ()), theirs)
        at = find_next(usual if hour is None else hour, base, theirs, merchant.marketing_from, merchant.marketing_until)
        due.append({"id": recipient_id, "due_at": at, "reason": OWN_HOUR})
    bulk.update_rows(db, table_of(BroadcastRecipient), due)


def _read_times(db: Session, merchant_id: int, mark: int, until: int, now: datetime) -> dict[int, list[datetime]]:
    """When the customers of a part of a shop's people wrote or read, lately."""
    talks = (Conversation.merchant_id == merchant_id, Conversation.customer_id.between(mark + 1, until))
    wrote = select(Conversation.customer_id, InboundMessage.received_at).join(
        InboundMessage, InboundMessage.conversation_id == Conversation.id
    )
    read = select(Conversation.customer_id, OutgoingMessage.finished_at).join(
        OutgoingMessage, OutgoingMessage.conversation_id == Conversation.id
    )
    since = now - LOOKED_BACK
    seen = read.where(*talks, OutgoingMessage.state == DeliveryState.READ, OutgoingMessage.finished_at > since)
    times: dict[int, list[datetime]] = defaultdict(list)
    for customer_id, at in db.execute(wrote.where(*talks, InboundMessage.received_at > since)):
        times[customer_id].append(at)
    for customer_id, read_at in db.execute(seen):
        if read_at is not None:
            times[customer_id].append(read_at)
    return times


def _find_hour_of_shop(db: Session, merchant: Merchant, now: datetime) -> int:
    """The hour at which most customers of a shop write, or the first at which it sends offers."""
    newest = select(InboundMessage.received_at).where(InboundMessage.merchant_id == merchant.id)
    lately = newest.where(InboundMessage.received_at > now - LOOKED_BACK)
    hour = find_usual_hour(db.scalars(lately.order_by(InboundMessage.id.desc()).limit(OF_SHOP)), merchant.zone)
    return int(merchant.marketing_from[:2]) if hour is None else hour
