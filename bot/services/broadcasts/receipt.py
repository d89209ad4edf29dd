"""The receipt of a broadcast: every person counted once, both sums add up, every number is a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.db.broadcasts import BroadcastRecipient
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.domain.broadcast_reasons import BroadcastReason, find_broadcast_reason
from bot.domain.delivery import DeliveryState
from bot.services.broadcasts.outcomes import ACCEPTED, ReceiptPart, select_outcomes

# Of so many people of a list at a time is asked what became of them: a million at once would take seconds a page.
CHUNK, LOOKS = 5000, 20


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many people of a part have this reason."""

    part: ReceiptPart
    reason: BroadcastReason
    count: int


@dataclass(frozen=True, slots=True)
class LocaleCost:
    """How many messages in a language and of a text were accepted, and what they cost; `locale` is "" where no message
    is kept any more.
    """

    locale: str
    variant: str
    accepted: int
    cost_micros: int


@dataclass(frozen=True, slots=True)
class BroadcastReceipt:
    """How many people of a broadcast stand where; `audience` is counted by itself.

    audience = accepted + skipped + failed + unknown + not started, accepted = held + sent + delivered + read + dropped.
    `cost_micros`: what the accepted ones cost by our estimate, millionths of the shop's currency. `arrived`: of the
    accepted ones those that nobody has said no to; `failed`: those that failed afterwards, by reason.
    """

    audience: int
    parts: Counter[ReceiptPart]
    reasons: tuple[ReasonCount, ...]
    cost_micros: int
    costs: tuple[LocaleCost, ...]
    arrived: int
    failed: Counter[str]

    @property
    def accepted(self) -> int:
        """How many messages WhatsApp or the carrier took."""
        return sum(self.parts[part] for part in ACCEPTED)


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What became of one person."""

    recipient_id: int
    customer_id: int
    name: str
    part: ReceiptPart
    reason: str
    cost_micros: int
    locale: str = ""
    variant: str = ""


@dataclass(frozen=True, slots=True)
class UnknownMessage:
    """Since when it is not known whether a person's message left, and when Twilio's list is asked next, if it is."""

    since: datetime | None
    next_at: datetime | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people of a receipt; None: whatever it is."""

    parts: Container[str] | None = None
    reason: str | None = None
    locale: str | None = None
    variant: str | None = None

    def has(self, row: ReceiptRow) -> bool:
        """Whether one is among them."""
        return (self.parts is None or row.part in self.parts) and all(
            wanted is None or wanted == found
            for wanted, found in ((self.reason, row.reason), (self.locale, row.locale), (self.variant, row.variant))
        )


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Some people of a part; `following` is the `after` of the next page, None on the last."""

    rows: tuple[ReceiptRow, ...]
    following: int | None


def read_receipt(db: Session, broadcast_id: int) -> BroadcastReceipt:
    """Return the receipt as it is now, counted in one statement."""
    one = select_outcomes(broadcast_id).subquery()
    by = (one.c.part, one.c.reason, one.c.locale, one.c.variant, one.c.state)
    counted = select(*by, func.count(), func.sum(one.c.cost_micros), _count(broadcast_id).scalar_subquery())
    parts: Counter[ReceiptPart] = Counter()
    reasons: Counter[tuple[ReceiptPart, str]] = Counter()
    accepted: Counter[tuple[str, str]] = Counter()
    costs: Counter[tuple[str, str]] = Counter()
    failed: Counter[str] = Counter()
    audience = 0
    for told, reason, locale, variant, state, count, cost, audience in db.execute(counted.group_by(*by)):  # noqa: B007
        part = ReceiptPart(told)
        parts[part] += count
        if reason:
            reasons[part, reason] += count
        if part == ReceiptPart.DROPPED and state == DeliveryState.FAILED:
            failed[reason] += count
        if part in ACCEPTED or cost:
            accepted[locale, variant] += count if part in ACCEPTED else 0
            costs[locale, variant] += int(cost or 0)
    told_reasons = [ReasonCount(part, find_broadcast_reason(name), count) for (part, name), count in reasons.items()]
    told_reasons.sort(key=lambda row: (-row.count, row.part, row.reason.name))
    each = tuple(LocaleCost(*key, accepted[key], costs[key]) for key in sorted(costs))
    arrived = sum(parts[part] for part in ACCEPTED if part != ReceiptPart.DROPPED)
    return BroadcastReceipt(audience, parts, tuple(told_reasons), costs.total(), each, arrived, failed)


def count_people(db: Session, broadcast_id: int) -> int:
    """Count the people of a broadcast's list."""
    return db.scalar(_count(broadcast_id)) or 0


