"""The inbox: conversations in which the customer has written, by folder, turned over by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.db.conversations import Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import Viewer
from bot.domain.conversations import Owner
from bot.domain.delivery import DeliveryState
from bot.domain.shortening import shortened

LINE = 160  # characters of the last message that a list shows
_NEVER_LEFT = (DeliveryState.CANCELED, DeliveryState.EXPIRED)


class Folder(StrEnum):
    """Which conversations."""

    MINE = "mine"  # assigned to whoever asks
    UNASSIGNED = "unassigned"  # a person's turn, and nobody's yet
    WAITING = "waiting"  # a person was asked for; the longest waiting first
    ASSISTANT = "assistant"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of conversations ends: when the last one was active, and its id."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class LastLine:
    """The newest message of a conversation, shortened; `author` is "customer" or an Author."""

    author: str
    text: str
    at: datetime


def list_conversations(
    db: Session, viewer: Viewer, folder: Folder, after: Place | None, limit: int
) -> list[Conversation]:
    """List conversations of a folder that the viewer may see, with their customers, the newest first."""
    at, up = Conversation.active_at, folder == Folder.WAITING
    query = select(Conversation).where(*limit_to(viewer), at.is_not(None), *_folder(viewer, folder))
    if after is not None:
        beyond = Conversation.id > after.id if up else Conversation.id < after.id
        query = query.where(or_(at > after.at if up else at < after.at, and_(at == after.at, beyond)))
    order = (at, Conversation.id) if up else (at.desc(), Conversation.id.desc())
    return list(db.scalars(query.options(joinedload(Conversation.customer)).order_by(*order).limit(limit)))


def find_conversation(db: Session, viewer: Viewer, conversation_id: int) -> Conversation | None:
    """Return a conversation that the viewer may see, None when there is none."""
    return db.scalars(select(Conversation).where(*limit_to(viewer), Conversation.id == conversation_id)).first()


def find_last_lines(db: Session, conversation_ids: Sequence[int]) -> dict[int, LastLine]:
    """Find the newest message of each conversation, by either side."""
    came, left = InboundMessage.conversation_id, OutgoingMessage.conversation_id
    newest_in = select(func.max(InboundMessage.id)).where(came.in_(conversation_ids)).group_by(came)
    theirs = select(InboundMessage).where(InboundMessage.id.in_(newest_in))
    found = {row.conversation_id: LastLine("customer", _line(row.text), row.received_at) for row in db.scalars(theirs)}
    newest_out = select(func.max(OutgoingMessage.id)).where(left.in_(conversation_ids)).group_by(left)
    newest_out = newest_out.where(OutgoingMessage.state.not_in(_NEVER_LEFT))
    for row in db.scalars(select(OutgoingMessage).where(OutgoingMessage.id.in_(newest_out))):
        known = found.get(row.conversation_id)
        if known is None or known.at <= row.queued_at:
            found[row.conversation_id] = LastLine(row.author, _line(row.text), row.queued_at)
    return found


def find_place(row: Conversation) -> Place:
    """Return where a conversation of the inbox stands."""
    assert row.active_at is not None  # a condition of the list
    return Place(row.active_at, row.id)


def limit_to(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Return the conditions of the conversations that a viewer may see."""
    theirs = [Conversation.merchant_id == viewer.merchant_id]
    if not viewer.sees_all:
        theirs.append(or_(Conversation.assignee_id.is_(None), Conversation.assignee_id == viewer.staff_id))
    return theirs


def _folder(viewer: Viewer, folder: Folder) -> list[ColumnElement[bool]]:
    asked, nobodys = Conversation.needs_person_since.is_not(None), Conversation.assignee_id.is_(None)
    conditions: dict[Folder, list[ColumnElement[bool]]] = {
        Folder.MINE: [Conversation.assignee_id == viewer.staff_id],
        Folder.UNASSIGNED: [nobodys, or_(asked, Conversation.owner != Owner.ASSISTANT)],
        Folder.WAITING: [asked],
        Folder.ASSISTANT: [Conversation.owner == Owner.ASSISTANT],
        Folder.ALL: [],
    }
    return conditions[folder]


def _line(text: str) -> str:
    return shortened(" ".join(text.split()), LINE)
