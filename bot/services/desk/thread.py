"""The messages of a conversation, both sides in one row of time, turned over by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.conversations import InboundMessage
from bot.db.outgoing import OutgoingMessage

CUSTOMER = "customer"
IN, OUT = "in", "out"  # in this order: of two messages of one moment the customer's came first


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """Where a message stands in its conversation: its moment, its side (IN, OUT), its id there."""

    at: datetime
    side: str
    id: int

    @property
    def name(self) -> str:
        """What the message is called for programs: in-12, out-7."""
        return f"{self.side}-{self.id}"


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """A message of either side. `state`: an InboundState or a DeliveryState; `kind`: text, button, media …"""

    spot: Spot
    author: str
    kind: str
    text: str
    locale: str | None
    state: str


def list_messages(
    db: Session, merchant_id: int, conversation_id: int, before: Spot | None, limit: int
) -> list[ThreadMessage]:
    """List the newest messages of a conversation, or those before a spot, the newest first."""
    of = {"merchant_id": merchant_id, "conversation_id": conversation_id}
    received, queued = (InboundMessage.received_at, InboundMessage.id), (OutgoingMessage.queued_at, OutgoingMessage.id)
    came = select(InboundMessage).filter_by(**of).where(*_before(*received, IN, before))
    left = select(OutgoingMessage).filter_by(**of).where(*_before(*queued, OUT, before))
    newest_in = came.order_by(*(column.desc() for column in received)).limit(limit)
    newest_out = left.order_by(*(column.desc() for column in queued)).limit(limit)
    both = [*map(_theirs, db.scalars(newest_in)), *map(_ours, db.scalars(newest_out))]
    return sorted(both, key=lambda said: said.spot, reverse=True)[:limit]


def _before(
    at: InstrumentedAttribute[datetime], row_id: InstrumentedAttribute[int], side: str, spot: Spot | None
) -> Iterator[ColumnElement[bool]]:
    if spot is not None:
        earlier = row_id < spot.id if side == spot.side else literal(side < spot.side)
        yield or_(at < spot.at, and_(at == spot.at, earlier))


def _theirs(row: InboundMessage) -> ThreadMessage:
    return ThreadMessage(Spot(row.received_at, IN, row.id), CUSTOMER, row.kind, row.text, row.locale, row.state)


def _ours(row: OutgoingMessage) -> ThreadMessage:
    return ThreadMessage(Spot(row.queued_at, OUT, row.id), row.author, row.shown_as, row.text, row.locale, row.state)
