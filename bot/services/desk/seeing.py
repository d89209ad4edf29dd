"""How far somebody has seen a conversation. That is theirs alone, and has nothing to do with whether it is answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.claims import insert_once
from bot.db.conversations import Conversation, InboundMessage
from bot.db.desk import Note, TimelineEvent
from bot.db.inbox import ConversationSeen, NoteMention
from bot.db.outgoing import OutgoingMessage
from bot.services.desk.order_events import find_order_event_at

_Time = InstrumentedAttribute[datetime]
# By what stands before the number of a row of the thread.
_TIMES: dict[str, tuple[type[InboundMessage | OutgoingMessage | Note | TimelineEvent], _Time]] = {
    "in": (InboundMessage, InboundMessage.received_at),
    "out": (OutgoingMessage, OutgoingMessage.queued_at),
    "note": (Note, Note.at),
    "event": (TimelineEvent, TimelineEvent.at),
}


def note_seen(db: Session, row: Conversation, staff_id: int, name: str, now: datetime) -> bool:
    """Note that somebody has seen a conversation up to a row of its thread (in-12, note-3); False when it has no such.

    Whoever saw more already has seen that; notes up to there that name them are read.
    """
    side, _, number = name.partition("-")
    up_to = _find_time(db, row, side, int(number), now)
    if up_to is None:
        return False
    whose = {"conversation_id": row.id, "staff_id": staff_id}
    if insert_once(db, ConversationSeen, merchant_id=row.merchant_id, up_to=up_to, **whose) is None:
        further = update(ConversationSeen).filter_by(**whose).where(ConversationSeen.up_to < up_to)
        db.execute(further.values(up_to=up_to))
    named = update(NoteMention).filter_by(**whose).where(NoteMention.read_at.is_(None), NoteMention.at <= up_to)
    db.execute(named.values(read_at=now))
    return True


def _find_time(db: Session, row: Conversation, side: str, number: int, now: datetime) -> datetime | None:
    if side not in _TIMES:
        return find_order_event_at(db, row, now, side, number)
    table, at = _TIMES[side]
    return db.scalar(select(at).where(table.conversation_id == row.id, table.id == number))


def forget_seen(db: Session, row: Conversation, staff_id: int) -> None:
    """Have a conversation as unread for somebody, and the newest note of it that names them."""
    whose = {"conversation_id": row.id, "staff_id": staff_id}
    db.execute(delete(ConversationSeen).filter_by(**whose))
    newest = select(func.max(NoteMention.id)).filter_by(**whose).scalar_subquery()
    db.execute(update(NoteMention).where(NoteMention.id == newest).values(read_at=None))
