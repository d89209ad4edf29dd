"""Conversations as they are told, in a list and by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api.inbox_shapes import ConversationTold, LineTold
from bot.db.conversations import Conversation
from bot.db.engine import Session
from bot.domain.access import Viewer
from bot.domain.masking import mask_numbers
from bot.services.desk import inbox
from bot.services.desk.composer import find_window_end


def tell_conversations(db: Session, rows: Sequence[Conversation], viewer: Viewer) -> list[ConversationTold]:
    """Return conversations as the viewer may see them, in the order of the rows."""
    lines = inbox.find_last_lines(db, [one.id for one in rows])
    return [_told(one, lines.get(one.id), viewer) for one in rows]


def _told(row: Conversation, line: inbox.LastLine | None, viewer: Viewer) -> ConversationTold:
    shown = str if viewer.sees_numbers else mask_numbers
    kept = ("id", "channel", "customer_id", "owner", "epoch", "version", "status", "assignee_id", "last_inbound_at")
    times = ("waiting_since", "active_at", "snoozed_until", "snoozed_for")
    why = ("needs_person_since", "needs_person_why")
    return ConversationTold(
        address=shown(row.address),
        name=shown(row.customer.name),
        locale=row.customer.locale,
        window_closes_at=find_window_end(row),
        last=None if line is None else LineTold.model_validate(line),
        **{name: getattr(row, name) for name in (*kept, *why, *times)},
    )
