"""Messages of which we don't know whether they left: settled against Twilio's own log, never blindly repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.outgoing import OutgoingMessage
from bot.domain import delivery
from bot.ports import Accepted, Logged
from bot.services import outbox

# Twilio's list may lag behind its POST; a message absent from it for this long after the attempt was not taken.
ABSENT_FOR = timedelta(seconds=30)
CLOCK_SKEW = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What to ask Twilio's log about."""

    outgoing_id: int
    receiver: str
    channel: str
    since: datetime
    text: str


def doubt(db: Session, outgoing_id: int) -> Doubt | None:
    """The question for an unknown row; None when a callback has settled it meanwhile."""
    row = db.get(OutgoingMessage, outgoing_id)
    if row is None or row.state != delivery.UNKNOWN or row.claimed_at is None:
        return None
    conversation = row.conversation
    since = row.claimed_at - CLOCK_SKEW
    return Doubt(row.id, conversation.address, conversation.channel, since, row.text)


def settle(db: Session, asked: Doubt, log: Sequence[Logged], now: datetime) -> str:
    """Decide by the log: "found", "send_again" (back in the queue) or "wait" (too early to tell)."""
    row = db.get_one(OutgoingMessage, asked.outgoing_id, with_for_update=True)
    if row.state != delivery.UNKNOWN:
        return "found"
    taken = set(db.scalars(select(OutgoingMessage.sid).where(OutgoingMessage.sid.in_([entry.sid for entry in log]))))
    ours = [entry for entry in log if entry.sid not in taken and _same(entry.body, asked.text)]
    if ours:
        # The oldest: two equal texts to one person leave in order.
        entry = min(ours, key=lambda entry: (entry.created_at is None, entry.created_at or now))
        outbox.accepted(db, row.id, Accepted(entry.sid, entry.status), now)
        return "found"
    if row.claimed_at and now < row.claimed_at + ABSENT_FOR:
        return "wait"
    again = update(OutgoingMessage).where(OutgoingMessage.id == row.id, OutgoingMessage.state == delivery.UNKNOWN)
    return "send_again" if won(db, again.values(state=delivery.QUEUED, not_before=None)) else "found"


def _same(body: str, text: str) -> bool:
    return " ".join(body.split()) == " ".join(text.split())
