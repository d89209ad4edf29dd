"""Counts of what waits and what failed, for the metrics page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.conversations import Conversation, InboundMessage, KeptRequest
from bot.db.outgoing import Alert, OutgoingMessage


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are of each kind: `numbers` by the values of `label`, for the metric of this name."""

    metric: str
    title: str
    label: str
    numbers: dict[str, int]


def count_by_state(db: Session) -> list[Counts]:
    """Counts of messages by their states, and of what waits for a person."""
    waiting_people = db.scalars(
        select(func.count()).select_from(Conversation).where(Conversation.needs_person_since.is_not(None))
    ).one()
    rows = {
        "conversations_for_a_person": waiting_people,
        "kept_requests": db.scalars(select(func.count()).select_from(KeptRequest)).one(),
        "alerts": db.scalars(select(func.count()).select_from(Alert)).one(),
    }
    return [
        Counts("dastak_inbound_messages", "Customers' messages", "state", _counted(db, InboundMessage.state)),
        Counts("dastak_outgoing_messages", "Messages to customers", "state", _counted(db, OutgoingMessage.state)),
        Counts("dastak_attention", "What a person should look at", "what", rows),
    ]


def _counted(db: Session, column: InstrumentedAttribute[str]) -> dict[str, int]:
    return {state: number for state, number in db.execute(select(column, func.count()).group_by(column))}
