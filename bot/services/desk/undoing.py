"""What a conversation was before something was done to it, kept and put back where nothing has happened since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.db.canned import BulkItem
from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.db.inbox import ConversationLabel, Label
from bot.domain.access import Viewer
from bot.domain.timeline import TimelineKind
from bot.services.desk.deeds import list_label_ids
from bot.services.desk.revising import Gone, lock_conversation, note_revision
from bot.services.desk.stretches import find_open
from bot.services.desk.timeline import note_event

_KEPT = ("owner", "assignee_id", "status", "snoozed_for", "needs_person_why")
_TIMES = ("snoozed_until", "waiting_since", "needs_person_since")


def keep_before(db: Session, conversation_id: int) -> dict[str, Any]:
    """Return what a conversation is now, as values that can be kept."""
    row = db.get_one(Conversation, conversation_id, populate_existing=True)
    stretch = find_open(db, row.id)
    times = {name: _written(getattr(row, name)) for name in (*_TIMES, "last_inbound_at")}
    others = {"labels": list_label_ids(db, row.id), "stretch": stretch.id if stretch else None}
    return {name: getattr(row, name) for name in _KEPT} | times | others


def restore_before(db: Session, viewer: Viewer, item: BulkItem, now: datetime) -> bool:
    """Put a conversation back to what it was before a job; False where somebody has changed it or written since.

    Whoever had the job may undo it, also where it has taken the conversation out of their sight.
    """
    try:
        row = lock_conversation(db, replace(viewer, sees_all=True), item.conversation_id)
    except Gone:
        return False
    before = item.before
    if row.version != item.version_after or _written(row.last_inbound_at) != before["last_inbound_at"]:
        return False
    if row.owner != before["owner"]:
        row.epoch += 1  # whatever the assistant has begun meanwhile is overtaken
    for name in _KEPT:
        setattr(row, name, before[name])
    for name in _TIMES:
        setattr(row, name, before[name] and datetime.fromisoformat(before[name]))
    _restore_labels(db, row, before["labels"])
    if before["stretch"] is not None and find_open(db, row.id) is None:
        stretch = db.get_one(Stretch, before["stretch"])
        stretch.resolved_at = stretch.resolved_by = None
    note_revision(db, row, None, now)
    note_event(db, row, TimelineKind.UNDONE, now, viewer.staff_id, bulk=item.job_id)
    return True


def _restore_labels(db: Session, row: Conversation, wanted: list[int]) -> None:
    """A label that the shop has no more stays gone."""
    has = {*list_label_ids(db, row.id)}
    there = {*db.scalars(select(Label.id).where(Label.merchant_id == row.merchant_id, Label.id.in_(wanted)))}
    gone = ConversationLabel.label_id.in_(has - there)
    db.execute(delete(ConversationLabel).where(ConversationLabel.conversation_id == row.id, gone))
    of = {"merchant_id": row.merchant_id, "conversation_id": row.id}
    db.add_all(ConversationLabel(**of, label_id=label_id) for label_id in sorted(there - has))


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
