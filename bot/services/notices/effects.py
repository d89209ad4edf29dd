"""What the shop's rules told in the last days, and what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.db.notices import Notice
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent
from bot.domain.delivery import DeliveryState
from bot.domain.notices import NOT_MEANT, NoticeState

LATELY = timedelta(days=30)
# How soon after it something counts as having come of a message, and of how many of the newest that is looked at.
SOON, ORDER_SOON, LOOKED_AT = timedelta(days=1), timedelta(days=3), 5_000
_S = DeliveryState
_LEFT = (_S.ACCEPTED, _S.SENT, _S.DELIVERED, _S.READ)
_FAILED = (_S.FAILED, _S.UNDELIVERED)


@dataclass(slots=True)
class RuleEffects:
    """Of one rule: how many messages left, arrived, were read, failed, wait; what was not told, by reason; what came.

    `answered`, `stopped` and `ordered` are of the newest messages of the shop (LOOKED_AT) alone.
    """

    left: int = 0
    arrived: int = 0
    read: int = 0
    failed: int = 0
    waiting: int = 0
    untold: Counter[str] = field(default_factory=Counter)
    answered: int = 0
    stopped: int = 0
    ordered: int = 0


def read_effects(db: Session, merchant_id: int, now: datetime) -> dict[str, RuleEffects]:
    """Return what each rule did in the last 30 days, by name; a rule that did nothing is left out."""
    found: dict[str, RuleEffects] = defaultdict(RuleEffects)
    since = now - LATELY
    of_shop = (Notice.merchant_id == merchant_id, Notice.due_at > since, Notice.due_at <= now)
    sent = (
        select(Notice.rule, OutgoingMessage.state, func.count())
        .join(OutgoingMessage, OutgoingMessage.notice_id == Notice.id)
        .where(*of_shop)
        .group_by(Notice.rule, OutgoingMessage.state)
    )
    for rule, state, count in db.execute(sent):
        _count(found[rule], state, count)
    dropped = select(Notice.rule, Notice.reason, func.count()).where(*of_shop, Notice.state == NoticeState.DROPPED)
    for rule, reason, count in db.execute(dropped.group_by(Notice.rule, Notice.reason)):
        if reason not in NOT_MEANT:
            found[rule].untold[reason or "not_told"] += count
    _add_what_came(db, merchant_id, found, since)
    return dict(found)


def _count(of: RuleEffects, state: str, count: int) -> None:
    of.left += count if state in _LEFT else 0
    of.arrived += count if state in (_S.DELIVERED, _S.READ) else 0
    of.read += count if state == _S.READ else 0
    of.failed += count if state in _FAILED else 0
    of.waiting += count if state in (_S.HELD, _S.QUEUED, _S.SENDING, _S.UNKNOWN) else 0


def _add_what_came(db: Session, merchant_id: int, found: dict[str, RuleEffects], since: datetime) -> None:
    newest = (
        select(Notice.rule, OutgoingMessage.conversation_id, Conversation.customer_id, OutgoingMessage.accepted_at)
        .join(OutgoingMessage, OutgoingMessage.notice_id == Notice.id)
        .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        .where(Notice.merchant_id == merchant_id, Notice.due_at > since, OutgoingMessage.accepted_at.is_not(None))
    )
    told = db.execute(newest.order_by(Notice.due_at.desc()).limit(LOOKED_AT)).all()
    if not told:
        return
    wrote = _times(
        db,
        select(InboundMessage.conversation_id, InboundMessage.received_at).where(
            InboundMessage.conversation_id.in_({row[1] for row in told}), InboundMessage.received_at > since
        ),
    )
    people = {row[2] for row in told}
    stopped = _times(
        db,
        select(Consent.customer_id, Consent.at).where(
            Consent.customer_id.in_(people), Consent.granted.is_(False), Consent.at > since
        ),
    )
    ordered = _times(
        db,
        select(Order.customer_id, Order.placed_at).where(
            Order.merchant_id == merchant_id, Order.customer_id.in_(people), Order.placed_at > since
        ),
    )
    for rule, conversation_id, customer_id, at in told:
        assert at is not None  # asked for
        found[rule].answered += _is_after(wrote[conversation_id], at, SOON)
        found[rule].stopped += _is_after(stopped[customer_id], at, SOON)
        found[rule].ordered += _is_after(ordered[customer_id], at, ORDER_SOON)


def _times(db: Session, asked: Select[int, datetime]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for whose, at in db.execute(asked):
        found[whose].append(at)
    return found


def _is_after(times: Iterable[datetime], at: datetime, within: timedelta) -> bool:
    return any(at < one <= at + within for one in times)
