"""Conversations as the API tells them to somebody, and the refusal of a change to one that has moved on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from flask import current_app

from bot.api.inbox_shapes import ClockTold, ConversationTold, LineTold
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.engine import Session
from bot.domain.access import Viewer
from bot.domain.masking import mask_numbers
from bot.services.desk.composer import find_window_end
from bot.services.desk.rows import InboxRow, list_rows

_KEPT = (
    "id",
    "channel",
    "customer_id",
    "owner",
    "epoch",
    "version",
    "status",
    "assignee_id",
    "needs_person_since",
    "needs_person_why",
    "waiting_since",
    "last_inbound_at",
    "active_at",
    "snoozed_until",
    "snoozed_for",
)


def tell_conversations(
    db: Session, rows: Sequence[Conversation], viewer: Viewer, now: datetime
) -> tuple[ConversationTold, ...]:
    """Return conversations as the viewer may see them, in the order of the rows."""
    bot: Bot = current_app.extensions["bot"]
    there: defaultdict[int, list[int]] = defaultdict(list)
    for one in bot.attendance.list_present(viewer.merchant_id):
        there[one.conversation_id].append(one.staff_id)
    return tuple(_told(row, viewer, there.get(row.conversation.id, ())) for row in list_rows(db, viewer, rows, now))


def find_moved_on(db: Session, present: Conversation, viewer: Viewer, now: datetime, detail: str = "") -> Problem:
    """Return the problem of a change that was based on a conversation as it no longer is: `present` says how it is."""
    told = tell_conversations(db, [present], viewer, now)[0].model_dump(mode="json")
    said = detail or f"Somebody changed it meanwhile: it is at version {present.version}, as `present` shows."
    return Problem(409, "Changed meanwhile", said, present=told)


def _told(one: InboxRow, viewer: Viewer, there: Sequence[int]) -> ConversationTold:
    row, shown = one.conversation, str if viewer.sees_numbers else mask_numbers
    return ConversationTold(
        address=shown(row.address),
        handle=None if row.address.startswith("+") else row.address,
        has_phone=one.has_phone,
        name=shown(row.customer.name),
        locale=row.customer.locale,
        unread=one.unread,
        window_closes_at=find_window_end(row),
        labels=one.labels,
        last=None if one.last is None else LineTold.model_validate(one.last),
        flags=one.flags,
        clock=None if one.clock is None else ClockTold.model_validate(one.clock),
        has_draft=one.has_draft,
        viewers=tuple(there),
        **{name: getattr(row, name) for name in _KEPT},
    )
