"""What Twilio has billed for the messages of broadcasts, in its own currency, and what is outstanding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, func, literal, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.domain.channels import Channel
from bot.domain.prices import Fee, fee_on, find_rate
from bot.domain.variants import Variant
from bot.services.broadcasts.receipt import BroadcastReceipt
from bot.services.messages.broadcasts import note_progress

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
    """A number whose messages of broadcasts are not all billed, as far as is known; the oldest is of `since`.

    `account`: the row of its shop's own account at Twilio, None: the installation's.
    """

    number: str
    channel: str
    since: datetime
    account: int | None = None


@dataclass(frozen=True, slots=True)
class BilledShare:
    """What so many messages of a text in a language were billed, in millionths of a currency.

    `locale` is "" where no message is kept any more.
    """

    unit: str
    locale: str
    variant: str
    micros: int
    messages: int


@dataclass(frozen=True, slots=True)
class BilledSum:
    """What so many messages were billed, in millionths of a currency."""

    unit: str
    micros: int
    messages: int


@dataclass(frozen=True, slots=True)
class BroadcastBill:
    """What was billed so far for a broadcast: `taken` messages were Twilio's to bill, repetitions among them."""

    taken: int
    shares: tuple[BilledShare, ...]

    @property
    def sums(self) -> tuple[BilledSum, ...]:
        """By currency; they are never added up."""
        units = sorted({one.unit for one in self.shares})
        return tuple(BilledSum(unit, *self._add(unit)) for unit in units)

    def _add(self, unit: str) -> tuple[int, int]:
        mine = [one for one in self.shares if one.unit == unit]
        return sum(one.micros for one in mine), sum(one.messages for one in mine)


def list_unbilled(db: Session, now: datetime) -> list[UnbilledSender]:
    """List the numbers that Twilio is to be asked about."""
    left_at = func.min(OutgoingMessage.accepted_at)
    unbilled = (
        select(Conversation.our_address, Conversation.channel, left_at, Merchant.twilio_account_id)
        .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        .join(Merchant, Merchant.id == OutgoingMessage.merchant_id)
        .where(
            OutgoingMessage.broadcast_id.is_not(None),
            OutgoingMessage.billed_micros.is_(None),
            OutgoingMessage.sid.is_not(None),
            OutgoingMessage.accepted_at.between(now - ASKED_FOR, now - FRESH),
        )
        .group_by(Conversation.our_address, Conversation.channel, Merchant.twilio_account_id)
    )
    found = db.execute(unbilled.order_by(Conversation.our_address, Conversation.channel))
    return [UnbilledSender(number, channel, since, own) for number, channel, since, own in found if since]


def note_bills(db: Session, bills: Mapping[str, tuple[int, str]], now: datetime) -> None:
    """Note what messages were billed, by their sids: millionths and the currency; and for screens that it is known."""
    told = [{"of": sid, "micros": micros, "unit": unit} for sid, (micros, unit) in sorted(bills.items())]
    if told:
        db.connection().execute(_NOTE, told)
        mine = select(OutgoingMessage.broadcast_id).where(OutgoingMessage.sid.in_(bills)).distinct()
        for broadcast_id in db.scalars(mine).all():
            if broadcast_id is not None:
                note_progress(db, broadcast_id, now)


def read_bill(db: Session, broadcast: Broadcast) -> BroadcastBill:
    """Return what a broadcast was billed so far, by currency, language and text."""
    micros: Counter[tuple[str, str, str]] = Counter()
    messages: Counter[tuple[str, str, str]] = Counter()
    taken = 0
    for unit, locale, variant, paid, bills, count in [*_read_sent(db, broadcast), *_read_kept(db, broadcast.id)]:
        taken += count
        if unit:
            micros[unit, locale, variant] += int(paid or 0)
            messages[unit, locale, variant] += bills
    return BroadcastBill(taken, tuple(BilledShare(*key, micros[key], messages[key]) for key in sorted(micros)))


def estimate_fee(db: Session, broadcast: Broadcast, told: BroadcastReceipt, currency: str, day: date) -> int:
    """Return what Twilio itself takes for a broadcast by our estimate, millionths of the shop's currency.

    0 where nothing tells how its currency stands to the shop's; an SMS has its whole price in the estimate.
    """
    by_sms = 0
    if broadcast.by_sms:
        sent = select(func.count()).join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        mine = (OutgoingMessage.broadcast_id == broadcast.id, OutgoingMessage.sid.is_not(None))
        by_sms = db.scalar(sent.where(*mine, Conversation.channel == Channel.SMS)) or 0
    failed = fee_on(day, "failed")
    paying = sum(count for reason, count in told.failed.items() if reason not in map(str, failed.free_codes))
    return estimate_message_fee(max(0, told.arrived - by_sms), currency, day) + _convert(failed, paying, currency, day)


def estimate_message_fee(messages: int, currency: str, day: date) -> int:
    """Return what Twilio itself takes for so many messages on WhatsApp, millionths of the shop's currency."""
    return _convert(fee_on(day, "message"), messages, currency, day)


def _convert(fee: Fee, count: int, currency: str, day: date) -> int:
    rate = find_rate(day, fee.unit, currency)
    if rate is None:
        return fee.micros * count if fee.unit == currency else 0
    return rate.convert(fee.micros * count)


_Row = tuple[str | None, str, str, int | None, int, int]


def _read_sent(db: Session, broadcast: Broadcast) -> Iterable[_Row]:
    """Of the messages that are kept: currency, language, text, sum, how many were billed, how many there are."""
    out = OutgoingMessage
    variant = BroadcastRecipient.variant if broadcast.second else literal(Variant.ONE.value)
    rows: Any = select(out.billed_unit, out.locale, variant, func.sum(out.billed_micros), func.count(out.billed_unit))
    rows = rows.add_columns(func.count()).where(out.broadcast_id == broadcast.id, out.sid.is_not(None))
    if broadcast.second:  # whose message it is tells the text, also of one that was tried again
        theirs = and_(
            BroadcastRecipient.broadcast_id == broadcast.id,
            BroadcastRecipient.customer_id == Conversation.customer_id,
        )
        rows = rows.join(Conversation, Conversation.id == out.conversation_id).outerjoin(BroadcastRecipient, theirs)
    found = db.execute(rows.group_by(out.billed_unit, out.locale, variant))
    return [(unit, locale, of or "", paid, bills, count) for unit, locale, of, paid, bills, count in found]


def _read_kept(db: Session, broadcast_id: int) -> Iterable[_Row]:
    """Of messages that are not kept any more: currency, no language, text, sum, how many were billed, how many were."""
    one = BroadcastRecipient
    # Before these were kept, of a person only whether anything had been taken.
    was_taken = func.coalesce(one.kept_messages, case((one.kept_taken.is_(True), 1), else_=0))
    kept = select(one.kept_unit, one.variant, func.sum(one.kept_billed), func.sum(one.kept_bills), func.sum(was_taken))
    mine = (one.broadcast_id == broadcast_id, one.kept_state.is_not(None) | one.kept_messages.is_not(None))
    found = db.execute(kept.where(*mine).group_by(one.kept_unit, one.variant))
    return [(unit, "", variant, paid, bills or 0, count or 0) for unit, variant, paid, bills, count in found]
