"""Counts of what waits and what failed, for the metrics page."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.conversations import Conversation, InboundMessage, KeptRequest
from bot.db.outgoing import Alert, OutgoingMessage

Counts = tuple[str, str, str, dict[str, int]]


def by_state(db: Session) -> list[Counts]:
    """(metric, help, label, label value -> number) of each count."""
    waiting_people = db.scalars(
        select(func.count()).select_from(Conversation).where(Conversation.needs_person_since.is_not(None))
    ).one()
    rows = {
        "conversations_for_a_person": waiting_people,
        "kept_requests": db.scalars(select(func.count()).select_from(KeptRequest)).one(),
        "alerts": db.scalars(select(func.count()).select_from(Alert)).one(),
    }
    return [
        ("dastak_inbound_messages", "Customers' messages", "state", _counted(db, InboundMessage.state)),
        ("dastak_outgoing_messages", "Messages to customers", "state", _counted(db, OutgoingMessage.state)),
        ("dastak_attention", "What a person should look at", "what", rows),
    ]


def _counted(db: Session, column: InstrumentedAttribute[str]) -> dict[str, int]:
    return {state: number for state, number in db.execute(select(column, func.count()).group_by(column))}
