"""What Twilio has billed for the messages of broadcasts, in its own currency, and what is outstanding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, literal, select, update
from sqlalchemy.orm import Session, aliased

from bot.db.accounts import OwnAccount
from bot.db.base import table_of
from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant, is_open
from bot.domain.channels import Channel
from bot.domain.prices import Fee, fee_on, find_rate
from bot.domain.variants import Variant
from bot.services.accounts import own
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

    `account`: the row of an own account at Twilio that its shop uses, or used then; None: the installation's.
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
    """What was billed so far for a broadcast: `taken` messages were Twilio's to bill, repetitions among them.

    `elsewhere` of them left by an account that the shop has left and whose token is gone: only its own bill tells them.
    """

    taken: int
    shares: tuple[BilledShare, ...]
    elsewhere: int = 0

    @property
    def sums(self) -> tuple[BilledSum, ...]:
        """By currency; they are never added up."""
        units = sorted({one.unit for one in self.shares})
        return tuple(BilledSum(unit, *self._add(unit)) for unit in units)

    def _add(self, unit: str) -> tuple[int, int]:
        mine = [one for one in self.shares if one.unit == unit]
        return sum(one.micros for one in mine), sum(one.messages for one in mine)


def list_unbilled(db: Session, now: datetime) -> list[UnbilledSender]:
    """List the numbers of open shops that Twilio is to be asked about, by each account they may have left by."""
    left_at = func.min(OutgoingMessage.accepted_at)
    unbilled = (
        select(OutgoingMessage.merchant_id, Conversation.our_address, Conversation.channel, left_at)
        .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        .where(
            is_open(OutgoingMessage.merchant_id),
            OutgoingMessage.broadcast_id.is_not(None),
            OutgoingMessage.billed_micros.is_(None),
            OutgoingMessage.sid.is_not(None),
            OutgoingMessage.accepted_at.between(now - ASKED_FOR, now - FRESH),
        )
        .group_by(OutgoingMessage.merchant_id, Conversation.our_address, Conversation.channel)
    )
    oldest: dict[tuple[str, str, int | None], datetime] = {}
    for shop_id, number, channel, since in db.execute(
        unbilled.order_by(Conversation.our_address, Conversation.channel)
    ):
        if since is None:
            continue
        for _, account in own.list_since(db, db.get_one(Merchant, shop_id), since):
            if account is None or own.find_token(db, account):  # what is forgotten can't be asked: `elsewhere` tells it
                place = (number, channel, account)
                oldest[place] = min(since, oldest.get(place, since))
    return [UnbilledSender(number, channel, since, account) for (number, channel, account), since in oldest.items()]


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
    shares = tuple(BilledShare(*key, micros[key], messages[key]) for key in sorted(micros))
    return BroadcastBill(taken, shares, _count_elsewhere(db, broadcast.id))


def _count_elsewhere(db: Session, broadcast_id: int) -> int:
    """Count what is not billed here, and left while the shop used an account whose token is gone."""
    out, one = OutgoingMessage, OwnAccount
    used = (one.merchant_id == out.merchant_id, one.since <= out.accepted_at, one.until > out.accepted_at)
    # A token that was renewed is another row of the same account, which is asked by the newer one.
    newer = aliased(OwnAccount)
    asked = exists().where(newer.merchant_id == one.merchant_id, newer.sid == one.sid, newer.token != "")
    forgotten = exists().where(*used, one.token == "", ~asked)
    mine = (out.broadcast_id == broadcast_id, out.sid.is_not(None), out.billed_micros.is_(None), forgotten)
    return db.scalar(select(func.count()).select_from(out).where(*mine)) or 0


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