def list_people(db: Session, broadcast_id: int, wanted: Wanted, after: int, limit: int) -> ReceiptPage:
    """List people of a broadcast, in the order of the list.

    A page may be shorter than `limit`, even empty, and not the last: only so many people are looked through for it.
    """
    rows: list[ReceiptRow] = []
    for _ in range(LOOKS):
        until = _find_until(db, broadcast_id, after)
        if until is None:
            return ReceiptPage(tuple(rows), None)
        for row in _list_between(db, broadcast_id, after, until):
            if wanted.has(row):
                rows.append(row)
                if len(rows) == limit:
                    return ReceiptPage(tuple(rows), row.recipient_id)
        after = until
    return ReceiptPage(tuple(rows), after)


def find_doubts(db: Session, broadcast_id: int, rows: Sequence[ReceiptRow]) -> dict[int, UnknownMessage]:
    """Find what is known of those of whom it is not known whether their message left, by customer."""
    unknown = [row.customer_id for row in rows if row.part == ReceiptPart.UNKNOWN]
    if not unknown:
        return {}
    out = OutgoingMessage
    mine = (out.broadcast_id == broadcast_id, out.state.in_((DeliveryState.SENDING, DeliveryState.UNKNOWN)))
    asked = select(Conversation.customer_id, func.coalesce(out.claimed_at, out.queued_at), out.not_before, out.attempts)
    found = asked.join(Conversation, Conversation.id == out.conversation_id)
    theirs = db.execute(found.where(*mine, Conversation.customer_id.in_(unknown)).order_by(out.id))
    return {customer_id: UnknownMessage(since, next_at, attempts) for customer_id, since, next_at, attempts in theirs}


def list_everybody(db: Session, broadcast_id: int) -> Iterator[ReceiptRow]:
    """Go through all people of a broadcast, some thousand at a time."""
    after = 0
    while (until := _find_until(db, broadcast_id, after)) is not None:
        yield from _list_between(db, broadcast_id, after, until)
        after = until


def _count(broadcast_id: int) -> Select[int]:
    return select(func.count(BroadcastRecipient.id)).where(BroadcastRecipient.broadcast_id == broadcast_id)


def _find_until(db: Session, broadcast_id: int, after: int) -> int | None:
    following = select(BroadcastRecipient.id).where(
        BroadcastRecipient.broadcast_id == broadcast_id, BroadcastRecipient.id > after
    )
    until: int | None = db.scalar(
        select(func.max(following.order_by(BroadcastRecipient.id).limit(CHUNK).subquery().c.id))
    )
    return until


def _list_between(db: Session, broadcast_id: int, after: int, until: int) -> Iterator[ReceiptRow]:
    one = select_outcomes(broadcast_id, after, until).subquery()
    theirs = (one.c.part, one.c.reason, one.c.cost_micros, one.c.locale, one.c.variant)
    whole = select(one.c.recipient_id, one.c.customer_id, Customer.name, *theirs)
    found = whole.join(Customer, Customer.id == one.c.customer_id).order_by(one.c.recipient_id)
    for recipient_id, customer_id, name, part, reason, cost, locale, variant in db.execute(found):
        yield ReceiptRow(recipient_id, customer_id, name, ReceiptPart(part), reason, int(cost or 0), locale, variant)
