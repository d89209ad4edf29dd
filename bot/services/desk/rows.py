"""What a list shows of each conversation: asked for a page at once, never a question a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.db.inbox import ConversationLabel, ConversationSeen, SavedDraft
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Identity
from bot.domain.access import Viewer
from bot.domain.delivery import DeliveryState
from bot.domain.shortening import shortened
from bot.services.desk.clocks_told import ClockShown, find_clocks
from bot.services.desk.flags import Flag, find_flags
from bot.services.people.customers import PHONE

LINE = 160  # characters of the last message that a list shows
_NEVER_LEFT = (DeliveryState.CANCELED, DeliveryState.EXPIRED)


@dataclass(frozen=True, slots=True)
class LastLine:
    """The newest message of a conversation, shortened; `author` is "customer" or an Author."""

    author: str
    text: str
    at: datetime
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A conversation as a list shows it to somebody: `unread` and `has_draft` are theirs."""

    conversation: Conversation
    last: LastLine | None
    labels: tuple[int, ...]
    flags: tuple[Flag, ...]
    clock: ClockShown | None
    has_phone: bool
    unread: bool
    has_draft: bool


def list_rows(db: Session, viewer: Viewer, page: Sequence[Conversation], now: datetime) -> list[InboxRow]:
    """List what is to be shown to a viewer of these conversations, in their order."""
    ids = [row.id for row in page]
    lines, labels, phones = find_last_lines(db, ids), find_labels(db, ids), _with_phone(db, page)
    clocks = find_clocks(db, page, now)
    flags = find_flags(db, viewer.merchant_id, page, now)
    seen, drafts = _seen(db, viewer, ids), _drafts(db, viewer, ids)
    return [
        InboxRow(
            conversation=row,
            last=lines.get(row.id),
            labels=tuple(labels[row.id]),
            flags=tuple(flags[row.id]),
            clock=clocks.get(row.id),
            has_phone=row.address.startswith("+") or row.customer_id in phones,
            unread=_is_unread(row, viewer, seen),
            has_draft=row.id in drafts,
        )
        for row in page
    ]


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
            found[row.conversation_id] = LastLine(row.author, _line(row.text), row.queued_at, row.staff_id)
    return found


def find_labels(db: Session, conversation_ids: Sequence[int]) -> dict[int, list[int]]:
    """Find the ids of the labels of conversations, by their ids."""
    kept, found = ConversationLabel, defaultdict[int, list[int]](list)
    query = (
        select(kept.conversation_id, kept.label_id)
        .where(kept.conversation_id.in_(conversation_ids))
        .order_by(kept.label_id)
    )
    for conversation_id, label_id in db.execute(query):
        found[conversation_id].append(label_id)
    return found


def _with_phone(db: Session, page: Sequence[Conversation]) -> set[int]:
    people = {row.customer_id for row in page}
    query = select(Identity.customer_id).where(Identity.customer_id.in_(people), Identity.kind == PHONE)
    return {*db.scalars(query)}


def _seen(db: Session, viewer: Viewer, ids: Sequence[int]) -> dict[int, datetime]:
    query = select(ConversationSeen.conversation_id, ConversationSeen.up_to).where(
        ConversationSeen.conversation_id.in_(ids)
    )
    return dict(db.execute(query.where(ConversationSeen.staff_id == viewer.staff_id)).all())


def _is_unread(row: Conversation, viewer: Viewer, seen: dict[int, datetime]) -> bool:
    """Programs have no eyes; what the customer wrote at the very moment up to which one saw was seen."""
    if viewer.staff_id is None or row.last_inbound_at is None:
        return False
    up_to = seen.get(row.id)
    return up_to is None or row.last_inbound_at > up_to


def _drafts(db: Session, viewer: Viewer, ids: Sequence[int]) -> set[int]:
    query = select(SavedDraft.conversation_id).where(
        SavedDraft.conversation_id.in_(ids), SavedDraft.staff_id == viewer.staff_id
    )
    return {*db.scalars(query)}


def _line(text: str) -> str:
    return shortened(" ".join(text.split()), LINE)
