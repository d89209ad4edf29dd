"""What somebody who takes a conversation over needs to know, of rows alone: nothing in it is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.db.requests import Rating, Request
from bot.domain.conversations import InboundState
from bot.domain.delivery import NEGATIVE
from bot.domain.requests import RequestState
from bot.domain.sending import Author, Lane
from bot.domain.shortening import shortened
from bot.services.desk.left import find_left
from bot.services.desk.spoken_of import find_order_spoken_of
from bot.services.orders.finding import find_order

LINE = 300  # characters of somebody's words
_ASKED, _TRIED, _REQUESTS = 3, 4, 5  # lines of a kind
_RECENT = timedelta(days=60)  # of a rating
_COMPLAINTS = frozenset({"complaint"})  # intents
_LOOKED_BACK = 20  # messages


class SummaryKind(StrEnum):
    """What a line of a summary tells."""

    ASKED = "asked"  # the customer's own words
    FOUND = "found"  # order, stage, late_days, expected_on
    LEFT = "left"  # what whoever handed it back last left to be done, in their words; staff, at
    REQUEST = "request"  # reference, kind, order
    TRIED = "tried"  # what the assistant answered; key
    MOOD = "mood"  # stars, or complaint
    LOCALE = "locale"  # locale


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line: somebody's words ("" of none), and what the console says in its own."""

    kind: SummaryKind
    text: str = ""
    values: dict[str, Any] = field(default_factory=dict)


def build_summary(db: Session, conversation: Conversation, now: datetime) -> list[SummaryLine]:
    """Build the summary: asked, found, left, requests, tried, mood, language, as far as rows tell of them."""
    asked = _newest_in(db, conversation)
    return [
        *(SummaryLine(SummaryKind.ASKED, shortened(row.text, LINE)) for row in _said(asked)),
        *_found(db, conversation, now),
        *_left(db, conversation),
        *_requests(db, conversation),
        *_tried(db, conversation),
        *_mood(db, conversation, asked, now),
        *_locale(conversation),
    ]


def _newest_in(db: Session, conversation: Conversation) -> list[InboundMessage]:
    theirs = select(InboundMessage).where(InboundMessage.conversation_id == conversation.id)
    return list(db.scalars(theirs.order_by(InboundMessage.id.desc()).limit(_LOOKED_BACK)))


def _said(newest: list[InboundMessage]) -> list[InboundMessage]:
    """The last few messages with words, the oldest first; of what nobody answered yet at least one."""
    worded = [row for row in newest if row.text.strip() and row.state != InboundState.BEYOND]
    return worded[:_ASKED][::-1]


def _found(db: Session, conversation: Conversation, now: datetime) -> Iterator[SummaryLine]:
    number = find_order_spoken_of(db, conversation, now)
    order = find_order(db, conversation.merchant_id, number, now) if number else None
    if order is None:
        return
    expected = order.expected_on.isoformat() if order.expected_on else None
    told = {"order": order.number, "stage": order.stage, "late_days": order.late_days, "expected_on": expected}
    yield SummaryLine(SummaryKind.FOUND, values=told)


def _left(db: Session, conversation: Conversation) -> Iterator[SummaryLine]:
    left = find_left(db, conversation)
    if left:
        told = {"staff": left.staff_id, "at": left.at.isoformat()}
        yield SummaryLine(SummaryKind.LEFT, shortened(left.words, LINE), told)


def _requests(db: Session, conversation: Conversation) -> Iterator[SummaryLine]:
    theirs = select(Request).where(
        Request.merchant_id == conversation.merchant_id,
        Request.customer_id == conversation.customer_id,
        Request.state == RequestState.OPEN,
    )
    for row in db.scalars(theirs.order_by(Request.id.desc()).limit(_REQUESTS)):
        told = {"reference": row.reference, "kind": row.kind, "order": row.order.number if row.order else None}
        yield SummaryLine(SummaryKind.REQUEST, shortened(row.detail, LINE), told)


def _tried(db: Session, conversation: Conversation) -> Iterator[SummaryLine]:
    """The assistant's last answers, each sentence once, the oldest first."""
    ours = select(OutgoingMessage).where(
        OutgoingMessage.conversation_id == conversation.id,
        OutgoingMessage.author == Author.ASSISTANT,
        OutgoingMessage.lane == Lane.REPLY,
        OutgoingMessage.state.not_in(NEGATIVE),
    )
    answers = list(db.scalars(ours.order_by(OutgoingMessage.id.desc()).limit(_LOOKED_BACK)))
    once = {row.key or row.text: row for row in reversed(answers)}
    for row in list(once.values())[-_TRIED:]:
        yield SummaryLine(SummaryKind.TRIED, shortened(row.text, LINE), {"key": row.key})


def _mood(
    db: Session, conversation: Conversation, newest: list[InboundMessage], now: datetime
) -> Iterator[SummaryLine]:
    stars = select(Rating.stars).where(
        Rating.merchant_id == conversation.merchant_id,
        Rating.customer_id == conversation.customer_id,
        Rating.at > now - _RECENT,
    )
    last = db.scalars(stars.order_by(Rating.id.desc()).limit(1)).first()
    told: dict[str, Any] = {} if last is None else {"stars": last}
    if any(row.intent in _COMPLAINTS for row in newest):
        told["complaint"] = True
    if told:
        yield SummaryLine(SummaryKind.MOOD, values=told)


def _locale(conversation: Conversation) -> Iterator[SummaryLine]:
    if conversation.customer.locale:
        yield SummaryLine(SummaryKind.LOCALE, values={"locale": conversation.customer.locale})
