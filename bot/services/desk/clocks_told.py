"""The clocks of conversations as a list shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.db.clocks import AnswerClock
from bot.db.conversations import Conversation
from bot.domain.answer_clocks import ClockKind, ClockState, tell_state

_FOR_AN_ANSWER = (ClockKind.FIRST, ClockKind.NEXT)


@dataclass(frozen=True, slots=True)
class ClockShown:
    """What is waited for, until when (None: paused, or the shop never opens), and how that stands."""

    kind: ClockKind
    due_at: datetime | None
    state: ClockState


def find_clocks(db: Session, page: Sequence[Conversation], now: datetime) -> dict[int, ClockShown]:
    """Find the clock of each conversation that runs out first, but for WhatsApp's window; by the conversation's id."""
    waiting = {row.id for row in page if row.waiting_since is not None}
    query = select(AnswerClock).where(
        AnswerClock.conversation_id.in_([row.id for row in page]),
        AnswerClock.ended_at.is_(None),
        AnswerClock.kind != ClockKind.WINDOW,
    )
    # Clocks follow their conversations within seconds: one that was answered just now is waited for no more.
    standing = [row for row in db.scalars(query) if row.conversation_id in waiting or row.kind not in _FOR_AN_ANSWER]
    # Those that are written first are kept last.
    standing.sort(key=lambda row: (row.due_at is not None, -row.due_at.timestamp() if row.due_at else 0.0))
    return {row.conversation_id: _shown(row, now) for row in standing}


def has_run_out(merchant_id: int) -> ColumnElement[bool]:
    """Return the condition of a shop's conversations in which a clock has run out and is still waited for."""
    late = select(AnswerClock.conversation_id).where(
        AnswerClock.merchant_id == merchant_id, AnswerClock.ended_at.is_(None), AnswerClock.breached_at.is_not(None)
    )
    return Conversation.id.in_(late)


def _shown(row: AnswerClock, now: datetime) -> ClockShown:
    state = tell_state(row.running_since is not None, row.warn_at, row.breached_at, row.due_at, now)
    return ClockShown(ClockKind(row.kind), row.due_at, state)
