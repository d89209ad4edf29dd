"""What a conversation shows, in one row of time: both sides' messages, the shop's notes, what happened between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.attachments import Attachment
from bot.db.conversations import Choice, Conversation, InboundMessage, Media
from bot.db.desk import Note, TimelineEvent
from bot.db.outgoing import OutgoingMessage
from bot.domain.conversations import MediaState
from bot.domain.delivery import WITHHELD, DeliveryState
from bot.domain.sending import Author
from bot.services.desk.order_events import ThreadEvent, list_order_events

CUSTOMER = "customer"
# Of what shares a moment, in the order of these names: what a rule did stands above the message it sent.
EVENT, IN, NOTE, OUT = "event", "in", "note", "out"
_SOURCES: Mapping[str, tuple[Any, InstrumentedAttribute[datetime]]] = {
    EVENT: (TimelineEvent, TimelineEvent.at),
    IN: (InboundMessage, InboundMessage.received_at),
    NOTE: (Note, Note.at),
    OUT: (OutgoingMessage, OutgoingMessage.queued_at),
}
Row = TimelineEvent | InboundMessage | Note | OutgoingMessage | ThreadEvent


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """Where something stands in its conversation: its moment, its side (IN, NOTE, or one of an order), its id there."""

    at: datetime
    side: str
    id: int

    @property
    def name(self) -> str:
        """What it is called for programs: in-12, out-7."""
        return f"{self.side}-{self.id}"


@dataclass(frozen=True, slots=True)
class ThreadFile:
    """A file of a message. `place`: media or attachments, whose ids they are; `state` is a MediaState."""

    place: str
    id: int
    content_type: str
    size: int | None
    state: str


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """A message of either side. `state`: an InboundState or a DeliveryState; `kind`: text, button, media …

    `because` is why it is held or was ended, `due_at` when it leaves, `choices` are the titles below it, `place` is
    the form of a message that tells where its sender is.
    """

    spot: Spot
    author: str
    kind: str
    text: str
    locale: str | None
    state: str
    staff_id: int | None = None
    choices: tuple[str, ...] = ()
    files: tuple[ThreadFile, ...] = ()
    picture_url: str = ""
    because: str | None = None
    error_code: int | None = None
    error_text: str | None = None
    due_at: datetime | None = None
    is_withheld: bool = False
    is_template: bool = False
    place: Mapping[str, Any] = field(default_factory=dict)


def list_messages(
    db: Session, merchant_id: int, conversation_id: int, before: Spot | None, limit: int
) -> list[ThreadMessage]:
    """List the newest messages of a conversation, or those before a spot, the newest first."""
    found = _list_kept(db, merchant_id, conversation_id, before, limit, (IN, OUT))
    told = describe_messages(db, found)
    return [told[spot] for spot, _ in found]


def list_rows(
    db: Session, conversation: Conversation, before: Spot | None, limit: int, now: datetime
) -> list[tuple[Spot, Row]]:
    """List the newest rows of a thread, or those before a spot, events of orders among them; the newest first."""
    found = _list_kept(db, conversation.merchant_id, conversation.id, before, limit, tuple(_SOURCES))
    for event in list_order_events(db, conversation, now, partial(_before, spot=before), limit):
        found.append((Spot(event.at, event.side, event.id), event))
    return sorted(found, key=lambda one: one[0], reverse=True)[:limit]


def _list_kept(
    db: Session, merchant_id: int, conversation_id: int, before: Spot | None, limit: int, sides: Sequence[str]
) -> list[tuple[Spot, Row]]:
    of = {"merchant_id": merchant_id, "conversation_id": conversation_id}
    found: list[tuple[Spot, Row]] = []
    for side in sides:
        table, at = _SOURCES[side]
        mine = select(table).filter_by(**of).where(*_before(at, table.id, side, before))
        newest = db.scalars(mine.order_by(at.desc(), table.id.desc()).limit(limit))
        found += [(Spot(getattr(row, at.key), side, row.id), row) for row in newest]
    return sorted(found, key=lambda one: one[0], reverse=True)[:limit]


def describe_messages(db: Session, rows: Iterable[tuple[Spot, Row]]) -> dict[Spot, ThreadMessage]:
    """Describe those of some rows that are messages, with their choices and files."""
    came = {spot: row for spot, row in rows if isinstance(row, InboundMessage)}
    left = {spot: row for spot, row in rows if isinstance(row, OutgoingMessage)}
    choices = defaultdict[int, list[str]](list)
    offered = select(Choice.outgoing_id, Choice.title).where(Choice.outgoing_id.in_([row.id for row in left.values()]))
    for outgoing_id, title in db.execute(offered.order_by(Choice.position)):
        choices[outgoing_id].append(title)
    theirs, ours = _their_files(db, came.values()), _our_files(db, left.values())
    return {spot: _theirs(spot, row, theirs[row.id]) for spot, row in came.items()} | {
        spot: _ours(spot, row, choices[row.id], ours[row.id]) for spot, row in left.items()
    }


def _before(
    at: InstrumentedAttribute[datetime], row_id: InstrumentedAttribute[int], side: str, spot: Spot | None
) -> Iterator[ColumnElement[bool]]:
    if spot is not None:
        earlier = row_id < spot.id if side == spot.side else literal(side < spot.side)
        yield or_(at < spot.at, and_(at == spot.at, earlier))


def _their_files(db: Session, rows: Iterable[InboundMessage]) -> Mapping[int, list[ThreadFile]]:
    files = defaultdict[int, list[ThreadFile]](list)
    query = select(Media).where(Media.inbound_id.in_([row.id for row in rows if row.kind == "media"]))
    for one in db.scalars(query.order_by(Media.position)):
        files[one.inbound_id].append(ThreadFile("media", one.id, one.content_type, one.size, one.state))
    return files


def _our_files(db: Session, rows: Iterable[OutgoingMessage]) -> Mapping[int, list[ThreadFile]]:
    files = defaultdict[int, list[ThreadFile]](list)
    query = select(Attachment).where(Attachment.outgoing_id.in_([row.id for row in rows if row.author == Author.AGENT]))
    for one in db.scalars(query.order_by(Attachment.id)):
        state = MediaState.KEPT if one.path and not one.erased_at else "erased"
        files[one.outgoing_id or 0].append(ThreadFile("attachments", one.id, one.content_type, one.size, state))
    return files


def _theirs(spot: Spot, row: InboundMessage, files: Sequence[ThreadFile]) -> ThreadMessage:
    place = row.raw if row.kind == "location" else {}
    return ThreadMessage(spot, CUSTOMER, row.kind, row.text, row.locale, row.state, files=tuple(files), place=place)


def _ours(spot: Spot, row: OutgoingMessage, choices: Sequence[str], files: Sequence[ThreadFile]) -> ThreadMessage:
    waits = row.state == DeliveryState.QUEUED
    return ThreadMessage(
        spot,
        row.author,
        row.shown_as,
        row.text,
        row.locale,
        row.state,
        staff_id=row.staff_id,
        choices=tuple(choices),
        files=tuple(files),
        picture_url="" if files else row.picture_url,
        because=row.held_because or row.ended_because,
        error_code=row.error_code,
        error_text=row.error_text,
        due_at=row.not_before or row.queued_at if waits else None,
        is_withheld=row.ended_because in WITHHELD,
        is_template=row.template_id is not None,
    )
