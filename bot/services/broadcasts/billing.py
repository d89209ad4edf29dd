"""What Twilio has billed for the messages of broadcasts, in its own currency, beside our estimate in the shop's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage

# Prices come minutes to hours after a message; who has none after so long is told as not billed.
ASKED_FOR, FRESH = timedelta(days=4), timedelta(minutes=10)
_TABLE = table_of(OutgoingMessage)
_NOTE = (
    update(_TABLE)
    .where(_TABLE.c.sid == bindparam("of"))
    .values(billed_micros=bindparam("micros"), billed_unit=bindparam("unit"))
)


@dataclass(frozen=True, slots=True)
class UnbilledSender:
    """A number whose messages of broadcasts are not all billed, as far as is known; the oldest is of `since`."""

    number: str
    channel: str
    since: datetime


@dataclass(frozen=True, slots=True)
class BilledSum:
    """What so many messages were billed, in millionths of a currency."""

    unit: str
    micros: int
    messages: int


def list_unbilled(db: Session, now: datetime) -> list[UnbilledSender]:
    """List the numbers that Twilio is to be asked about."""
    left_at = func.min(OutgoingMessage.accepted_at)
    unbilled = (
        select(Conversation.our_address, Conversation.channel, left_at)
        .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        .where(
            OutgoingMessage.broadcast_id.is_not(None),
            OutgoingMessage.billed_micros.is_(None),
            OutgoingMessage.sid.is_not(None),
            OutgoingMessage.accepted_at.between(now - ASKED_FOR, now - FRESH),
        )
        .group_by(Conversation.our_address, Conversation.channel)
    )
    found = db.execute(unbilled.order_by(Conversation.our_address, Conversation.channel))
    return [UnbilledSender(number, channel, since) for number, channel, since in found if since is not None]


def note_bills(db: Session, bills: Mapping[str, tuple[int, str]]) -> None:
    """Note what messages were billed, by their sids: millionths and the currency."""
    told = [{"of": sid, "micros": micros, "unit": unit} for sid, (micros, unit) in sorted(bills.items())]
    if told:
        db.connection().execute(_NOTE, told)


def count_bills(db: Session, broadcast_id: int) -> list[BilledSum]:
    """Return what a broadcast was billed so far, by currency; they are never added up."""
    mine = (OutgoingMessage.broadcast_id == broadcast_id, OutgoingMessage.billed_unit.is_not(None))
    whole = select(OutgoingMessage.billed_unit, func.sum(OutgoingMessage.billed_micros), func.count()).where(*mine)
    found = db.execute(whole.group_by(OutgoingMessage.billed_unit).order_by(OutgoingMessage.billed_unit))
    return [BilledSum(unit or "", int(micros or 0), count) for unit, micros, count in found]
