"""Messages of which we don't know whether they left: settled against Twilio's own log, never blindly repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.outgoing import OutgoingMessage
from bot.domain.delivery import DeliveryState
from bot.ports import Accepted, Logged
from bot.services.messages import states
from bot.services.sending import outbox

# Twilio's list may lag behind its POST; a message absent from it for this long after the attempt was not taken.
ABSENT_FOR = timedelta(seconds=30)
CLOCK_SKEW = timedelta(seconds=5)


# A message that Twilio never takes must not keep the conversation waiting for ever.
MAX_ATTEMPTS = 4
FIRST_LOOK, LATER_LOOKS = timedelta(seconds=5), timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What to ask Twilio's log about."""

    outgoing_id: int
    receiver: str
    channel: str
    sender: str
    since: datetime
    text: str


def claim_doubt(db: Session, outgoing_id: int, now: datetime) -> Doubt | None:
    """The question for an unknown row; None when it is settled meanwhile or was asked just now.

    The next look is put off before this one begins, so that a log that hangs is not asked in a crowd.
    """
    due = or_(OutgoingMessage.not_before.is_(None), OutgoingMessage.not_before <= now)
    ours = update(OutgoingMessage).where(
        OutgoingMessage.id == outgoing_id, OutgoingMessage.state == DeliveryState.UNKNOWN, due
    )
    if not won(db, ours.values(not_before=now + LATER_LOOKS)):
        return None
    row = db.get_one(OutgoingMessage, outgoing_id)
    conversation = row.conversation
    # With a Messaging Service Twilio chooses among its numbers: any of them may be ours.
    sender = "" if conversation.merchant.messaging_service_sid else conversation.our_address
    since = (row.claimed_at or row.queued_at) - CLOCK_SKEW
    return Doubt(row.id, conversation.address, conversation.channel, sender, since, row.text)


def settle(db: Session, asked: Doubt, log: Sequence[Logged], now: datetime) -> str:
    """Decide by Twilio's log whether a message in doubt has left.

    Returns "found", "failed" (a reaction is due), "send_again" (back in the queue) or "wait" (too early to tell).
    """
    row = db.get_one(OutgoingMessage, asked.outgoing_id, with_for_update=True)
    if row.state != DeliveryState.UNKNOWN:
        return "found"
    taken = set(db.scalars(select(OutgoingMessage.sid).where(OutgoingMessage.sid.in_([entry.sid for entry in log]))))
    ours = [entry for entry in log if entry.sid not in taken and _same(entry.body, asked.text)]
    if ours:
        # The oldest: two equal texts to one person leave in order.
        entry = min(ours, key=lambda entry: (entry.created_at is None, entry.created_at or now))
        failed = outbox.record_accepted(db, row.id, Accepted(entry.sid, entry.status), entry.error_code, now)
        return "failed" if failed else "found"
    if row.claimed_at and now < row.claimed_at + ABSENT_FOR:
        row.not_before = now + FIRST_LOOK
        return "wait"
    if row.attempts >= MAX_ATTEMPTS:
        states.give_up(row, "Twilio never took it", now)
        return "failed"
    states.send_again(row)
    return "send_again"


def _same(body: str, text: str) -> bool:
    return " ".join(body.split()) == " ".join(text.split())
