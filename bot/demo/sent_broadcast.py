"""How the demo's last broadcast went: handed over message by message, and what Twilio said of each.

Everything that follows from it is what the system does about it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.channels.twilio.errors import response_to
from bot.db.ahead import forget_ahead
from bot.db.broadcasts import Broadcast
from bot.db.outgoing import OutgoingMessage
from bot.domain.broadcasts import BroadcastState
from bot.domain.delivery import DeliveryState
from bot.domain.prices import RUPEE, fee_on, find_rate
from bot.ports import Accepted, StatusUpdate
from bot.services.broadcasts import billing, feeding, watching
from bot.services.messages import held
from bot.services.sending import failures, outbox, statuses
from bot.services.sending.taken import Claimed

BATCH = 50
BILLED_AFTER = timedelta(hours=6)
MOST = 20  # times that it is looked at, some hours apart
# States of Twilio with the seconds after which it says so, and the error.
_Way = tuple[tuple[str, int, int], ...]
_SENT = (("sent", 2, 0),)
_DELIVERED: _Way = (*_SENT, ("delivered", 4, 0))
_READ: _Way = (*_DELIVERED, ("read", 900, 0))
# What becomes of a message, by its place in the order in which they leave; of all others one in three is not read.
_ODD: Mapping[int, _Way] = {
    5: _SENT,
    33: _SENT,
    **dict.fromkeys((7, 19, 40), (*_SENT, ("undelivered", 3, 63049))),
    **dict.fromkeys((12, 25), (*_SENT, ("undelivered", 2, 63024))),
    30: (*_SENT, ("undelivered", 2, 63014)),
    43: (*_SENT, ("undelivered", 2, 63033)),
    50: (*_SENT, ("undelivered", 3, 63049)),  # the first of those that are tried again
}


@dataclass(slots=True)
class SentBroadcast:
    """The broadcast as it went."""

    db: Session
    account: str
    broadcast_id: int
    left: int = 0  # how many messages so far


def send(past: SentBroadcast) -> None:
    """Feed and hand over, and a day later what WhatsApp did not take at first; then it is over."""
    row = past.db.get_one(Broadcast, past.broadcast_id, populate_existing=True)
    now = row.began_at or row.created_at
    while feeding.feed_batch(past.db, row.id, past.account, now, BATCH).has_more:
        pass
    for _ in range(MOST):
        forget_ahead(past.db)
        past.db.execute(update(Broadcast).where(Broadcast.id == row.id).values(alive_at=now))
        held.release(past.db, now)
        for outgoing_id in _list_due(past.db, row.id, now):
            now += timedelta(milliseconds=200)
            _hand_over(past, outgoing_id, now)
        now += timedelta(minutes=20)
        past.db.execute(update(Broadcast).where(Broadcast.id == row.id).values(alive_at=now))
        watching.look_after(past.db, row.id, now)
        past.db.refresh(row)
        if row.state != BroadcastState.RUNNING:
            return
        now += timedelta(hours=5)


def bill(past: SentBroadcast) -> None:
    """Note what Twilio billed for each message, hours after the last: its fee, and WhatsApp's price once delivered."""
    mine = (OutgoingMessage.broadcast_id == past.broadcast_id, OutgoingMessage.sid.is_not(None))
    bills, last = {}, None
    for row in past.db.scalars(select(OutgoingMessage).where(*mine).order_by(OutgoingMessage.accepted_at)):
        if row.sid and row.accepted_at:
            bills[row.sid], last = _price(row, row.accepted_at.date()), row.accepted_at
    if last is not None:
        billing.note_bills(past.db, bills, last + BILLED_AFTER)


def _price(row: OutgoingMessage, day: date) -> tuple[int, str]:
    fee = fee_on(day, "message")
    if row.state == DeliveryState.UNDELIVERED:
        return 0, fee.unit
    rate = find_rate(day, fee.unit, RUPEE)
    delivered = row.state in (DeliveryState.DELIVERED, DeliveryState.READ)
    return fee.micros + (rate.convert_back(row.cost_micros or 0) if rate and delivered else 0), fee.unit


def _list_due(db: Session, broadcast_id: int, now: datetime) -> list[int]:
    queued = select(OutgoingMessage.id, OutgoingMessage.not_before).where(
        OutgoingMessage.broadcast_id == broadcast_id, OutgoingMessage.state == DeliveryState.QUEUED
    )
    return [one for one, not_before in db.execute(queued.order_by(OutgoingMessage.id)) if (not_before or now) <= now]


def _hand_over(past: SentBroadcast, outgoing_id: int, now: datetime) -> None:
    """Claim it, let Twilio take it, and do what its callbacks call for."""
    db = past.db
    claimed = outbox.claim(db, outgoing_id, past.account, now)
    if not isinstance(claimed, Claimed):
        return
    sid = f"SM{secrets.token_hex(16)}"
    outbox.record_accepted(db, outgoing_id, Accepted(sid, "queued"), None, now)
    token = db.get_one(OutgoingMessage, outgoing_id).token
    way = _ODD.get(past.left, _READ if past.left % 3 else _DELIVERED)
    past.left += 1
    at = now
    for status, seconds, code in way:
        at += timedelta(seconds=seconds)
        failed = statuses.take(db, StatusUpdate(sid, token, status, code or None, None, {}), at)
        if failed is not None:
            failures.react(db, failed, response_to(code), at)
    db.flush()
