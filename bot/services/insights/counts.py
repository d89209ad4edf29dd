"""Counts of what waits and what failed, for the metrics page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.db.base import Base
from bot.db.conversations import Conversation, InboundMessage, KeptRequest
from bot.db.counting import MOST, count_rows
from bot.db.outgoing import Alert, OutgoingMessage
from bot.domain.conversations import InboundState
from bot.domain.delivery import DeliveryState


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are of each kind: `numbers` by the values of `label`, for the metric of this name."""

    metric: str
    title: str
    label: str
    numbers: dict[str, int]


def count_by_state(db: Session) -> list[Counts]:
    """Counts of messages by their states, and of what waits for a person; none is counted beyond MOST."""
    rows = {
        "conversations_for_a_person": _count(db, Conversation, Conversation.needs_person_since.is_not(None)),
        "kept_requests": _count(db, KeptRequest),
        "alerts": _count(db, Alert),
    }
    received = _counted(db, InboundMessage, InboundState)
    sent = _counted(db, OutgoingMessage, DeliveryState)
    return [
        Counts("dastak_inbound_messages", f"Customers' messages (up to {MOST} a state)", "state", received),
        Counts("dastak_outgoing_messages", f"Messages to customers (up to {MOST} a state)", "state", sent),
        Counts("dastak_attention", "What a person should look at", "what", rows),
    ]


def _counted(db: Session, table: type[InboundMessage | OutgoingMessage], states: Iterable[str]) -> dict[str, int]:
    # One state after the other: so the index on the state answers, and no row is read.
    numbers = {str(state): _count(db, table, table.state == state) for state in states}
    return {state: number for state, number in numbers.items() if number}


def _count(db: Session, table: type[Base], *which: ColumnElement[bool]) -> int:
    return count_rows(db, select(table.id).where(*which))
